"""Labels: what is printed is decoded again, as a scanner would."""

import io
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from pypdf import PdfReader

from catalogue.etiquettes import MODELES
from catalogue.etiquettes.codes import barres
from catalogue.models import Piece
from chassis.identifiers import new_id
from tests.conftest import AUTRE_EAN, EAN

pytestmark = pytest.mark.django_db

URL = "/api/pieces/"
POINTS_PAR_MM = 20  # what labels are drawn with here: 508 dpi
POINTS_PDF = 72 / 25.4
UPC = "036000291452"


def dessin(largeur: float, hauteur: float, rectangles) -> Image.Image:
    image = Image.new("L", (round(largeur * POINTS_PAR_MM), round(hauteur * POINTS_PAR_MM)), "white")
    crayon = ImageDraw.Draw(image)
    for x, y, large, haut in rectangles:
        coins = [round(valeur * POINTS_PAR_MM) for valeur in (x, y, x + large, y + haut)]
        crayon.rectangle((coins[0], coins[1], coins[2] - 1, coins[3] - 1), fill="black")
    return image


def image_du_svg(svg: str) -> Image.Image:
    largeur, hauteur = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    traits = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h", svg)
    return dessin(largeur, hauteur, [tuple(map(float, trait)) for trait in traits])


def images_du_pdf(contenu: bytes) -> list[Image.Image]:

    images = []
    for page in PdfReader(io.BytesIO(contenu)).pages:
        largeur, hauteur = float(page.mediabox.width), float(page.mediabox.height)
        traits = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) -([\d.]+) re f", page.get_contents().get_data())
        rectangles = [[float(nombre) / POINTS_PDF for nombre in trait] for trait in traits]
        haut = hauteur / POINTS_PDF
        images.append(
            dessin(largeur / POINTS_PDF, haut, [(x, haut - y, *reste) for x, y, *reste in rectangles])
        )
    return images


def codes(image: Image.Image) -> dict[str, str]:
    return {code.format.name: code.text for code in zxingcpp.read_barcodes(image)}


def etiquette(client, piece, **parametres):
    reponse = client.get(f"{URL}{piece.id}/etiquette/", parametres)
    assert reponse.status_code == 200, reponse.content
    return reponse


@pytest.mark.parametrize("modele", MODELES)
@pytest.mark.parametrize(
    ("code_barres", "lu"),
    [
        (EAN, ("EAN13", EAN)),
        (AUTRE_EAN, ("EAN8", AUTRE_EAN)),
        (UPC, ("UPCA", UPC)),
        ("", ("Code128", "VIS-M8")),
    ],
)
def test_what_is_printed_is_read_again(gestion, creer, settings, modele, code_barres, lu):
    piece = creer(code_barres=code_barres)
    trouves = codes(image_du_svg(etiquette(gestion, piece, modele=modele).content.decode()))
    assert trouves.pop("QRCode") == f"{settings.UI_URL}/#/pieces/{piece.id}"
    assert {nom: texte.lstrip("0") for nom, texte in trouves.items()} in (
        {lu[0]: lu[1].lstrip("0")},
        {"EAN13": lu[1].lstrip("0")},  # a UPC-A read as the EAN-13 it is too
    )


def test_every_code_of_a_label_finds_the_piece(gestion, creer):
    for piece in (creer("A", code_barres=EAN), creer("ÉCROU-8", "Écrou")):
        for texte in codes(image_du_svg(etiquette(gestion, piece).content.decode())).values():
            assert gestion.get(f"{URL}scan/", {"code": texte}).json()["id"] == str(piece.id)


def test_a_reference_that_bars_cannot_write_has_the_qr_code(gestion, creer):
    piece = creer("螺丝-8")
    assert barres(piece) is None
    assert list(codes(image_du_svg(etiquette(gestion, piece).content.decode()))) == ["QRCode"]


def test_bars_that_would_be_too_narrow_are_left_out(gestion, creer):
    piece = creer("X" * 50)
    assert list(codes(image_du_svg(etiquette(gestion, piece).content.decode()))) == ["QRCode"]


