"""The catalogue through HTTP, as the UI uses it."""

from decimal import Decimal

import pytest

from catalogue import pieces
from catalogue.models import Piece
from chassis.identifiers import new_id
from tests.conftest import AUTRE_EAN, EAN

pytestmark = pytest.mark.django_db

URL = "/api/pieces/"


def une(client, **champs) -> dict:
    reponse = client.post(URL, {"nom": "Vis M8", "reference": "VIS-M8"} | champs)
    assert reponse.status_code == 201, reponse.content
    return reponse.json()


def references(reponse) -> list[str]:
    assert reponse.status_code == 200, reponse.content
    return [piece["reference"] for piece in reponse.json()["results"]]


def test_a_name_is_enough_for_a_piece(gestion):
    piece = gestion.post(URL, {"nom": "Vis M8"}).json()
    assert piece["reference"].startswith("PC-")
    assert piece["unite"] == "pièce"
    assert (piece["prix_achat"], piece["prix_vente"], piece["taux_tva"]) == ("0.00", "0.00", "20.00")
    assert (piece["actif"], piece["publie"], piece["version"]) == (True, False, 1)
    assert (piece["categorie"], piece["attributs"], piece["code_barres"]) == (None, {}, "")


def test_every_field_given_comes_back(gestion, ranger):
    categorie = ranger("Visserie")
    champs = {
        "id": str(new_id()),
        "reference": "VIS-M8",
        "nom": "Vis à tête hexagonale",
        "description": "Acier.\nZinguée.",
        "categorie_id": str(categorie.id),
        "unite": "boîte",
        "code_barres": EAN,
        "fabricant": "Würth",
        "reference_fabricant": "0057 8",
        "prix_achat": "3.20",
        "prix_vente": "5.90",
        "taux_tva": "2.10",
        "actif": False,
        "publie": True,
        "attributs": {"diametre": 8, "inox": True, "normes": ["DIN 933"]},
        "fournisseur_id": str(new_id()),
        "codes_fournisseurs": [{"fournisseur_id": str(new_id()), "code": "VX-8"}],
    }
    piece = une(gestion, **champs)
    lue = gestion.get(f"{URL}{champs['id']}/").json()
    assert piece == lue
    assert {nom: lue[nom] for nom in champs} == champs
    assert lue["categorie"] == {"id": str(categorie.id), "nom": "Visserie"}


def test_the_version_is_also_the_etag(gestion):
    reponse = gestion.post(URL, {"nom": "Vis"})
    assert reponse["ETag"] == '"1"'
    url = f"{URL}{reponse.json()['id']}/"
    assert gestion.patch(url, {"nom": "Vis M6"})["ETag"] == '"2"'
    assert gestion.get(url)["ETag"] == '"2"'


def test_patch_changes_what_it_names_and_put_the_whole(gestion):
    piece = une(gestion, fabricant="Würth", prix_vente="5.90")
    url = f"{URL}{piece['id']}/"
    assert gestion.patch(url, {"nom": "Vis M6"}).json()["fabricant"] == "Würth"
    remplacee = gestion.put(url, {"nom": "Vis M5"}).json()
    assert (remplacee["fabricant"], remplacee["prix_vente"]) == ("", "0.00")
    assert remplacee["reference"] == "VIS-M8"


def test_if_match_must_be_the_version_now(gestion):
    url = f"{URL}{une(gestion)['id']}/"
    assert gestion.patch(url, {"nom": "A"}, headers={"If-Match": '"1"'}).status_code == 200
    for method in (gestion.patch, gestion.put):
        perimee = method(url, {"nom": "B"}, headers={"If-Match": '"1"'})
        assert (perimee.status_code, perimee.json()["code"], perimee.json()["version"]) == (
            412,
            "version_perimee",
            2,
        )
    assert gestion.delete(url, headers={"If-Match": '"1"'}).status_code == 412


