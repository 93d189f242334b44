"""Signing in: what it gives, what it refuses, how many guesses are evaluated."""

from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chassis.models import IdempotencyKey
from chassis.testing.clients import anonymous_client
from comptes import tentatives
from comptes.hacheur import Argon2
from comptes.models import Connexion, Session, Tentatives
from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.django_db


def rater(login, email, fois, **options):
    return [login(email, "mauvais", **options).status_code for _ in range(fois)]


def test_the_right_password_gives_tokens_and_the_account(login, compte):
    vendeur = compte("vendeur", email="anne@example.org", nom="Durand", prenom="Anne", telephone="+33 1 23")
    response = login("anne@example.org")
    assert response.status_code == 200
    assert set(response.json()) == {"access", "refresh", "user"}
    user = response.json()["user"]
    assert user.pop("permissions") == vendeur.role.codes
    assert user.pop("created_at")
    assert user == {
        "id": str(vendeur.id),
        "email": "anne@example.org",
        "nom": "Durand",
        "prenom": "Anne",
        "telephone": "+33 1 23",
        "role": "vendeur",
        "langue": "fr",
        "actif": True,
        "second_facteur": [],
        "version": 1,
    }


def test_the_refresh_token_is_also_a_cookie_that_scripts_cannot_read(login, compte):
    response = login(compte().email)
    cookie = response.cookies["refresh"]
    assert cookie.value == response.json()["refresh"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/api/auth/")
    assert not cookie["secure"]
    assert 43_000 < int(cookie["max-age"]) <= 43_200
    assert response["Cache-Control"] == "no-store"


def test_behind_https_the_cookie_is_secure(login, compte, settings):
    settings.PUBLIC_API_URL = "https://stock.example.org"
    assert login(compte().email).cookies["refresh"]["secure"] is True


def test_the_address_is_known_in_any_case_and_with_spaces_around(login, compte):
    compte(email="anne@example.org")
    assert login(" Anne@Example.ORG ").status_code == 200


def test_an_old_bearer_token_does_not_keep_from_signing_in(login, compte):
    assert login(compte().email, Authorization="Bearer expired.or.wrong").status_code == 200


def test_the_first_version_s_address_works_too(compte):
    body = {"email": compte().email, "password": MOT_DE_PASSE}
    response = anonymous_client().post("/Gateway/login", body)
    assert set(response.json()) == {"access", "refresh", "user"}


def test_every_cause_of_refusal_has_the_same_answer(login, compte):
    refus = [
        login(compte().email, "mauvais"),
        login("personne@example.org"),
        login("not an address"),
        login(compte(actif=False).email),
        login(compte(supprime_le=timezone.now()).email),
    ]
    assert {response.status_code for response in refus} == {401}
    assert {response.json()["code"] for response in refus} == {"identifiants_invalides"}
    assert {response.json()["detail"] for response in refus} == {"Adresse ou mot de passe incorrect"}
    assert not Session.objects.exists()


def test_an_unknown_address_costs_the_same_work_as_a_wrong_password(login, compte, monkeypatch):
    """The same hashing, of the same cost, and the same questions to the database: times follow from it."""
    email, verified = compte().email, []
    verify = hashers.verify_password

    def watched(password, encoded, *args, **kwargs):
        verified.append(encoded.rpartition("$")[0].rpartition("$")[0])  # algorithm and cost, without the salt
        return verify(password, encoded, *args, **kwargs)

    monkeypatch.setattr(hashers, "verify_password", watched)

    def work(adresse: str, ip: str) -> tuple[list[str], list[str]]:
        verified.clear()
        with CaptureQueriesContext(connection) as queries:
            login(adresse, "mauvais", ip=ip)
        return list(verified), [query["sql"].split()[0] for query in queries]

    known, unknown = work(email, "198.51.100.1"), work("personne@example.org", "198.51.100.2")
    assert len(known[0]) == 1
    assert unknown == known


def test_every_attempt_is_in_the_history(login, compte):
    utilisateur, inactif = compte(), compte(actif=False)
    login(utilisateur.email, "mauvais", **{"User-Agent": "Mozilla/5.0"})
    login(utilisateur.email)
    login(inactif.email)
    login("personne@example.org")
    found = Connexion.objects.order_by("survenue_le", "id").values_list(
        "utilisateur", "email", "ip", "resultat"
    )
    assert list(found) == [
        (utilisateur.id, utilisateur.email, "203.0.113.1", "echouee"),
        (utilisateur.id, utilisateur.email, "203.0.113.1", "reussie"),
        (inactif.id, inactif.email, "203.0.113.1", "inactif"),
        (None, "personne@example.org", "203.0.113.1", "echouee"),
    ]
    assert Connexion.objects.get(resultat="echouee", utilisateur=utilisateur).user_agent == "Mozilla/5.0"


def test_after_five_failures_even_the_right_password_has_to_wait(login, compte):
    email = compte().email
    assert rater(login, email, 5) == [401] * 5
    response = login(email)
    assert (response.status_code, response.json()["code"]) == (429, "trop_de_tentatives")
    assert 0 < int(response["Retry-After"]) <= 30
    assert Connexion.objects.filter(resultat="bloquee").count() == 1


def test_an_unknown_address_has_to_wait_as_well(login):
    assert rater(login, "personne@example.org", 6) == [401] * 5 + [429]


def test_another_address_and_another_account_do_not_wait(login, compte):
    email = compte().email
    rater(login, email, 6)
    assert login(email, ip="203.0.113.2").status_code == 200
    assert login(compte().email).status_code == 200


def test_the_rest_of_an_ipv6_network_waits_too(login, compte):
    email = compte().email
    rater(login, email, 5, ip="2001:db8::1")
    assert login(email, ip="2001:db8::2").status_code == 429
    assert login(email, ip="2001:db8:0:1::1").status_code == 200


@pytest.mark.parametrize(
    ("ip", "compte_comme"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("nonsense", "nonsense"),
        ("", ""),
    ],
)
def test_which_address_a_guess_counts_for(ip, compte_comme):
    assert tentatives.reseau(ip) == compte_comme


def test_each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(login, compte):
    email = compte().email
    rater(login, email, 5)
    attentes = []
    for _ in range(7):
        attentes.append(int(login(email)["Retry-After"]))
        Tentatives.objects.update(bloque_jusqua=timezone.now() - timedelta(seconds=1))
        assert login(email, "mauvais").status_code == 401
    assert attentes == pytest.approx([30, 60, 120, 240, 480, 900, 900], abs=1)


def test_when_the_wait_is_over_the_right_password_is_taken_and_clears_the_count(login, compte):
    email = compte().email
    rater(login, email, 5)
    Tentatives.objects.update(bloque_jusqua=timezone.now() - timedelta(seconds=1))
    assert login(email).status_code == 200
    assert not Tentatives.objects.exists()
    assert rater(login, email, 5) == [401] * 5


def test_an_hour_without_a_guess_clears_the_count(login, compte):
    email = compte().email
    rater(login, email, 5)
    passe = timezone.now() - timedelta(hours=1, seconds=1)
    Tentatives.objects.update(bloque_jusqua=passe, derniere_le=passe)
    assert rater(login, email, 6) == [401] * 5 + [429]


def test_an_idempotency_key_neither_hides_a_failure_nor_keeps_tokens(login, compte):
    email = compte().email
    key = {"Idempotency-Key": "same"}
    assert rater(login, email, 6, **key) == [401] * 5 + [429]
    Tentatives.objects.all().delete()
    first, second = login(email, **key), login(email, **key)
    assert first.json()["refresh"] != second.json()["refresh"]
    assert not IdempotencyKey.objects.exists()


def test_a_hash_of_older_figures_is_renewed_at_the_next_login(login, compte):
    class Older(Argon2):
        time_cost = 1

    older = Older().encode(MOT_DE_PASSE, "somesaltsomesalt")
    utilisateur = compte(password_hash=older)
    assert login(utilisateur.email).status_code == 200
    utilisateur.refresh_from_db()
    assert utilisateur.password_hash != older
    assert login(utilisateur.email).status_code == 200


@pytest.mark.parametrize(
    ("body", "champ"),
    [
        ({"password": "x"}, "email"),
        ({"email": "a@example.org"}, "password"),
        ({"email": "", "password": "x"}, "email"),
        ({"email": "a" * 300, "password": "x"}, "email"),
        ({"email": "a@example.org", "password": "x" * 200}, "password"),
        ({"email": "a\x00@example.org", "password": "x"}, "email"),
        ({"email": ["a@example.org"], "password": "x"}, "email"),
        ({"email": "a@example.org", "password": {"$ne": ""}}, "password"),
    ],
)
def test_a_malformed_login_is_a_400_that_names_the_field(body, champ):
    response = anonymous_client().post("/api/auth/login/", body)
    assert response.status_code == 400
    assert list(response.json()["errors"]) == [champ]
    assert not Tentatives.objects.exists()
