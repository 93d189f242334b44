"""What pieces_service tells by the thousand, taken a delivery at a time."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chassis.models import InboxMessage
from chassis.testing.messages import deliver, message
from stock.models import PieceCopie, StockPiece
from stock.pieces import retirer_piece
from stock.seuils import definir_seuil
from tests.monde import ACTEUR, donnees_de_piece, entrer, total, une_piece

APART = re.compile('SAVEPOINT|"revocations"')
pytestmark = pytest.mark.django_db


def mots(*fiches: dict, methode="update", source="pieces_service") -> list[dict]:
    return [message("pieces", methode, [fiche], source=source) for fiche in fiches]


def mot(piece, version: int, **champs) -> dict:
    return donnees_de_piece(id=str(piece.id), version=version, **champs)


DELETED = {"supprimee": True}


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, {}), ({}, {"version": 2}), ({}, DELETED | {"version": 2}), (DELETED, {"version": 2})],
    ids=["new", "changed", "deleted", "restored"],
)
def test_a_hundred_pieces_take_no_more_statements_than_four(before, after):
    deliver(*mots(donnees_de_piece()))  # the deny list is read once a second
    asked = []
    for number in (4, 100):
        fiches = [donnees_de_piece() for _ in range(number)]
        if before is not None:
            deliver(*mots(*(each | before for each in fiches), methode="create"))
        delivery = mots(*(each | after for each in fiches))
        with CaptureQueriesContext(connection) as found:
            assert set(deliver(*delivery)) == {"done"}
        asked.append([each["sql"][:40] for each in found if not APART.search(each["sql"])])
    assert len(asked[0]) == len(asked[1]) <= 5, asked


def test_a_delivery_makes_pieces_findable_and_moveable(client, place):
    fiches = [donnees_de_piece(nom=f"Écrou œillet {n}") for n in range(3)]
    assert deliver(*mots(*fiches, methode="create")) == ["done"] * 3
    answer = client.get("/api/stock/", {"search": "ecrou oeillet"}).json()
    assert {row["reference"] for row in answer["results"]} == {each["reference"] for each in fiches}
    entrer(UUID(fiches[1]["id"]), place, 2)


def test_a_message_brought_again_takes_effect_once():
    [a, b] = mots(donnees_de_piece(), donnees_de_piece())
    assert deliver(a, b, a) == ["done", "done", "duplicate"]
    assert deliver(b, a) == ["duplicate", "duplicate"]
    assert PieceCopie.objects.count() == StockPiece.objects.count() == InboxMessage.objects.count() == 2


def test_of_several_words_of_a_piece_in_one_delivery_the_newest_wins():
    connue, nouvelle = une_piece(), donnees_de_piece(version=7, nom="Sept")
    fiches = [mot(connue, v, nom=f"Nom {v}") for v in (2, 4, 3)]
    fiches += [nouvelle | {"version": 6, "nom": "Six"}, nouvelle, nouvelle | {"nom": "Sept encore"}]
    assert set(deliver(*mots(*fiches))) == {"done"}
    assert PieceCopie.objects.get(pk=connue.pk).nom == "Nom 4"
    assert PieceCopie.objects.get(pk=nouvelle["id"]).nom == "Sept"


def test_an_older_word_changes_nothing_and_holds_back_no_other():
    a, b, c = une_piece(version=5, nom="Cinq"), une_piece(version=1), une_piece(version=3, nom="Trois")
    deliver(*mots(mot(a, 4, nom="Quatre", supprimee=True), mot(b, 2, nom="Deux"), mot(c, 3, nom="Autre")))
    assert [PieceCopie.objects.get(pk=each.pk).nom for each in (a, b, c)] == ["Cinq", "Deux", "Trois"]
    assert not total(a).retiree


def test_pieces_are_retired_and_opened_by_one_delivery():
    fermee, ouverte, supprimee, inchangee = (une_piece() for _ in range(4))
    deliver(*mots(mot(ouverte, 2, supprimee=True), mot(supprimee, 2, supprimee=True)))
    deliver(
        *mots(mot(fermee, 2, supprimee=True), methode="delete"),
        *mots(mot(ouverte, 3), methode="restore"),
        *mots(mot(supprimee, 3, supprimee=True), mot(inchangee, 2)),
    )
    retirees = [total(each).retiree for each in (fermee, ouverte, supprimee, inchangee)]
    assert retirees == [True, False, True, False]


def test_a_piece_deleted_and_restored_in_one_delivery_is_open():
    piece, autre = une_piece(), une_piece()
    deliver(*mots(mot(piece, 2, supprimee=True), mot(piece, 3), mot(autre, 3), mot(autre, 4, supprimee=True)))
    assert (total(piece).retiree, total(autre).retiree) == (False, True)


def test_of_a_delivery_only_words_newer_than_a_deletion_open_what_it_retired():
    tardive, nouvelle = une_piece(), une_piece()
    for each in (tardive, nouvelle):
        retirer_piece(piece_id=each.id, version=3, acteur=ACTEUR)
    deliver(*mots(mot(tardive, 2, nom="Tard"), mot(nouvelle, 4)))
    assert (total(tardive).retiree, total(nouvelle).retiree) == (True, False)
    assert PieceCopie.objects.get(pk=tardive.pk).nom == "Tard"


def test_what_is_in_stock_and_its_threshold_stay_as_they_are(piece, place, invariants):
    entrer(piece, place, 7)
    definir_seuil(piece_id=piece.id, mini=10, acteur=ACTEUR)
    before = StockPiece.objects.filter(pk=piece.pk).values().get()
    deliver(*mots(mot(piece, 2, nom="Deux"), donnees_de_piece()))
    assert StockPiece.objects.filter(pk=piece.pk).values().get() == before
    assert (before["etat"], before["quantite"], before["seuil"]) == ("bas", 7, 10)


@pytest.mark.parametrize(
    "champs",
    [
        {"id": "x"},
        {"prix_achat": "gratuit"},
        {"prix_achat": "NaN"},
        {"prix_achat": "1e20"},
        {"version": "x"},
        {"version": -1},
        {"nom": "x" * 301},
        {"fournisseur_id": "x"},
    ],
    ids=str,
)
def test_a_word_that_makes_no_sense_fails_alone(champs):
    bonnes = [donnees_de_piece(), donnees_de_piece()]
    states = deliver(*mots(bonnes[0], donnees_de_piece() | champs, bonnes[1]))
    assert states == ["done", "failed", "done"]
    assert {str(pk) for pk in PieceCopie.objects.values_list("pk", flat=True)} == {b["id"] for b in bonnes}


def test_pieces_are_told_of_by_pieces_service_alone():
    states = deliver(*mots(donnees_de_piece(), donnees_de_piece(), source="commandes_service"))
    assert states == ["failed", "failed"]
    assert not PieceCopie.objects.exists()