@pytest.mark.parametrize("modele", MODELES)
def test_a_sheet_of_labels_is_read_again(gestion, creer, modele):
    pieces = [creer("A", code_barres=EAN), creer("B-1", "Boulon")]
    reponse = gestion.get(
        f"{URL}etiquettes/",
        {"ids": ",".join(str(p.id) for p in pieces), "modele": modele, "exemplaires": 2},
    )
    assert (reponse.status_code, reponse["Content-Type"]) == (200, "application/pdf")
    lus = [code.text for image in images_du_pdf(reponse.content) for code in zxingcpp.read_barcodes(image)]
    for piece in pieces:
        assert sum(str(piece.id) in texte for texte in lus) == 2
    assert lus.count(EAN) == 2


def test_printing_begins_where_the_sheet_is_still_whole(gestion, creer):
    piece = creer(code_barres=EAN)
    reponse = gestion.get(
        f"{URL}etiquettes/", {"ids": str(piece.id), "modele": "a4-24", "depart": 24, "exemplaires": 2}
    )
    premiere, seconde = images_du_pdf(reponse.content)
    [vue] = [code for code in zxingcpp.read_barcodes(premiere) if code.text == EAN]
    assert (
        vue.position.top_left.x > premiere.width * 2 / 3 and vue.position.top_left.y > premiere.height * 7 / 8
    )
    assert EAN in codes(seconde).values()


def test_the_words_of_a_label_are_escaped_and_the_price_may_be_left_out(gestion, creer):
    piece = creer(nom="Vis <b>&amp;", prix_vente=Decimal("1234.50"))
    avec = etiquette(gestion, piece).content.decode()
    assert "<b>" not in avec and "Vis &lt;b&gt;" in avec
    assert "1\u00a0234,50\u00a0€" in avec
    assert "€" not in etiquette(gestion, piece, prix="false").content.decode()


@pytest.mark.parametrize("lettre", ["\n", "\x85", "\u2028", "\u2029", "\ufffe", "\uffff"])
def test_what_older_pieces_hold_and_no_label_can_show_is_a_space(gestion, creer, lettre):
    piece = creer("A")
    Piece.objects.update(nom=f"Vis{lettre}inox", reference=f"A{lettre}8")
    textes = [noeud.text for noeud in ElementTree.fromstring(etiquette(gestion, piece).content).iter()]
    assert "Vis inox" in textes and "A 8 · 0,00\u00a0€" in textes
    assert etiquette(gestion, piece, format="pdf").content.startswith(b"%PDF-")


def test_a_long_name_is_cut(gestion, creer):
    assert "…</text>" in etiquette(gestion, creer(nom="Vis à tête hexagonale " * 9)).content.decode()


def test_the_papers_are_listed(gestion):
    modeles = gestion.get(f"{URL}etiquettes/modeles/").json()["results"]
    assert {m["code"]: m["par_page"] for m in modeles}["a4-24"] == 24
    assert all(m["nom"] and m["nom_en"] for m in modeles)


@pytest.mark.parametrize("modele", [m for m in MODELES.values() if m.par_page > 1], ids=lambda m: m.code)
def test_all_labels_of_a_sheet_are_on_the_paper(modele):
    x, y = modele.position(modele.par_page - 1)
    assert x + modele.etiquette[0] <= modele.page[0] + 0.01
    assert y + modele.etiquette[1] <= modele.page[1] + 0.51


@pytest.mark.parametrize(
    ("requete", "champ"),
    [
        ("", "ids"),
        ("ids=", "ids"),
        ("ids=x", "ids"),
        ("ids=" + ",".join([str(new_id())] * 201), "ids"),
        (f"ids={new_id()}&modele=a5", "modele"),
        (f"ids={new_id()}&depart=25", "depart"),
        (f"ids={new_id()}&exemplaires=0", "exemplaires"),
        (f"ids={new_id()},{','.join([str(new_id())] * 9)}&exemplaires=60", "exemplaires"),
        (f"ids={new_id()}&format=svg", "format"),
        (f"ids={new_id()}&autre=1", "autre"),
    ],
)
def test_a_bad_parameter_is_a_400_that_names_it(gestion, requete, champ):
    reponse = gestion.get(f"{URL}etiquettes/?{requete}")
    assert (reponse.status_code, list(reponse.json()["errors"])) == (400, [champ])


def test_an_unknown_piece_has_no_label(gestion, creer):
    for adresse in (f"{URL}{new_id()}/etiquette/", f"{URL}etiquettes/?ids={creer().id},{new_id()}"):
        assert gestion.get(adresse).json()["code"] == "piece_inconnue"