def test_what_the_server_decides_cannot_be_sent(gestion):
    url = f"{URL}{une(gestion)['id']}/"
    for champ, valeur in [
        ("version", 9),
        ("supprime_le", "2026-01-01T00:00Z"),
        ("cree_le", "2020-01-01T00:00Z"),
    ]:
        for reponse in (
            gestion.post(URL, {"nom": "Vis", champ: valeur}),
            gestion.patch(url, {champ: valeur}),
        ):
            assert (reponse.status_code, list(reponse.json()["errors"])) == (400, [champ])
    assert gestion.patch(url, {"id": str(new_id())}).status_code == 400
    assert Piece.objects.get().version == 1


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("nom", ""),
        ("nom", "x" * 201),
        ("nom", "a\x00b"),
        ("nom", "a\nb"),
        ("nom", "a\u2028b"),
        ("nom", "a\u2029b"),
        ("nom", "a\ufffeb"),
        ("nom", "\u200b"),
        ("nom", "\u202e"),
        ("fabricant", "a\u2066b"),
        ("description", "a\x07b"),
        ("reference", "a\uffffb"),
        ("nom", None),
        ("nom", {"a": 1}),
        ("reference", "x" * 51),
        ("reference", "---"),
        ("reference", None),
        ("description", "x" * 5001),
        ("categorie_id", "pas-un-uuid"),
        ("categorie_id", "01920000-0000-7000-8000-00000000dead"),
        ("unite", ""),
        ("unite", "x" * 21),
        ("code_barres", "4006381333932"),
        ("code_barres", "abc"),
        ("code_barres", "12345678901234"),
        ("prix_achat", "-0.01"),
        ("prix_achat", "1000000000000.00"),
        ("prix_vente", "1.234"),
        ("prix_vente", "1_000"),
        ("taux_tva", "١٢"),
        ("prix_vente", "NaN"),
        ("prix_vente", "1e40"),
        ("prix_vente", None),
        ("taux_tva", "100.01"),
        ("taux_tva", "-1"),
        ("taux_tva", "5.555"),
        ("actif", "peut-être"),
        ("publie", None),
        ("attributs", []),
        ("attributs", "texte"),
        ("attributs", {"a": "x" * 17_000}),
        ("attributs", {"a": 1e300}),
        ("attributs", {"a": [{"b": 1e-300}]}),
        ("fournisseur_id", "12"),
        ("id", "12"),
    ],
)
def test_bad_input_is_a_400_that_names_the_field(gestion, champ, valeur):
    reponse = gestion.post(URL, {"nom": "Vis", champ: valeur})
    assert reponse.status_code == 400, reponse.content
    assert [nom.split(".")[0] for nom in reponse.json()["errors"]] == [champ]


@pytest.mark.parametrize("taux", ["0", "2.1", "5.5", "10", "20", "100", "8.75"])
def test_any_vat_rate_from_0_to_100_with_two_decimals_is_taken(gestion, taux):
    assert float(une(gestion, taux_tva=taux)["taux_tva"]) == float(taux)


def test_attributes_at_the_edge_of_what_is_exact_come_back_the_same(gestion):
    attributs = {"grand": 10**18, "reel": 999999999999999.0, "petit": 1e-14, "zero": 0.0}
    piece = une(gestion, attributs=attributs)
    assert gestion.get(f"{URL}{piece['id']}/").json()["attributs"] == attributs


def test_letters_that_expand_when_normalised_are_taken(gestion):
    ligature = "\ufdfa"  # one letter, eighteen once normalised
    piece = une(gestion, nom=ligature * 200, reference="x" + ligature * 49, fabricant=ligature * 120)
    assert gestion.get(f"{URL}{piece['id']}/").status_code == 200


def test_a_taken_reference_or_barcode_is_a_409_that_names_the_field(gestion):
    une(gestion, code_barres=EAN)
    reference = gestion.post(URL, {"nom": "Autre", "reference": "vis-m8"})
    code = gestion.post(URL, {"nom": "Autre", "code_barres": EAN})
    assert (reference.status_code, reference.json()["code"], reference.json()["champ"]) == (
        409,
        "reference_existante",
        "reference",
    )
    assert (code.status_code, code.json()["code"], code.json()["champ"]) == (
        409,
        "code_barres_existant",
        "code_barres",
    )


