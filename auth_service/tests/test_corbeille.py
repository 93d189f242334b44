"""Back from the trash, and gone for good; also the provider's side of the two contracts."""

import pytest
from django.utils import timezone

from chassis.models import OutboxMessage
from chassis.testing import contracts
from comptes.models import Connexion, Role, Session, Utilisateur
from tests.conftest import role_de

pytestmark = pytest.mark.django_db
SUPPRIME = timezone.now()
INCONNU = "01930000-0000-7000-8000-0000000000ff"


@pytest.fixture
def demander(service_api, admin):
    """Ask as log_service does, in an administrator's name; the answer is checked against the contract."""

    def post(quoi: str, module: str, objet_id, *, pour=admin):
        contrat = contracts.load(f"calls/corbeille.{quoi}")
        corps = {"module": module, "objet_id": str(objet_id)}
        contracts.check(corps, contrat["request"])
        trash = service_api("log_service", user_id=str(pour.id) if pour else None)
        response = trash.post(contrat["path"], corps)
        attendu = contrat["answers"].get(str(response.status_code))
        if attendu:
            contracts.check(response.json(), attendu["schema"])
        return response

    return post


def test_a_restored_account_signs_in_again(demander, login, compte):
    utilisateur = compte(supprime_le=SUPPRIME)
    response = demander("restaurer", "utilisateurs", utilisateur.id)
    assert (response.status_code, response.json()["libelle"]) == (200, utilisateur.email)
    assert demander("restaurer", "utilisateurs", utilisateur.id).status_code == 200
    assert login(utilisateur.email).status_code == 200
    publies = OutboxMessage.objects.filter(body__moduleName="utilisateurs")
    assert [row.body["method"] for row in publies] == ["create"]


def test_an_account_is_not_restored_over_another_with_its_address(demander, compte):
    utilisateur = compte(supprime_le=SUPPRIME)
    compte(email=utilisateur.email)
    response = demander("restaurer", "utilisateurs", utilisateur.id)
    assert (response.status_code, response.json()["code"]) == (409, "email_deja_utilise")


def test_an_account_waits_for_its_role(demander, compte):
    utilisateur = compte("vendeur", supprime_le=SUPPRIME)
    Role.objects.filter(nom="vendeur").update(supprime_le=SUPPRIME)
    response = demander("restaurer", "utilisateurs", utilisateur.id)
    assert (response.status_code, response.json()["code"]) == (409, "role_supprime")
    assert response.json()["role"] == "vendeur"
    assert demander("restaurer", "roles", utilisateur.role_id).status_code == 200
    assert demander("restaurer", "utilisateurs", utilisateur.id).status_code == 200


def test_a_purged_account_leaves_its_history_without_its_address(demander, login, compte):
    utilisateur = compte()
    login(utilisateur.email)
    Utilisateur.objects.filter(pk=utilisateur.pk).update(supprime_le=SUPPRIME)
    assert demander("purger", "utilisateurs", utilisateur.id).json()["libelle"] == utilisateur.email
    assert not Utilisateur.objects.filter(pk=utilisateur.pk).exists()
    assert not Session.objects.exists()
    assert list(Connexion.objects.values_list("email", "utilisateur")) == [("", None)]
    assert demander("purger", "utilisateurs", utilisateur.id).status_code == 200


@pytest.mark.parametrize("reprise", [False, True])
def test_a_purge_erases_the_address_from_attempts_that_found_no_account(demander, login, compte, reprise):
    """Unless somebody has the address now: those may be about them."""
    login("anne@example.org")
    login("max@example.org")
    parti = compte(email="anne@example.org", supprime_le=SUPPRIME)
    login("anne@example.org")
    if reprise:
        compte(email="anne@example.org")
    demander("purger", "utilisateurs", parti.id)
    assert Connexion.objects.filter(email="anne@example.org").count() == (2 if reprise else 0)
    assert Connexion.objects.filter(email="max@example.org").count() == 1


def test_only_what_is_in_the_trash_is_purged(demander, compte):
    utilisateur = compte()
    for module, objet_id in (("utilisateurs", utilisateur.id), ("roles", utilisateur.role_id)):
        response = demander("purger", module, objet_id)
        assert (response.status_code, response.json()["code"]) == (409, "hors_corbeille")
        assert response.json()["vivant"] is True, "its entry of the trash is over"


