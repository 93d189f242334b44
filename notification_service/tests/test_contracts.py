"""This service as the consumer of contracts/messages."""

import pytest

from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message
from notifications.models import Destinataire, Notification

pytestmark = pytest.mark.django_db
MESSAGES = ["niveaux", "commandes", "utilisateurs", "notifications.create"]


@pytest.mark.parametrize("name", MESSAGES)
def test_every_method_of_the_contract_is_taken_in_once(name, utilisateur):
    contract = load(f"messages/{name}")
    assert "notification_service" in contract["consumers"]
    for method in contract["methods"]:
        source = contract["publisher"].replace("every service", "pieces_service")
        if source == "pieces_service":
            utilisateur(id=contract["example"]["user_id"])
        one = message(contract["moduleName"], method, [contract["example"]], source=source)
        assert deliver(one, one) == ["done", "duplicate"], method


def test_a_user_is_kept_as_the_contract_tells():
    example = load("messages/utilisateurs")["example"]
    deliver(message("utilisateurs", "create", [example], source="auth_service"))
    row = Destinataire.objects.get()
    assert {name: getattr(row, name) for name in example} | {"id": str(row.id)} == example


def test_every_field_of_a_user_is_relied_on():
    example = load("messages/utilisateurs")["example"]
    for field in load("messages/utilisateurs")["data"]["required"]:
        data = {key: value for key, value in example.items() if key != field}
        assert deliver(message("utilisateurs", "create", [data], source="auth_service")) == ["failed"], field
    assert not Destinataire.objects.exists()


@pytest.mark.parametrize(
    ("name", "method", "fields"),
    [
        ("niveaux", "bas", ["piece_id", "reference", "nom", "unite", "disponible", "seuil"]),
        ("commandes", "valider", ["id", "reference", "client_nom", "fournisseur_nom", "par", "quantites"]),
    ],
)
def test_the_fields_a_notification_is_made_of_are_relied_on(utilisateur, name, method, fields):
    utilisateur(permissions=["stock.lire", "commandes.lire"])
    contract = load(f"messages/{name}")
    assert set(fields) <= set(contract["data"]["required"])
    for field in fields:
        data = {key: value for key, value in contract["example"].items() if key != field}
        assert deliver(message(name, method, [data], source=contract["publisher"])) == ["failed"], field
    assert not Notification.objects.exists()
