"""Each invariant is green on good data and red once the data is broken behind the rules' back."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from comptes.invariants import no_session_of_an_inactive_account, one_live_token, somebody_administers
from comptes.models import JetonRefresh, Role, Session, Tentatives, Utilisateur

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(admin, login):
    login(admin.email)
    return Session.objects.get()


def test_good_data_breaks_nothing(session, capsys):
    call_command("verifier")
    output = capsys.readouterr().out
    assert "I17" in output
    assert "I20" in output
    assert "BROKEN" not in output


def test_a_live_token_in_a_closed_session_is_seen(session):
    Session.objects.update(revoquee_le=timezone.now())
    assert [row["id"] for row in one_live_token()] == [session.id]


def test_a_second_live_token_is_refused_by_the_database_and_seen_without_it(session):
    def ajouter():
        JetonRefresh.objects.create(session=session, empreinte="x" * 64, expire_le=session.expire_le)

    with pytest.raises(IntegrityError, match="un_jeton_vivant_par_session"), transaction.atomic():
        ajouter()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX un_jeton_vivant_par_session")
    ajouter()
    assert [row["vivants"] for row in one_live_token()] == [2]


@pytest.mark.parametrize("champs", [{"actif": False}, {"supprime_le": timezone.now()}])
def test_a_live_session_of_an_inactive_account_is_seen(session, champs):
    Utilisateur.objects.update(**champs)
    assert [row["session_id"] for row in no_session_of_an_inactive_account()] == [session.id]


def test_accounts_without_an_administrator_are_seen(compte):
    assert list(somebody_administers()) == []
    vendeur = compte("vendeur")
    assert [row["id"] for row in somebody_administers()] == [vendeur.id]
    compte("administrateur", actif=False)
    assert list(somebody_administers())
    compte("administrateur")
    assert list(somebody_administers()) == []


@pytest.mark.parametrize(
    ("contrainte", "ecriture"),
    [
        ("email_en_minuscules", lambda a: Utilisateur.objects.update(email="Admin@example.org")),
        ("email_unique", lambda a: _copie(a, email=a.email)),
        ("role_nom_unique", lambda a: Role.objects.create(nom="VENDEUR")),
        (
            "tentatives_comptees",
            lambda a: Tentatives.objects.create(compte="a", adresse="", echecs=0, derniere_le=timezone.now()),
        ),
    ],
)
def test_the_database_refuses_by_itself(admin, contrainte, ecriture):
    with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
        ecriture(admin)


def _copie(utilisateur: Utilisateur, **champs) -> None:
    Utilisateur.objects.create(role=utilisateur.role, password_hash="x", **champs)
