"""Barcodes of our own, and what a scan finds."""

import pytest
from django.db import connection

from catalogue.codes_barres import gtin
from catalogue.codes_internes import attribuer_code_interne, prochain_code
from catalogue.models import Piece
from tests.conftest import EAN

pytestmark = pytest.mark.django_db

URL = "/api/pieces/"


def test_a_piece_is_given_a_barcode_of_ours(gestion, creer):
    piece = creer()
    reponse = gestion.post(f"{URL}{piece.id}/code-barres/")
    code = reponse.json()["code_barres"]
    assert (reponse.status_code, len(code), code[:2]) == (200, 13, "20")
    assert gtin(code)
    assert reponse.json()["version"] == 2
    assert gestion.get(f"{URL}scan/", {"code": code}).json()["id"] == str(piece.id)


def test_a_piece_keeps_the_barcode_it_has(gestion, creer):
    reponse = gestion.post(f"{URL}{creer(code_barres=EAN).id}/code-barres/")
    assert (reponse.status_code, reponse.json()["code"]) == (409, "code_barres_present")
    assert reponse.json()["code_barres"] == EAN


def test_a_number_given_by_hand_is_passed_over(creer, acteur):
    prochain = prochain_code()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('pieces_code_barres_seq', %s, false)", [int(prochain[2:12])])
    creer("A", code_barres=prochain)
    piece = attribuer_code_interne(piece_id=creer("B").id, acteur=acteur)
    assert int(piece.code_barres[2:12]) == int(prochain[2:12]) + 1


@pytest.mark.django_db(transaction=True)
def test_pieces_numbered_at_once_get_different_barcodes(race, creer, acteur):
    pieces = [creer(f"P{numero}") for numero in range(8)]
    race([lambda p=p: attribuer_code_interne(piece_id=p.id, acteur=acteur) for p in pieces])
    assert len(set(Piece.objects.values_list("code_barres", flat=True))) == 8


@pytest.mark.django_db(transaction=True)
def test_one_piece_numbered_many_times_at_once_gets_one_barcode(race, creer, acteur):
    piece = creer()
    race([lambda: attribuer_code_interne(piece_id=piece.id, acteur=acteur)] * 6)
    piece.refresh_from_db()
    assert piece.version == 2


def test_a_supplier_s_code_finds_the_piece_whatever_the_case(gestion, creer):
    creer("A", codes_fournisseurs=[{"fournisseur_id": None, "code": "Vx-8"}])
    creer("B", reference_fabricant="0367 8")
    assert gestion.get(f"{URL}scan/", {"code": "VX-8"}).json()["reference"] == "A"
    assert gestion.get(f"{URL}scan/", {"code": "0367 8"}).json()["reference"] == "B"


@pytest.mark.parametrize(
    "codes",
    [
        "x",
        [{}],
        [{"code": ""}],
        [{"code": "x" * 81}],
        [{"code": "a", "x": 1}],
        [{"code": "a"}] * 21,
        [{"code": "a", "fournisseur_id": "x"}],
    ],
)
def test_bad_supplier_codes_are_a_400(gestion, codes):
    assert gestion.post(URL, {"nom": "Vis", "codes_fournisseurs": codes}).status_code == 400


@pytest.mark.parametrize("codes", [[{}], [{"code": None}], [0], [{"fournisseur_id": "x", "code": "A"}]])
def test_a_change_with_a_code_that_is_none_is_refused_by_its_name(gestion, codes):
    piece = gestion.post(URL, {"nom": "Vis"}).json()
    answer = gestion.patch(f"{URL}{piece['id']}/", {"codes_fournisseurs": codes})
    assert answer.status_code == 400
    assert any(name.startswith("codes_fournisseurs.0") for name in answer.json()["errors"])
