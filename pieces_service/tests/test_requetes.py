"""The number of SQL queries of each route: the table of the README is kept true, and flat as rows grow."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Piece
from chassis.auth.revocations import deny_list
from chassis.testing.clients import anonymous_client
from tests.conftest import EAN
from tests.fichiers import csv, envoyer, importer

pytestmark = pytest.mark.django_db

README = Path(__file__).parents[1] / "README.md"
LIGNE = re.compile(r"^\| `(GET|POST|PUT|PATCH|DELETE) ([^`]+)` \| (\d+) \|$", re.MULTILINE)


@pytest.fixture
def catalogue(creer, ranger, gestion):
    """Many more than a page holds."""
    inox = ranger("Inox", ranger("Visserie"))
    pieces = [
        creer(f"VIS-{n}", f"Vis {n}", categorie_id=inox.id, publie=True, attributs={"Ø": n})
        for n in range(30)
    ]
    code = creer("E", "Écrou", code_barres=EAN)
    importation = importer(gestion, csv("reference;nom", *(f"R{n};Vis" for n in range(30))))
    return {
        "piece": pieces[0].id,
        "import": importation["id"],
        "categorie": inox.id,
        "code": code.code_barres,
    }


def mesurees() -> dict[tuple[str, str], int]:
    return {(methode, route): int(nombre) for methode, route, nombre in LIGNE.findall(README.read_text())}


def demander(client, gestion, methode: str, route: str, catalogue: dict):
    adresse = re.sub(r"\{(\w+)\}", lambda trou: str(catalogue[trou[1]]), route)
    corps = {"POST /api/pieces/": {"nom": "Nouvelle"}, "PATCH /api/pieces/{piece}/": {"nom": "Autre"}}
    if methode == "GET":
        return client.get(adresse)
    if route == "/api/pieces/import/":
        return envoyer(gestion, csv("nom", "Vis"))
    return getattr(client, methode.lower())(adresse, corps.get(f"{methode} {route}", {}))


def nombre_de_requetes(methode: str, route: str, gestion, catalogue) -> int:
    client = anonymous_client() if "/public/" in route else gestion
    deny_list.refuses({"sid": "", "sub": "", "ver": 1})  # read once a second, whatever comes
    with CaptureQueriesContext(connection) as requetes:
        reponse = demander(client, gestion, methode, route, catalogue)
        b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    assert reponse.status_code < 300, reponse.content
    return sum(not re.match(r"(RELEASE )?SAVEPOINT|SET LOCAL|RESET", requete["sql"]) for requete in requetes)


@pytest.mark.parametrize(("methode", "route"), mesurees(), ids=str)
def test_the_readme_says_how_many_queries_a_route_takes(methode, route, gestion, catalogue):
    assert nombre_de_requetes(methode, route, gestion, catalogue) == mesurees()[methode, route]


@pytest.mark.parametrize(("methode", "route"), [r for r in mesurees() if r[0] == "GET"], ids=str)
def test_the_number_does_not_grow_with_the_rows(methode, route, gestion, catalogue):
    avant = nombre_de_requetes(methode, route, gestion, catalogue)
    originale = Piece.objects.get(pk=catalogue["piece"])
    for numero in range(40):
        originale.pk = None
        originale.reference, originale.reference_cle = f"N{numero}", f"n{numero}"
        originale.id = Piece._meta.pk.get_default()
        originale.save(force_insert=True)
    assert nombre_de_requetes(methode, route, gestion, catalogue) == avant
