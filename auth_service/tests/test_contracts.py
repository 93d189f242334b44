"""What auth_service publishes is what the contracts promise; what it takes from the chassis still works."""

import pytest

from chassis.auth.revocations import deny_list
from chassis.models import OutboxMessage
from chassis.testing import contracts
from comptes import messages
from comptes.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def tout_publier(admin, compte, en_tant_que, login, refresh):
    """One of everything this service tells the others."""
    gestion = en_tant_que(admin)
    corps = {"email": "zoe@example.org", "password": "brouette-lilas-77", "role": "vendeur", "nom": "Zoé"}
    cree = gestion.post("/api/auth/users/", corps).json()
    adresse = f"/api/auth/users/{cree['id']}/"
    donne = login("zoe@example.org", "brouette-lilas-77").json()["refresh"]
    refresh(donne)
    refresh(donne)
    gestion.patch(adresse, {"role": "lecteur"})
    gestion.post(f"{adresse}unlock/")
    role = gestion.post("/api/auth/roles/", {"nom": "essai", "permissions": ["stock.lire"]}).json()
    gestion.patch(f"/api/auth/roles/{role['id']}/", {"permissions": []})
    gestion.delete(f"/api/auth/roles/{role['id']}/")
    gestion.delete(adresse)
    return list(OutboxMessage.objects.all())


@pytest.mark.parametrize("module", ["utilisateurs", "sessions", "logs", "corbeille"])
def test_every_published_message_is_what_the_contract_promises(tout_publier, module):
    nom = {"sessions": "sessions.revoke", "logs": "logs.create", "corbeille": "corbeille.create"}.get(
        module, module
    )
    contrat = contracts.load(f"messages/{nom}")
    publies = [row for row in tout_publier if row.body["moduleName"] == module]
    assert {row.body["method"] for row in publies} == set(contrat["methods"])
    assert {row.target for row in publies} == set(contrat["consumers"])
    for row in publies:
        for donnees in row.body["data"]:
            contracts.check(donnees, contrat["data"])


def test_a_revocation_goes_to_every_service_that_expects_it():
    contrat = contracts.load("messages/sessions.revoke")
    assert sorted(messages.SERVICES_A_PREVENIR) == sorted(contrat["consumers"])


def test_the_other_services_refuse_what_is_revoked(tout_publier, service_api, compte, en_tant_que):
    """A published revocation, handed to the chassis as any other service receives it."""
    vendeur = compte("vendeur")
    row = next(
        r for r in tout_publier if r.body["moduleName"] == "sessions" and "user_id" in r.body["data"][0]
    )
    item = row.body["data"][0] | {"user_id": str(vendeur.id), "ver": 2}
    message = row.body | {"data": [item], "serviceName": "auth_service"}
    answer = service_api("auth_service").post("/internal/messages/", [message]).json()
    assert answer["results"][0]["state"] == "done"
    deny_list.forget()
    assert en_tant_que(vendeur).get("/api/auth/verify/").status_code == 401
    assert en_tant_que(vendeur, ver=2).get("/api/auth/verify/").status_code == 200


def test_every_role_that_a_default_account_can_have_exists():
    assert set(contracts.load("permissions")["roles"]) == set(Role.objects.values_list("nom", flat=True))
