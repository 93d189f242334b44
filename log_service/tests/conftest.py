import json
from pathlib import Path

import pytest
from django.conf import settings

from chassis import http, registry
from chassis.testing.consul import ConsulStandIn
from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message
from journal.models import EntreeCorbeille, Log
from tests.standins import Owner


@pytest.fixture
def consigner():
    """`consigner(libelle="...")` lets pieces_service tell of an act; the new entry of the log."""

    def consigner(service="pieces_service", **changes) -> Log:
        example = load("messages/logs.create")["example"]
        assert deliver(message("logs", "create", [example | changes], source=service)) == ["done"]
        return Log.objects.order_by("-sequence").first()

    return consigner


@pytest.fixture
def deposer():
    """`deposer(libelle="...")` lets pieces_service tell of a deletion; the new entry of the trash."""

    def deposer(service="pieces_service", **changes) -> EntreeCorbeille:
        example = load("messages/corbeille.create")["example"]
        assert deliver(message("corbeille", "create", [example | changes], source=service)) == ["done"]
        return EntreeCorbeille.objects.order_by("-id").first()

    return deposer


@pytest.fixture
def owner():
    """Stands where pieces_service is; every other service is away."""
    server = Owner(load("calls/corbeille.restaurer"))
    Path(settings.STATE_DIR, "addresses.json").write_text(
        json.dumps({"pieces_service": [server.url], "stock_service": ["http://127.0.0.1:9"]})
    )
    http._breakers.clear()
    registry._book._known.clear()
    yield server
    server.stop()


@pytest.fixture
def consul(settings):
    server = ConsulStandIn()
    settings.CONSUL_URL = server.url
    yield server
    server.stop()
