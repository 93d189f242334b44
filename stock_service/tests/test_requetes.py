"""How many statements each route takes: the table of the README is kept true, whatever the number of rows."""

import re
from pathlib import Path

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
REVOCATIONS = re.compile('SELECT .* FROM "revocations"')  # once a second, whatever comes
README = Path(__file__).parents[1] / "README.md"
LIGNE = re.compile(r"^\| `GET ([^`]+)` \| (\d+) \|$", re.MULTILINE)


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


def mesurees() -> dict[str, int]:
    return {route: int(nombre) for route, nombre in LIGNE.findall(README.read_text())}


def demandees(client, url: str) -> list[str]:
    """The statements that this route takes."""
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(url).status_code == 200
    sql = [requete["sql"] for requete in requetes]
    return [each[:100] for each in sql if not APART.match(each) and not REVOCATIONS.match(each)]


@pytest.mark.parametrize("route", mesurees())
def test_the_readme_says_how_many_queries_a_route_takes_whatever_the_rows(client, monde, route):
    for times in (2, 5):
        asked = demandees(client, route.format(**monde(times)))
        assert len(asked) == mesurees()[route], asked


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