@pytest.mark.parametrize("module", ["utilisateurs", "roles"])
@pytest.mark.parametrize("quoi", ["restaurer", "purger"])
class TestPermissions:
    """Deleting asks for those of the object; so does what follows."""

    @pytest.fixture
    def objet(self, compte, module):
        role = role_de("chefs", ["stock.lire", "stock.gerer"])
        objet = compte("chefs", supprime_le=SUPPRIME) if module == "utilisateurs" else role
        if module == "roles":
            Role.objects.filter(pk=role.pk).update(supprime_le=SUPPRIME)
        return objet

    def test_who_lacks_some_of_them_is_refused(self, demander, compte, quoi, module, objet):
        role_de("aide", ["corbeille.restaurer", "corbeille.purger", "stock.lire"])
        refus = demander(quoi, module, objet.id, pour=compte("aide"))
        assert (refus.status_code, refus.json()["code"]) == (409, "hors_de_portee")
        assert refus.json()["permissions"] == ["stock.gerer"]
        assert type(objet).objects.filter(pk=objet.pk, supprime_le__isnull=False).exists()

    @pytest.mark.parametrize("fin", [{"actif": False}, {"supprime_le": SUPPRIME}])
    def test_who_is_no_longer_there_has_none(self, demander, compte, quoi, module, objet, fin):
        parti = compte("administrateur", **fin)
        assert demander(quoi, module, objet.id, pour=parti).json()["code"] == "hors_de_portee"

    def test_who_has_them_all_may(self, demander, compte, quoi, module, objet):
        role_de("egal", ["stock.lire", "stock.gerer"])
        assert demander(quoi, module, objet.id, pour=compte("egal")).status_code == 200

    def test_what_has_expired_is_nobody_s_to_refuse(self, demander, quoi, module, objet):
        assert demander(quoi, module, objet.id, pour=None).status_code == 200


def test_a_role_comes_back_with_its_permissions(demander):
    role = Role.objects.get(nom="vendeur")
    Role.objects.filter(pk=role.pk).update(supprime_le=SUPPRIME)
    assert demander("restaurer", "roles", role.pk).json()["libelle"] == "vendeur"
    assert demander("restaurer", "roles", role.pk).status_code == 200
    assert "stock.lire" in Role.objects.get(nom="vendeur", supprime_le=None).codes


def test_a_role_is_not_restored_over_another_of_its_name(demander):
    role = Role.objects.get(nom="vendeur")
    Role.objects.filter(pk=role.pk).update(supprime_le=SUPPRIME)
    Role.objects.create(nom="Vendeur")
    response = demander("restaurer", "roles", role.pk)
    assert (response.status_code, response.json()["code"]) == (409, "nom_deja_utilise")


def test_a_role_is_purged_unless_an_account_in_the_trash_has_it(demander, compte):
    utilisateur = compte("vendeur", supprime_le=SUPPRIME)
    Role.objects.filter(nom="vendeur").update(supprime_le=SUPPRIME)
    response = demander("purger", "roles", utilisateur.role_id)
    assert (response.status_code, response.json()["code"]) == (409, "role_utilise")
    demander("purger", "utilisateurs", utilisateur.id)
    assert demander("purger", "roles", utilisateur.role_id).json()["libelle"] == "vendeur"
    assert not Role.objects.filter(nom="vendeur").exists()
    assert demander("purger", "roles", utilisateur.role_id).status_code == 200


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("utilisateurs", "utilisateur_introuvable"),
        ("roles", "role_introuvable"),
        ("pieces", "module_inconnu"),
    ],
)
def test_what_never_was_is_a_404(demander, module, code):
    response = demander("restaurer", module, INCONNU)
    assert (response.status_code, response.json()["code"]) == (404, code)


def test_a_user_s_token_opens_nothing_here(compte, en_tant_que):
    client = en_tant_que(compte("administrateur"))
    corps = {"module": "utilisateurs", "objet_id": INCONNU}
    assert client.post("/internal/corbeille/restaurer/", corps).status_code == 401


def apercu(service_api, module, objet):
    corps = {"module": module, "objet_id": str(objet.pk)}
    return service_api("log_service").post("/internal/corbeille/apercu/", corps)


def test_the_preview_says_what_stands_in_the_way_and_changes_nothing(service_api, compte):
    parti = compte(email="anne@example.org", supprime_le="2026-01-01T00:00:00Z")
    vu = apercu(service_api, "utilisateurs", parti).json()
    contracts.check(vu, contracts.load("calls/corbeille.apercu")["answers"]["200"]["schema"])
    assert (vu["libelle"], vu["conflits"]) == ("anne@example.org", [])
    compte(email="anne@example.org")
    Role.objects.filter(pk=parti.role_id).update(supprime_le="2026-01-01T00:00:00Z")
    codes = [c["code"] for c in apercu(service_api, "utilisateurs", parti).json()["conflits"]]
    assert codes == ["role_supprime", "email_deja_utilise"]
    parti.refresh_from_db()
    assert parti.supprime_le is not None


def test_the_preview_of_a_role(service_api):
    parti = role_de("essai", [])
    Role.objects.filter(pk=parti.pk).update(supprime_le="2026-01-01T00:00:00Z")
    assert apercu(service_api, "roles", parti).json()["conflits"] == []
    role_de("Essai", [])
    assert [c["code"] for c in apercu(service_api, "roles", parti).json()["conflits"]] == ["nom_deja_utilise"]


@pytest.mark.parametrize("module", ["utilisateurs", "roles"])
def test_a_preview_of_nothing_is_a_404(service_api, module):
    absent = Role(nom="x")
    assert apercu(service_api, module, absent).status_code == 404
