"""The commands of the operator, and the hourly clean-up."""

import json
import stat
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from comptes.administration import administrateurs
from comptes.droits_par_defaut import ROLES
from comptes.jobs import oublier_le_passe
from comptes.models import Connexion, Session, Tentatives, Utilisateur
from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.django_db


@pytest.fixture
def fichier(tmp_path):
    return tmp_path / "demo.json"


def demo(fichier):
    call_command("comptes_demo", "--fichier", str(fichier))
    return json.loads(fichier.read_text())


def test_the_demo_has_one_account_per_role_with_a_password_that_works(fichier, login):
    comptes = demo(fichier)["comptes"]
    assert [compte["role"] for compte in comptes] == list(ROLES)
    assert comptes[0]["email"] == "administrateur@demo.gestion.example"
    assert stat.S_IMODE(fichier.stat().st_mode) == 0o600
    for compte in comptes:
        assert set(compte) == {"role", "email", "password"}
        user = login(compte["email"], compte["password"]).json()["user"]
        assert user["role"] == compte["role"]
    assert len({compte["password"] for compte in comptes}) == 5


def test_repeating_the_demo_changes_nothing_and_keeps_sessions(fichier, login, refresh):
    comptes = demo(fichier)["comptes"]
    donne = login(comptes[0]["email"], comptes[0]["password"]).json()["refresh"]
    avant = list(Utilisateur.objects.order_by("email").values())
    assert demo(fichier)["comptes"] == comptes
    assert list(Utilisateur.objects.order_by("email").values()) == avant
    assert refresh(donne).status_code == 200


def test_the_file_keeps_its_other_keys_and_decides_the_passwords(fichier, login):
    comptes = demo(fichier)["comptes"]
    comptes[1]["password"] = "choisi-par-quelqu-un"
    fichier.write_text(json.dumps({"api": "http://127.0.0.1:8090", "comptes": comptes[:2]}))
    document = demo(fichier)
    assert document["api"] == "http://127.0.0.1:8090"
    assert document["comptes"][:2] == comptes[:2]
    assert login(comptes[1]["email"], "choisi-par-quelqu-un").status_code == 200
    assert login(comptes[4]["email"], comptes[4]["password"]).status_code == 401
    assert login(comptes[4]["email"], document["comptes"][4]["password"]).status_code == 200


def test_the_demo_repairs_an_account_that_was_changed(fichier):
    demo(fichier)
    Utilisateur.objects.filter(email__startswith="vendeur@").update(
        actif=False, role=Utilisateur.objects.get(email__startswith="lecteur@").role
    )
    demo(fichier)
    vendeur = Utilisateur.objects.get(email__startswith="vendeur@")
    assert (vendeur.actif, vendeur.role.nom) == (True, "vendeur")


@pytest.mark.parametrize("contenu", ["not json", "[]", '{"comptes": [{"email": "a"}]}', '{"comptes": 3}'])
def test_a_file_that_is_something_else_is_left_alone(fichier, contenu):
    fichier.write_text(contenu)
    with pytest.raises(CommandError):
        demo(fichier)
    assert fichier.read_text() == contenu
    assert not Utilisateur.objects.exists()


def test_the_first_administrator_is_made_with_the_password_of_the_environment(monkeypatch, login):
    monkeypatch.setenv("ADMIN_PASSWORD", MOT_DE_PASSE)
    call_command("creer_administrateur", "--email", "Chef@Example.org")
    assert login("chef@example.org").json()["user"]["role"] == "administrateur"


def test_the_password_is_asked_for_when_the_environment_has_none(monkeypatch, login):
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: MOT_DE_PASSE)
    call_command("creer_administrateur", "--email", "chef@example.org")
    assert login("chef@example.org").status_code == 200


def test_an_operator_gets_back_in_through_an_account_that_exists(monkeypatch, login, compte):
    monkeypatch.setenv("ADMIN_PASSWORD", "brouette-lilas-77")
    perdu = compte("lecteur", actif=False)
    call_command("creer_administrateur", "--email", perdu.email)
    assert login(perdu.email, "brouette-lilas-77").json()["user"]["role"] == "administrateur"
    assert administrateurs().count() == 1


def test_a_weak_password_or_a_bad_address_makes_nobody(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "court")
    with pytest.raises(CommandError, match="10 caractères"):
        call_command("creer_administrateur", "--email", "chef@example.org")
    monkeypatch.setenv("ADMIN_PASSWORD", MOT_DE_PASSE)
    for mauvaise in ("chef", "ché@example.org", "chef\n@example.org"):
        with pytest.raises(CommandError):
            call_command("creer_administrateur", "--email", mauvaise)
    assert not Utilisateur.objects.exists()


def test_the_past_is_forgotten_and_the_present_kept(login, compte):
    utilisateur = compte()
    for _ in range(2):
        login(utilisateur.email)
        login(f"{timezone.now().timestamp()}@example.org")
    maintenant = timezone.now()
    for model, champ, jours in ((Session, "expire_le", 31), (Connexion, "survenue_le", 366)):
        premier = model.objects.earliest(champ)
        model.objects.filter(pk=premier.pk).update(**{champ: maintenant - timedelta(days=jours)})
    Tentatives.objects.filter(compte=Tentatives.objects.first().compte).update(
        derniere_le=maintenant - timedelta(days=2)
    )
    oublier_le_passe()
    assert (Session.objects.count(), Connexion.objects.count(), Tentatives.objects.count()) == (1, 3, 1)
