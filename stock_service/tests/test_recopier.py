"""The copy of the catalogue compared with pieces_service, and rebuilt."""

from uuid import UUID

import pytest
from django.core.management import call_command

from chassis.identifiers import new_id
from stock.models import PieceCopie
from stock.pieces import retirer_piece
from tests.monde import ACTEUR, copier_piece, donnees_de_piece, entrer, total

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(service_des_pieces):
    """Three pieces of the catalogue: one copied rightly, one wrongly, one never."""
    right, wrong, missing = (service_des_pieces.add() for _ in range(3))
    copier_piece(right)
    copier_piece(wrong | {"nom": "Autre", "fournisseur_id": str(new_id())})
    return right, wrong, missing


def test_what_differs_is_named_and_nothing_is_changed(catalogue, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("recopier_pieces", verifier=True)
    assert stopped.value.code == 1
    right, wrong, missing = catalogue
    said = capsys.readouterr().out
    assert f"{wrong['reference']} {wrong['id']}: nom, fournisseur_id, recherche" in said
    assert missing["id"] in said and right["id"] not in said
    assert "3 pieces compared, 2 differed" in said
    assert PieceCopie.objects.count() == 2


def test_what_differs_is_rebuilt(catalogue, capsys):
    call_command("recopier_pieces")
    capsys.readouterr()
    call_command("recopier_pieces", verifier=True)
    assert "3 pieces compared, 0 differed" in capsys.readouterr().out
    assert PieceCopie.objects.get(pk=catalogue[1]["id"]).nom == catalogue[1]["nom"]


def test_a_word_that_came_meanwhile_is_kept(service_des_pieces):
    told = service_des_pieces.add(version=2, nom="Ancien")
    copier_piece(told | {"version": 3, "nom": "Nouveau"})
    call_command("recopier_pieces")
    assert PieceCopie.objects.get(pk=told["id"]).nom == "Nouveau"


def test_a_deletion_under_way_is_not_undone(service_des_pieces):
    told = service_des_pieces.add(version=2)
    copier_piece(told | {"nom": "Autre"})
    retirer_piece(piece_id=UUID(told["id"]), version=3, acteur=ACTEUR)
    call_command("recopier_pieces")
    assert total(UUID(told["id"])).retiree


def test_a_piece_deleted_and_restored_is_open_again(place):
    told = donnees_de_piece(version=1)
    copier_piece(told)
    piece = PieceCopie.objects.get(pk=told["id"])
    retirer_piece(piece_id=piece.id, version=3, acteur=ACTEUR)
    copier_piece(told | {"version": 2})
    assert total(piece).retiree  # word from before the deletion
    copier_piece(told | {"version": 3})
    assert not total(piece).retiree  # the deletion did not come to pass: this version is an update
    entrer(piece, place, 1)
