"""Messages of other services: in any order, twice, at once; and those that any service may send."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from chassis.identifiers import new_id
from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message
from notifications.models import Evenement, Livraison, Notification, Remise

pytestmark = pytest.mark.django_db
COMMANDE = load("messages/commandes")["example"]
SYSTEME = load("messages/notifications.create")["example"]


@pytest.fixture
def demander():
    """`demander(permission="x")` lets a service ask for a notification."""

    def demander(source="pieces_service", **changes) -> str:
        [state] = deliver(message("notifications", "create", [SYSTEME | changes], source=source))
        return state

    return demander


@pytest.mark.django_db(transaction=True)
def test_three_hundred_orders_in_disorder_twice_and_by_two_relays_are_told_once_each(utilisateur, webhook):
    readers = [utilisateur(permissions=["commandes.lire"]) for _ in range(2)]
    webhook()
    orders = [COMMANDE | {"id": str(new_id()), "reference": f"C-{n}"} for n in range(300)]
    told = [message("commandes", "valider", [order], source="commandes_service") for order in orders]
    first, second = (random.Random(seed).sample(told, len(told)) for seed in (1, 2))

    def relay(messages):
        try:
            batches = [messages[at : at + 20] for at in range(0, len(messages), 20)]
            return [state for batch in batches for state in deliver(*batch)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as relays:
        states = [state for result in relays.map(relay, [first, second]) for state in result]
    assert sorted(states) == ["done"] * 300 + ["duplicate"] * 300
    for reader in readers:
        mine = Notification.objects.filter(user_id=reader.id)
        assert sorted(str(one.commande_id) for one in mine) == sorted(order["id"] for order in orders)
    assert Remise.objects.count() == 600
    assert Evenement.objects.count() == Livraison.objects.count() == 300


def test_an_account_is_told_what_a_service_asks_for(utilisateur, demander):
    french, english = utilisateur(), utilisateur(langue="en")
    for user in (french, english):
        assert demander(user_id=str(user.id)) == "done"
    row = Notification.objects.get(user_id=french.id)
    assert (row.type, row.niveau, row.lien) == ("systeme", "info", "/pieces")
    assert (row.titre, row.message) == ("Import terminé", "20 pièces créées, 3 modifiées.")
    assert Notification.objects.get(user_id=english.id).titre == "Import finished"


def test_those_with_a_permission_are_told_what_a_service_asks_for(utilisateur, demander):
    manager = utilisateur(permissions=["logs.gerer"])
    utilisateur()
    assert demander("log_service", user_id=None, permission="logs.gerer", niveau="erreur") == "done"
    row = Notification.objects.get()
    assert (row.user_id, row.niveau) == (manager.id, "critique")
    assert Evenement.objects.get().origine == "notifications.create"


def test_an_account_not_heard_of_yet_is_waited_for(utilisateur, demander):
    user_id = str(new_id())
    assert demander(user_id=user_id) == "failed"
    utilisateur(id=user_id)
    assert demander(user_id=user_id) == "done"


def test_an_account_that_is_gone_is_not_waited_for(utilisateur, demander):
    user = utilisateur(actif=False)
    assert demander(user_id=str(user.id)) == "done"
    assert Notification.objects.count() == 0


def test_a_request_that_names_nobody_is_refused(demander):
    assert demander(user_id=None, permission=None) == "failed"
    assert demander(niveau="inconnu") == "failed"
