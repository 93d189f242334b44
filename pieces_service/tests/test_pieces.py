"""The rules of creating and changing a piece."""

from decimal import Decimal

import pytest

from catalogue import pieces
from catalogue.errors import (
    CategorieAbsente,
    CodeBarresExistant,
    CodeBarresInvalide,
    IdentifiantExistant,
    PieceInconnue,
    ReferenceExistante,
)
from catalogue.models import HistoriquePiece, Piece
from chassis.errors import VersionMismatch
from chassis.identifiers import new_id
from tests.conftest import AUTRE_EAN, EAN
from tests.outbox import donnees, methodes

pytestmark = pytest.mark.django_db


def test_a_piece_without_reference_gets_the_next_one(creer):
    premiere, seconde = creer(reference=""), creer(reference="")
    assert premiere.reference.startswith("PC-")
    assert len(premiere.reference) == len("PC-000001")
    assert int(seconde.reference[3:]) == int(premiere.reference[3:]) + 1


def test_references_given_by_hand_are_passed_over(creer):
    numero = int(creer(reference="").reference[3:])
    creer(f"PC-{numero + 1:06d}")
    creer(f"pc-{numero + 2:06d}")
    assert creer(reference="").reference == f"PC-{numero + 3:06d}"


def test_a_reference_in_the_trash_is_passed_over_too(creer):
    numero = int(creer(reference="").reference[3:])
    Piece.objects.filter(pk=creer(f"PC-{numero + 1:06d}").pk).update(supprime_le="2026-01-01T00:00Z")
    assert creer(reference="").reference == f"PC-{numero + 2:06d}"


@pytest.mark.parametrize("autre", ["VIS-M8", "vis-m8", " VIS-M8 ", "VÏS-M8"])
def test_a_reference_is_unique_whatever_its_case_and_accents(creer, autre):
    creer("VIS-M8")
    with pytest.raises(ReferenceExistante) as refus:
        creer(autre)
    assert refus.value.data == {"champ": "reference"}


def test_a_barcode_is_unique_whatever_its_form(creer):
    creer("A", code_barres="036000291452")
    with pytest.raises(CodeBarresExistant) as refus:
        creer("B", code_barres="0036000291452")
    assert refus.value.data == {"champ": "code_barres"}


def test_any_number_of_pieces_have_no_barcode(creer):
    creer("A", code_barres="")
    creer("B", code_barres="")


@pytest.mark.parametrize("code", ["4006381333932", "400638133393", "12345", "96385075", "40063813339٣١"])
def test_a_barcode_with_a_false_check_digit_is_refused(creer, code):
    with pytest.raises(CodeBarresInvalide):
        creer(code_barres=code)


@pytest.mark.parametrize("code", [EAN, AUTRE_EAN, "036000291452"])
def test_the_three_kinds_of_barcode_are_taken(creer, code):
    assert creer(code_barres=code).gtin == code.zfill(14)


def test_an_id_given_by_the_client_is_kept_and_is_unique(creer):
    piece = creer("A", id=new_id())
    with pytest.raises(IdentifiantExistant):
        creer("B", id=piece.id)
    with pytest.raises(IdentifiantExistant):
        creer(reference="", id=piece.id)


def test_a_piece_cannot_be_put_into_a_category_that_is_not_there(creer, ranger):
    with pytest.raises(CategorieAbsente):
        creer("A", categorie_id=new_id())
    categorie = ranger()
    type(categorie).objects.update(supprime_le="2026-01-01T00:00Z")
    with pytest.raises(CategorieAbsente):
        creer("A", categorie_id=categorie.id)


def test_a_change_bumps_the_version_and_leaves_its_three_traces(creer, acteur):
    piece = creer("A", prix_vente=Decimal("1.00"))
    pieces.modifier_piece(piece_id=piece.id, prix_vente=Decimal("2"), nom="Vis M8", acteur=acteur)
    ligne = HistoriquePiece.objects.get(piece=piece, version=2)
    changement = ({"prix_vente": "1.00"}, {"prix_vente": "2.00"})
    assert (ligne.avant, ligne.apres) == changement
    assert (ligne.action, ligne.user_id, ligne.user_email) == ("modifier", acteur.id, acteur.email)
    trace = donnees("logs")[-1]
    assert (trace["action"], trace["avant"], trace["apres"]) == ("modifier", *changement)
    assert (trace["user_id"], trace["ip"]) == (str(acteur.id), "203.0.113.7")
    assert (
        methodes("pieces", "stock_service")
        == methodes("pieces", "commandes_service")
        == [
            "create",
            "update",
        ]
    )
    assert donnees("pieces", "stock_service")[-1]["version"] == 2


def test_a_change_that_changes_nothing_leaves_no_trace(creer, acteur):
    piece = creer("A", prix_vente=Decimal("1.00"))
    pieces.modifier_piece(piece_id=piece.id, prix_vente=Decimal("1"), acteur=acteur)
    assert HistoriquePiece.objects.count() == 1
    assert Piece.objects.get().version == 1


def test_true_and_one_are_different_attributes(creer, acteur):
    piece = creer("A", attributs={"inox": 1})
    pieces.modifier_piece(piece_id=piece.id, attributs={"inox": True}, acteur=acteur)
    assert Piece.objects.get().attributs == {"inox": True}
    assert Piece.objects.get().version == 2


def test_a_change_follows_what_was_read(creer, acteur):
    piece = creer("A")
    pieces.modifier_piece(piece_id=piece.id, nom="Deux", version=1, acteur=acteur)
    with pytest.raises(VersionMismatch):
        pieces.modifier_piece(piece_id=piece.id, nom="Trois", version=1, acteur=acteur)


def test_a_change_cannot_take_the_reference_of_another(creer, acteur):
    creer("A")
    piece = creer("B")
    with pytest.raises(ReferenceExistante):
        pieces.modifier_piece(piece_id=piece.id, reference="a", acteur=acteur)


def test_an_unknown_piece_cannot_be_changed(acteur):
    with pytest.raises(PieceInconnue):
        pieces.modifier_piece(piece_id=new_id(), nom="X", acteur=acteur)


def test_a_refused_creation_leaves_no_message(creer):
    creer("A")
    avant = len(donnees("pieces"))
    with pytest.raises(ReferenceExistante):
        creer("A")
    assert len(donnees("pieces")) == avant