def test_an_id_that_exists_is_a_409(gestion):
    piece = une(gestion)
    reponse = gestion.post(URL, {"nom": "Autre", "id": piece["id"]})
    assert (reponse.status_code, reponse.json()["code"]) == (409, "identifiant_existant")


def test_an_unknown_piece_is_a_404(gestion):
    for url in (f"{URL}{new_id()}/", f"{URL}{new_id()}/historique/"):
        reponse = gestion.get(url)
        assert (reponse.status_code, reponse.json()["code"]) == (404, "piece_inconnue")
    assert gestion.get(f"{URL}pas-un-uuid/").status_code == 404


def test_the_same_key_creates_one_piece(gestion):
    corps, cle = {"nom": "Vis"}, {"Idempotency-Key": "creation-1"}
    premiere = gestion.post(URL, corps, headers=cle)
    seconde = gestion.post(URL, corps, headers=cle)
    assert premiere.json() == seconde.json()
    assert premiere["ETag"] == seconde["ETag"] == '"1"'
    assert Piece.objects.count() == 1
    assert gestion.post(URL, {"nom": "Écrou"}, headers=cle).status_code == 422


def test_a_list_takes_three_queries_however_long(gestion, creer, ranger, django_assert_num_queries):
    categories = [ranger(f"Catégorie {n}") for n in range(5)]
    for n in range(10):
        creer(f"P-{n}", categorie_id=categories[n % 5].id)
    with django_assert_num_queries(3):  # the deny list, the count, the page
        assert len(gestion.get(URL).json()["results"]) == 10


def test_filters(gestion, creer, ranger):
    racine = ranger("Visserie")
    fille = ranger("Vis", racine)
    autre = ranger("Roulements")
    creer("A", categorie_id=racine.id, prix_vente=Decimal("1.00"), code_barres="036000291452")
    creer("B", categorie_id=fille.id, prix_vente=Decimal("2.00"), actif=False)
    creer("C", categorie_id=autre.id, prix_vente=Decimal("3.00"), publie=True)
    for requete, attendues in [
        (f"categorie_id={racine.id}", ["A", "B"]),
        (f"categorie_id={fille.id}", ["B"]),
        (f"categorie_id={new_id()}", []),
        ("actif=true", ["A", "C"]),
        ("actif=false", ["B"]),
        ("publie=true", ["C"]),
        ("prix_min=2", ["B", "C"]),
        ("prix_max=2.00", ["A", "B"]),
        ("prix_min=1.5&prix_max=2.5", ["B"]),
        ("code_barres=036000291452", ["A"]),
        ("code_barres=0036000291452", ["A"]),
        (f"code_barres={AUTRE_EAN}", []),
        ("code_barres=abc", []),
        ("code_barres=", ["A", "B", "C"]),
    ]:
        assert references(gestion.get(f"{URL}?ordering=reference&{requete}")) == attendues, requete


@pytest.mark.parametrize(
    ("requete", "champ"),
    [
        ("categorie_id=12", "categorie_id"),
        ("actif=oui", "actif"),
        ("publie=2", "publie"),
        ("prix_min=-1", "prix_min"),
        ("prix_min=NaN", "prix_min"),
        ("prix_max=1e400", "prix_max"),
        ("prix_max=abc", "prix_max"),
        ("prix_max=1_000", "prix_max"),
        ("prix_max=١٢", "prix_max"),
        ("code_barres=" + "1" * 14, "code_barres"),
        ("code_barres=%00", "code_barres"),
        ("prix_achat=1", "prix_achat"),
        ("format=csv", "format"),
        ("cursor=x", "cursor"),
        ("ordering=prix_achat", "ordering"),
        ("ordering=recherche", "ordering"),
        ("page_size=1000000000", "page_size"),
        ("search=" + "x" * 201, "search"),
    ],
)
def test_a_bad_parameter_is_a_400_that_names_it(gestion, requete, champ):
    reponse = gestion.get(f"{URL}?{requete}")
    assert reponse.status_code == 400, reponse.content
    assert list(reponse.json()["errors"]) == [champ]


