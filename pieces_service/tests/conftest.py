"""A catalogue to test on, and a stand-in for stock_service at the network boundary."""

import pytest

from catalogue import categories, pieces
from chassis import http, registry
from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from tests.stock_double import StockDouble

EAN = "4006381333931"
AUTRE_EAN = "96385074"


@pytest.fixture
def acteur() -> Actor:
    return Actor(id=new_id(), email="marie@example.org", ip="203.0.113.7")


@pytest.fixture
def creer(acteur):
    """`creer("VIS-M8", prix_vente=...)` is a piece made by the rule."""

    def creer(reference: str = "VIS-M8", nom: str = "Vis M8", **champs):
        return pieces.creer_piece(reference=reference, nom=nom, acteur=acteur, **champs)

    return creer


@pytest.fixture
def ranger(acteur):
    """`ranger("Visserie", parent)` is a category made by the rule."""

    def ranger(nom: str = "Visserie", parent=None):
        return categories.creer_categorie(nom=nom, parent_id=parent and parent.id, acteur=acteur)

    return ranger


@pytest.fixture
def gestion(api):
    """A client that may read and write the catalogue."""
    return api("pieces.lire", "pieces.gerer")


@pytest.fixture
def stock(monkeypatch):
    """stock_service: agrees to everything until told otherwise."""
    double = StockDouble()
    monkeypatch.setattr(registry, "addresses", lambda service: double.addresses(service))
    http._breakers.clear()  # what an earlier test broke
    yield double
    double.close()
    http._breakers.clear()
