"""The picture of a piece: made safe, kept, shown, removed."""

import io
import zlib
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image as Pillow

from catalogue import images, pixels, suppression
from catalogue.errors import ImageInvalide
from catalogue.models import HistoriquePiece, Image, Piece
from chassis.identifiers import new_id
from chassis.testing.clients import anonymous_client

pytestmark = pytest.mark.django_db

URL = "/api/pieces/"


@pytest.fixture(autouse=True)
def dossier(settings, tmp_path):
    from catalogue.depots import depot

    settings.IMAGES_DIR = tmp_path
    depot.cache_clear()
    yield tmp_path
    depot.cache_clear()


def photo(format: str = "JPEG", taille=(800, 600), mode: str = "RGB", **options) -> bytes:
    fichier = io.BytesIO()
    Pillow.new(mode, taille, "teal").save(fichier, format, **options)
    return fichier.getvalue()


def envoyer(client, piece, contenu: bytes, type: str = "image/jpeg", **options):
    return client.put(f"{URL}{piece.id}/image/", contenu, content_type=type, **options)


def ouvrir(contenu: bytes) -> Pillow.Image:
    return Pillow.open(io.BytesIO(contenu))


@pytest.mark.parametrize(
    ("format", "type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
def test_a_picture_is_taken_and_shown_in_two_sizes(gestion, creer, format, type):
    piece = creer()
    reponse = envoyer(gestion, piece, photo(format, (2400, 1200)), type)
    assert reponse.status_code == 200, reponse.content
    montree = reponse.json()["image"]
    assert (montree["largeur"], montree["hauteur"]) == (2000, 1000)
    assert gestion.get(f"{URL}{piece.id}/").json()["image"] == montree
    for taille, cote in (("normale", 2000), ("miniature", 320)):
        vue = gestion.get(f"{URL}{piece.id}/image/?taille={taille}")
        assert (vue.status_code, vue["Content-Type"]) == (200, "image/jpeg")
        assert ouvrir(vue.content).width == cote


def test_a_form_is_taken_as_well(gestion, creer):
    from django.core.files.uploadedfile import SimpleUploadedFile

    fichier = SimpleUploadedFile("vis.png", photo("PNG"), "image/png")
    reponse = gestion.put(f"{URL}{creer().id}/image/", {"image": fichier}, format="multipart")
    assert reponse.status_code == 200, reponse.content


def test_transparency_is_kept(gestion, creer):
    piece = creer()
    adresse = envoyer(gestion, piece, photo("PNG", mode="RGBA"), "image/png").json()["image"]["url"]
    assert adresse.endswith(".png")
    assert ouvrir(gestion.get(f"{URL}{piece.id}/image/").content).mode == "RGBA"


def test_nothing_hidden_in_the_file_is_kept_and_it_is_turned_upright():
    exif = Pillow.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken at 48.85 N"  # turned by 90°, a description
    faite = pixels.preparer(photo(taille=(600, 400), exif=exif) + b"<?php hidden ?>")
    assert (faite.largeur, faite.hauteur) == (400, 600)
    assert not ouvrir(faite.contenu).getexif()
    assert b"48.85" not in faite.contenu and b"php" not in faite.contenu


def test_the_address_in_the_piece_needs_no_token_and_may_be_kept_for_ever(gestion, creer):
    montree = envoyer(gestion, creer(), photo()).json()["image"]
    for adresse in (montree["url"], montree["miniature"]):
        chemin = adresse.removeprefix("http://127.0.0.1:8090")
        vue = anonymous_client().get(chemin)
        assert (vue.status_code, vue["Content-Type"]) == (200, "image/jpeg")
        assert "immutable" in vue["Cache-Control"]
        assert anonymous_client().get(chemin, headers={"If-None-Match": vue["ETag"]}).status_code == 304
    inconnue = anonymous_client().get(f"/api/public/images/{'0' * 32}.jpg")
    assert (inconnue.status_code, inconnue.json()["code"]) == (404, "image_absente")
    assert anonymous_client().get("/api/public/images/passwd").status_code == 404


def test_the_picture_of_a_published_piece_is_public_and_no_other(gestion, creer):
    publique, privee = creer("A", publie=True), creer("B")
    for piece, statut in ((publique, 200), (privee, 404)):
        envoyer(gestion, piece, photo())
        assert anonymous_client().get(f"/api/public/pieces/{piece.id}/image/").status_code == statut
        assert anonymous_client().get(f"{URL}{piece.id}/image/").status_code == 401


@pytest.mark.parametrize(
    "contenu",
    [
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\x00" * 50,
        photo()[:200],
        photo("PNG")[:60],
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    ],
)
def test_what_is_no_picture_is_refused(gestion, creer, contenu):
    reponse = envoyer(gestion, creer(), contenu)
    assert (reponse.status_code, reponse.json()["code"]) == (400, "image_invalide")
    assert list(reponse.json()["errors"]) == ["image"]
    assert not Image.objects.exists()


def bombe(cote: int) -> bytes:
    """A PNG of a few bytes that says it is `cote` pixels wide and high."""

    def morceau(nom: bytes, donnees: bytes) -> bytes:
        return len(donnees).to_bytes(4) + nom + donnees + zlib.crc32(nom + donnees).to_bytes(4)

    entete = cote.to_bytes(4) * 2 + bytes([1, 0, 0, 0, 0])
    pixels = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + morceau(b"IHDR", entete) + morceau(b"IDAT", pixels) + morceau(b"IEND", b"")


@pytest.mark.parametrize("cote", [20_000, 60_000])
def test_a_bomb_is_refused_before_it_is_unpacked(cote):
    with pytest.raises(ImageInvalide):
        pixels.preparer(bombe(cote))


def test_more_than_ten_megabytes_are_refused(gestion, creer):
    reponse = envoyer(gestion, creer(), photo() + b"\x00" * 10 * 1024 * 1024)
    assert (reponse.status_code, reponse.json()["code"]) == (413, "corps_trop_grand")


def test_what_says_it_is_no_picture_is_a_415(gestion, creer):
    assert envoyer(gestion, creer(), b"{}", "application/json").status_code == 415


def test_a_new_picture_has_a_new_address_and_the_change_is_in_the_history(gestion, creer):
    piece = creer()
    premiere = envoyer(gestion, piece, photo()).json()
    seconde = envoyer(gestion, piece, photo("PNG")).json()
    assert premiere["image"]["url"] != seconde["image"]["url"]
    assert (premiere["version"], seconde["version"]) == (2, 3)
    trace = HistoriquePiece.objects.get(version=3)
    assert trace.avant == {"image": premiere["image"]["miniature"]}
    assert trace.apres == {"image": seconde["image"]["miniature"]}


def test_if_match_must_be_the_version_now(gestion, creer, dossier):
    piece = creer()
    envoyer(gestion, piece, photo())
    for reponse in (
        envoyer(gestion, piece, photo(), headers={"If-Match": '"1"'}),
        gestion.delete(f"{URL}{piece.id}/image/", headers={"If-Match": '"1"'}),
    ):
        assert reponse.status_code == 412
    assert Image.objects.count() == 1


def test_a_picture_is_taken_off(gestion, creer):
    piece = creer()
    assert gestion.get(f"{URL}{piece.id}/image/").json()["code"] == "image_absente"
    envoyer(gestion, piece, photo())
    for _ in range(2):
        assert gestion.delete(f"{URL}{piece.id}/image/").status_code == 204
    assert gestion.get(f"{URL}{piece.id}/").json()["image"] is None
    assert Piece.objects.get().version == 3


def test_an_unknown_piece_has_no_picture(gestion, creer):
    inconnue = type("Inconnue", (), {"id": new_id()})
    assert envoyer(gestion, inconnue, photo()).json()["code"] == "piece_inconnue"
    assert not Image.objects.exists()


def test_what_nothing_points_to_is_removed_later(gestion, creer, dossier):
    piece = creer()
    for _ in range(2):
        envoyer(gestion, piece, photo())
    fichiers = lambda: sum(chemin.is_file() for chemin in dossier.rglob("*"))  # noqa: E731
    images.effacer_images_inutiles()
    assert (Image.objects.count(), fichiers()) == (2, 4)
    Image.objects.update(inutile_depuis=timezone.now() - timedelta(hours=1))
    images.effacer_images_inutiles()
    assert (Image.objects.get(), fichiers()) == (piece_image(), 2)


def piece_image() -> Image:
    return Piece.objects.get().image


@pytest.mark.django_db(transaction=True)
def test_the_picture_comes_back_with_the_piece_and_goes_with_it_for_good(
    gestion, creer, stock, service_api, acteur
):
    piece = creer()
    envoyer(gestion, piece, photo())
    objet = {"module": "pieces", "objet_id": str(piece.id)}
    suppression.supprimer_piece(piece_id=piece.id, acteur=acteur)
    service_api("log_service").post("/internal/corbeille/restaurer/", objet)
    assert gestion.get(f"{URL}{piece.id}/image/").status_code == 200
    suppression.supprimer_piece(piece_id=piece.id, acteur=acteur)
    service_api("log_service").post("/internal/corbeille/purger/", objet)
    assert Image.objects.get().inutile_depuis is not None


@pytest.mark.django_db(transaction=True)
def test_two_pictures_at_once_leave_one_and_mark_the_other(race, creer, acteur):
    piece = creer()
    contenu = photo()
    race([lambda: images.attacher_image(piece_id=piece.id, contenu=contenu, acteur=acteur)] * 4)
    piece.refresh_from_db()
    assert piece.version == 5
    assert list(Image.objects.filter(inutile_depuis__isnull=True)) == [piece.image]
