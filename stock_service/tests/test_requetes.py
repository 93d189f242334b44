"""How many statements each route takes: the table below, whatever the number of rows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chassis.identifiers import new_id
from stock.seuils import definir_seuil
from tests.monde import (
    ACTEUR,
    copier_piece,
    donnees_de_piece,
    entrer,
    reserver,
    sortir,
    transferer,
    une_piece,
    une_place,
)
from tests.test_inventaires import compter, ouvrir
from tests.test_reapprovisionnement import attendre

pytestmark = pytest.mark.django_db

APART = re.compile("(RELEASE )?SAVEPOINT|SET LOCAL|RESET")
TABLE = {
    "": 2,
    "?search=ecrou": 4,
    "?search=ecrou&ordering=nom": 2,
    "?etat=bas": 2,
    "?emplacement_id={place}": 3,
    "pieces/{piece}/": 7,
    "a-date/?date=2099-01-01": 2,
    "a-date/?date=2099-01-01&emplacement_id={place}": 3,
    "tableau-de-bord/": 8,
    "tableau-de-bord/?jours=90": 8,
    "movements/": 1,
    "movements/?piece_id={piece}&depuis=2026-01-01": 1,
    "movements/{mouvement}/": 1,
    "emplacements/": 2,
    "emplacements/{place}/": 1,
    "seuils/{piece}/": 2,
    "reservations/": 2,
    "inventaires/": 3,
    "inventaires/{inventaire}/": 2,
    "inventaires/{inventaire}/lignes/": 4,
    "reapprovisionnement/": 1,
    "rapports/valorisation/": 2,
    "rapports/valorisation/?par=emplacement": 2,
    "rapports/rotation/": 2,
    "rapports/abc/": 2,
    "rapports/dormants/?jours=1": 2,
}


@pytest.fixture
def monde(place):
    """More of everything each time it is called; the ids of the last."""

    def grow(times: int) -> dict:
        for _ in range(times):
            piece = une_piece()
            mouvement = entrer(piece, place, 20)
            transferer(piece, place, une_place(parent_id=place.id), 3)
            sortir(piece, place, 2)
            reserver(new_id(), (piece, 1))
            definir_seuil(piece_id=piece.id, mini=50, acteur=ACTEUR)
            attendre(new_id(), (piece, 5))
            inventaire = ouvrir(place, pieces=[piece])
            compter(inventaire, piece, place, 9)
        ids = {"piece": piece, "place": place, "mouvement": mouvement, "inventaire": inventaire}
        return {name: each.id for name, each in ids.items()}

    return grow


@pytest.mark.parametrize("path", TABLE)
def test_the_table_is_true_and_does_not_grow(client, monde, path):
    for times in (2, 5):
        url = "/api/stock/" + path.format(**monde(times))
        client.get("/api/stock/emplacements/")  # the deny list is read once a second
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        asked = [each["sql"][:100] for each in found if not APART.match(each["sql"])]
        assert len(asked) == TABLE[path], asked


def test_the_count_of_the_list_is_that_of_its_rows(client, place):
    pieces = [une_piece() for _ in range(4)]
    entrer(pieces[0], place, 1)
    for each in pieces[:2]:  # told of as deleted: one with stock left, one without
        copier_piece(donnees_de_piece(id=str(each.id), version=2, supprimee=True))
    for query, expected in (
        ({}, 3),
        ({"search": pieces[2].nom}, 1),
        ({"search": "ecrou"}, 3),
        ({"etat": "epuise"}, 2),
    ):
        answer = client.get("/api/stock/", query).json()
        assert (answer["count"], len(answer["results"])) == (expected, expected)
