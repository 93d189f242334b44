from concurrent.futures import wait
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.db.models import F

from chassis.identifiers import new_id
from chassis.testing.clients import USER_ID
from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message
from notifications.models import Destinataire, Livraison
from notifications.tournees import livrer_dues
from tests.recepteur import Recepteur

EXEMPLE = load("messages/utilisateurs")["example"]


@pytest.fixture
def utilisateur():
    """`utilisateur(permissions=[...])` lets auth_service tell of a user; its row here."""

    def utilisateur(method="create", *, emis_le="2026-11-20T09:00:00Z", **changes) -> Destinataire:
        user = EXEMPLE | {"id": str(new_id())} | changes
        one = message("utilisateurs", method, [user], source="auth_service", emis_le=emis_le)
        assert deliver(one) == ["done"]
        return Destinataire.objects.get(id=user["id"])

    return utilisateur


@pytest.fixture
def moi(utilisateur):
    """The user whose tokens `api()` makes."""
    return utilisateur(id=USER_ID, permissions=["stock.lire", "commandes.lire"])


@pytest.fixture
def niveau():
    """`niveau("bas")` lets stock_service tell of a level; the state of the delivery."""

    def niveau(method="bas", *, data=None, **changes) -> str:
        data = data or [load("messages/niveaux")["example"] | changes]
        [state] = deliver(message("niveaux", method, data, source="stock_service"))
        return state

    return niveau


@pytest.fixture
def commande():
    """`commande("valider")` lets commandes_service tell of a step of an order."""

    def commande(method="valider", **changes) -> str:
        data = [load("messages/commandes")["example"] | changes]
        [state] = deliver(message("commandes", method, data, source="commandes_service"))
        return state

    return commande


@pytest.fixture
def recepteur(settings):
    """A receiver on this machine, which the setting permits to call."""
    settings.WEBHOOK_ALLOWED_NETWORKS = [ip_network("127.0.0.1/32")]
    one = Recepteur()
    yield one
    one.arreter()


@pytest.fixture
def gerant(api):
    return api("webhooks.gerer")


@pytest.fixture
def webhook(gerant, recepteur):
    """`webhook(evenements=[...])` is one that calls the receiver; as the API shows it once."""

    def webhook(**changes) -> dict:
        body = {"nom": "ERP", "url": recepteur.url, "evenements": ["*"]} | changes
        answer = gerant.post("/api/notifications/webhooks/", body)
        assert answer.status_code == 201, answer.json()
        return answer.json()

    return webhook


@pytest.fixture
def livrer(transactional_db):
    """One round of the worker, to its end; `livrer(dans=60)` first lets that many seconds pass."""

    def livrer(dans: int = 0) -> None:
        waiting = Livraison.objects.filter(prochain_essai_le__isnull=False)
        waiting.update(prochain_essai_le=F("prochain_essai_le") - timedelta(seconds=dans))
        wait(livrer_dues())

    return livrer