def test_pieces_are_ordered_as_people_sort(gestion, creer):
    for reference, nom, prix in [("b", "Écrou", 3), ("C", "vis", 1), ("A", "Zamak", 2), ("d", "vis m8", 4)]:
        creer(reference, nom, prix_vente=prix)
    for tri, attendues in [
        ("", ["b", "C", "d", "A"]),
        ("nom", ["b", "C", "d", "A"]),
        ("-nom", ["A", "d", "C", "b"]),
        ("reference", ["A", "b", "C", "d"]),
        ("-reference", ["d", "C", "b", "A"]),
        ("prix_vente", ["C", "A", "b", "d"]),
        ("-cree_le", ["d", "A", "C", "b"]),
        ("modifie_le", ["b", "C", "A", "d"]),
    ]:
        assert references(gestion.get(f"{URL}?ordering={tri}")) == attendues, tri


def test_the_history_says_who_changed_what_last_first(gestion, creer, acteur):
    piece = creer("A", prix_vente=Decimal(1))
    for prix in range(2, 31):
        pieces.modifier_piece(piece_id=piece.id, prix_vente=Decimal(prix), acteur=acteur)
    premiere_page = gestion.get(f"{URL}{piece.id}/historique/").json()
    ligne = premiere_page["results"][0]
    assert (ligne["version"], ligne["action"], ligne["user_email"]) == (30, "modifier", acteur.email)
    assert (ligne["avant"], ligne["apres"]) == ({"prix_vente": "29.00"}, {"prix_vente": "30.00"})
    suite = gestion.get(premiere_page["next"]).json()["results"]
    assert [ligne["version"] for ligne in suite] == [5, 4, 3, 2, 1]
    assert (suite[-1]["action"], suite[-1]["avant"]) == ("creer", None)


def test_a_scan_finds_by_reference_then_barcode_then_manufacturer(gestion, creer):
    creer("A", code_barres=EAN, reference_fabricant="REF-1")
    creer("B", code_barres="036000291452", reference_fabricant="A")
    creer("C", reference_fabricant=EAN)
    for code, attendue in [
        ("A", "A"),
        ("a", "A"),
        (EAN, "A"),
        ("0036000291452", "B"),
        ("REF-1", "A"),
        ("REF-1 ", "A"),
    ]:
        reponse = gestion.get(f"{URL}scan/", {"code": code})
        assert (reponse.status_code, reponse.json().get("reference")) == (200, attendue), code


def test_a_scan_that_finds_nothing_or_too_much_says_so(gestion, creer):
    creer("A", reference_fabricant="REF-1")
    creer("B", reference_fabricant="REF-1")
    inconnu = gestion.get(f"{URL}scan/?code=rien")
    assert (inconnu.status_code, inconnu.json()["code"]) == (404, "piece_inconnue")
    assert inconnu.json()["code_cherche"] == "rien"
    ambigu = gestion.get(f"{URL}scan/?code=REF-1")
    assert (ambigu.status_code, ambigu.json()["code"]) == (409, "code_ambigu")
    assert [piece["reference"] for piece in ambigu.json()["pieces"]] == ["A", "B"]


@pytest.mark.parametrize("requete", ["", "code=", "code=" + "x" * 301, "code=%00"])
def test_a_scan_needs_a_code(gestion, requete):
    reponse = gestion.get(f"{URL}scan/?{requete}")
    assert reponse.status_code == 400
    assert "code" in reponse.json()["errors"]


def test_the_other_methods_of_http_are_answered_too(gestion, creer):
    url = f"{URL}{creer().id}/"
    for adresse in (URL, url, f"{URL}categories/", "/api/public/pieces/"):
        assert gestion.head(adresse).status_code == 200
        assert gestion.options(adresse).status_code == 200
