import pytest

from chassis import http, registry
from chassis.invariants import all_invariants
from tests.monde import ServiceDesCommandes, ServiceDesPieces, invariants_casses, une_piece, une_place

TOUT = ["stock.lire", "stock.mouvementer", "stock.gerer", "stock.inventorier"]


@pytest.fixture
def client(api):
    """Somebody who may do everything here."""
    return api(*TOUT)


@pytest.fixture
def piece(db):
    return une_piece()


@pytest.fixture
def place(db):
    return une_place()


@pytest.fixture
def service_des_pieces(monkeypatch):
    http._breakers.clear()
    service = ServiceDesPieces()
    monkeypatch.setattr(registry, "addresses", lambda target: [service.url])
    yield service
    service.stop()
    http._breakers.clear()


@pytest.fixture
def service_des_commandes(monkeypatch):
    http._breakers.clear()
    service = ServiceDesCommandes()
    monkeypatch.setattr(registry, "addresses", lambda target: [service.url])
    yield service
    service.stop()
    http._breakers.clear()


@pytest.fixture
def invariants():
    """After the test, nothing may be broken."""
    assert all_invariants
    yield
    assert invariants_casses() == {}
