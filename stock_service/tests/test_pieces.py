"""The copy of the catalogue, and the retirement of a piece."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection

from chassis import http
from chassis.identifiers import new_id
from stock.errors import PieceEnStock, PieceInconnue, PieceRetiree
from stock.models import PieceCopie
from stock.pieces import MAX_ASKED, retirer_piece
from tests.monde import ACTEUR, copier_piece, donnees_de_piece, entrer, niveau, sortir, total, une_piece
from tests.test_inventaires import ouvrir

pytestmark = pytest.mark.django_db


def retirer(piece_id):
    retirer_piece(piece_id=piece_id, version=2, acteur=ACTEUR)


def test_the_newest_word_wins_whatever_its_order_of_arrival():
    piece = une_piece(nom="Un", version=1)
    for version, nom in ((3, "Trois"), (2, "Deux"), (3, "Encore trois")):
        copier_piece(donnees_de_piece(id=str(piece.id), nom=nom, version=version))
    piece.refresh_from_db()
    assert (piece.nom, piece.version) == ("Trois", 3)


def test_the_search_text_has_no_accents():
    assert une_piece(reference="PC-9", nom="Écrou œillet").recherche == "pc-9\necrou oeillet\n"


def test_a_piece_of_which_something_is_left_is_not_retired(piece, place):
    entrer(piece, place, 7)
    with pytest.raises(PieceEnStock) as refus:
        retirer(piece.id)
    assert refus.value.data == {"quantite": "7.000"}
    sortir(piece, place, 7)
    retirer(piece.id)
    retirer(piece.id)
    with pytest.raises(PieceRetiree):
        entrer(piece, place, 1)


def test_a_newer_word_that_it_lives_opens_a_retired_piece_and_an_older_one_does_not(place):
    piece = une_piece(version=2)
    retirer(piece.id)
    copier_piece(donnees_de_piece(id=str(piece.id), version=2))
    assert total(piece).retiree
    copier_piece(donnees_de_piece(id=str(piece.id), version=3, supprimee=True))
    assert total(piece).retiree
    copier_piece(donnees_de_piece(id=str(piece.id), version=4))
    entrer(piece, place, 1)


def test_a_deleted_piece_is_retired_by_its_message(piece, place):
    copier_piece(donnees_de_piece(id=str(piece.id), version=2, supprimee=True))
    with pytest.raises(PieceRetiree):
        entrer(piece, place, 1)


def test_a_piece_never_heard_of_is_asked_for_once_and_kept(place, service_des_pieces):
    donnees = service_des_pieces.add(prix_achat="3.50")
    entrer(UUID(donnees["id"]), place, 1)
    entrer(UUID(donnees["id"]), place, 1)
    assert service_des_pieces.asked == [f"/internal/pieces/{donnees['id']}/"]
    piece = PieceCopie.objects.get(pk=donnees["id"])
    assert (piece.nom, piece.prix_achat) == (donnees["nom"], Decimal("3.50"))
    assert niveau(piece, place) == ("2.000", "0.000")


def test_the_copy_is_kept_although_the_movement_is_refused(place, service_des_pieces):
    donnees = service_des_pieces.add()
    with pytest.raises(Exception, match="Stock insuffisant"):
        sortir(UUID(donnees["id"]), place, 1)
    assert PieceCopie.objects.filter(pk=donnees["id"]).exists()


def test_a_piece_nobody_knows_is_unknown(place, service_des_pieces):
    unknown = new_id()
    with pytest.raises(PieceInconnue) as refus:
        entrer(unknown, place, 1)
    assert refus.value.data == {"piece_id": unknown}


def test_when_pieces_service_is_away_nobody_can_say(place, service_des_pieces):
    service_des_pieces.status = 500
    with pytest.raises(http.CallFailed):
        entrer(new_id(), place, 1)


def test_an_answer_nobody_expects_is_not_taken_for_no(place, service_des_pieces):
    service_des_pieces.status = 401
    with pytest.raises(http.CallFailed):
        entrer(new_id(), place, 1)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("inventaires/", lambda ids, place: {"nom": "N", "piece_ids": ids}, "piece_ids"),
        (
            "inventaires/{inventaire}/lignes/",
            lambda ids, place: {
                "lignes": [{"piece_id": each, "emplacement_id": place, "quantite": "1"} for each in ids]
            },
            "lignes",
        ),
        (
            "reapprovisionnement/commander/",
            lambda ids, place: {"lignes": [{"piece_id": each, "quantite": "1"} for each in ids]},
            "lignes",
        ),
    ],
)
def test_a_request_does_not_ask_for_more_unknown_pieces_than_it_may_wait_for(
    client, piece, place, service_des_pieces, path, body, field
):
    inventaire = ouvrir(place, pieces=[piece])
    url = f"/api/stock/{path.format(inventaire=inventaire.id)}"
    answer = client.post(url, body([str(new_id()) for _ in range(MAX_ASKED + 1)], str(place.id)))
    assert (answer.status_code, answer.json()["code"]) == (400, "trop_de_pieces_inconnues")
    assert list(answer.json()["errors"]) == [field]
    assert (answer.json()["nombre"], answer.json()["maximum"]) == (MAX_ASKED + 1, MAX_ASKED)
    assert service_des_pieces.asked == []
    few = client.post(url, body([str(new_id()), str(piece.id)], str(place.id)))
    assert (few.status_code, few.json()["code"]) == (404, "piece_inconnue")
    assert len(service_des_pieces.asked) == 1


def test_a_deleted_piece_that_is_asked_for_is_retired(place, service_des_pieces):
    donnees = service_des_pieces.add(supprimee=True)
    with pytest.raises(PieceRetiree):
        entrer(UUID(donnees["id"]), place, 1)


@pytest.mark.django_db(transaction=True)
def test_a_piece_retired_while_its_copy_is_fetched_stays_retired(place, service_des_pieces):
    """pieces_service answers that it lives, then deletes it; the answer arrives last."""
    donnees = service_des_pieces.add(version=4)

    def retire_meanwhile():
        retirer(UUID(donnees["id"]))
        connection.close()

    service_des_pieces.before_answering = retire_meanwhile
    with pytest.raises(PieceRetiree):
        entrer(UUID(donnees["id"]), place, 1)
    copier_piece(donnees)
    assert PieceCopie.objects.get(pk=donnees["id"]).nom == donnees["nom"]
