"""Clients at work while something breaks, and what must be true of their answers when it is over."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from client import eventually
from traffic import PATIENCE, Traffic, Visits


@pytest.fixture
def traffic(running, shop, admin) -> Iterator[Traffic]:
    """One client that posts movements."""
    yield from _movements(running, shop, admin, 1)


@pytest.fixture
def crowd(running, shop, admin) -> Iterator[Traffic]:
    """Four of them: more than one request is under way at any moment."""
    yield from _movements(running, shop, admin, 4)


@pytest.fixture
def visits(admin) -> Iterator[Visits]:
    """Somebody reads lists of all six services; the gateway's own words are no answer here."""
    visits = Visits(admin)
    yield visits
    assert visits.statuses <= {200, 503}
    assert not visits.without_retry_after
    assert not visits.gateways_own


def _movements(running, shop, admin, number: int) -> Iterator[Traffic]:
    eventually(running.is_whole, within=PATIENCE)  # whatever struck before is over
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "1")
    body = {"piece_id": piece["id"], "emplacement_id": place["id"], "type": "IN", "quantite": "1"}
    traffic = Traffic(admin, body, number)
    yield traffic
    assert traffic.statuses <= {201, 409, 503}, "nothing but success and documented refusals"
    assert not traffic.without_retry_after
    assert not traffic.given_up
    # the gateway's circuit breaker lets requests through again little by little, over two seconds
    path = f"/api/stock/pieces/{piece['id']}/"
    eventually(lambda: all(admin("GET", path).status_code == 200 for _ in range(10)), within=PATIENCE)
    level = shop.level(piece)
    assert level["quantite"] == f"{1 + len(traffic.acknowledged)}.000", "what was acknowledged is there, once"
    assert set(traffic.acknowledged) <= _ledger(admin, piece)


def _ledger(admin, piece: dict) -> set[str]:
    """The ids of every movement of the piece."""
    found, address = set(), f"/api/stock/movements/?piece_id={piece['id']}&page_size=200"
    while address:
        answer = admin.get(address)
        found |= {row["id"] for row in answer["results"]}
        address = answer["next"] and urlsplit(answer["next"])._replace(scheme="", netloc="").geturl()
    return found
