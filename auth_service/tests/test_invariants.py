"""Each invariant is green on good data and red once the data is broken behind the rules' back."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from comptes.invariants import (
    codes_work_once,
    guesses_stay_within_the_limit,
    no_session_of_an_inactive_account,
    one_live_token,
    somebody_administers,
)
from comptes.models import Connexion, Facteur, JetonRefresh, Role, Session, Tentatives, Utilisateur

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(admin, login):
    login(admin.email)
    return Session.objects.get()


def test_good_data_breaks_nothing(session, capsys):
    call_command("verifier")
    output = capsys.readouterr().out
    assert {"I17", "I17b", "I18", "I19", "I20"} <= set(output.replace(":", " ").split())
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
    compte("administrateur", invite_le=timezone.now())
    assert list(somebody_administers())
    compte("administrateur")
    assert list(somebody_administers()) == []


def test_a_code_that_opened_two_sessions_is_seen(admin, login, totp, public):
    app = totp(admin)

    def entrer(code):
        return public("login/2fa/", mfa_token=login(admin.email).json()["mfa_token"], code=code)

    code = app.now()
    assert entrer(code).status_code == 200
    assert list(codes_work_once()) == []
    admin.codes_totp_utilises.all().delete()  # as if nobody kept the codes that were used
    assert entrer(code).status_code == 200
    assert [row["nombre"] for row in codes_work_once()] == [2]


@pytest.mark.parametrize("resultat", ["echouee", "code_refuse"])
def test_a_sixth_guess_within_half_a_minute_is_seen(resultat):
    def deviner(fois, resultat=resultat, ip="203.0.113.1"):
        for _ in range(fois):
            Connexion.objects.create(
                email="a@example.org", ip=ip, resultat=resultat, survenue_le=timezone.now()
            )

    deviner(5)
    deviner(20, resultat="bloquee")
    assert guesses_stay_within_the_limit() == []
    if resultat == "echouee":
        deviner(5, ip="203.0.113.2")  # another address has a count of its own
        assert guesses_stay_within_the_limit() == []
    deviner(1, resultat="deverrouillee")
    deviner(5)
    assert guesses_stay_within_the_limit() == []
    deviner(1)
    assert [row["evaluees"] for row in guesses_stay_within_the_limit()] == [6]
    Connexion.objects.update(email="")  # those of several accounts, purged
    assert guesses_stay_within_the_limit() == []


def test_guesses_that_the_limit_lets_through_break_nothing(admin, login):
    for _ in range(7):
        login(admin.email, "mauvais")
    Tentatives.objects.all().delete()
    assert guesses_stay_within_the_limit() == []
    for _ in range(7):
        login(admin.email, "mauvais")
    assert guesses_stay_within_the_limit() != []  # the count was taken away behind the rules' back


@pytest.mark.parametrize(
    ("contrainte", "ecriture"),
    [
        ("email_en_minuscules", lambda a: Utilisateur.objects.update(email="Admin@example.org")),
        ("email_unique", lambda a: _copie(a, email=a.email)),
        ("role_nom_unique", lambda a: Role.objects.create(nom="VENDEUR")),
        (
            "facteur_secret_de_totp",
            lambda a: Facteur.objects.create(utilisateur=a, methode="totp", secret=""),
        ),
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
