"""Sessions: prolonged by refresh tokens that work once, and closed for good."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chassis.auth.revocations import deny_list
from chassis.models import IdempotencyKey, OutboxMessage, Revocation
from chassis.testing.clients import anonymous_client
from comptes import jetons
from comptes.models import Connexion, JetonRefresh, Session
from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.django_db
ME = "/api/auth/me/"


def revoked_sids() -> set[str]:
    bodies = [message.body for message in OutboxMessage.objects.filter(body__moduleName="sessions")]
    return {item["sid"] for body in bodies for item in body["data"] if "sid" in item}


def test_a_refresh_token_gives_the_next_pair(login, compte, refresh, bearer):
    first = login(compte().email).json()
    response = refresh(first["refresh"])
    assert response.status_code == 200
    second = response.json()
    assert set(second) == {"access", "refresh"}
    assert second["refresh"] != first["refresh"]
    assert response.cookies["refresh"].value == second["refresh"]
    assert response["Cache-Control"] == "no-store"
    assert bearer(second["access"]).get(ME).status_code == 200
    assert refresh(second["refresh"]).status_code == 200


def test_the_cookie_does_as_well_as_the_body(login, compte):
    client = anonymous_client()
    client.cookies = login(compte().email).cookies
    first = client.post("/api/auth/refresh/")
    assert first.status_code == 200
    client.cookies = first.cookies
    assert client.post("/api/auth/refresh/", {}).status_code == 200


def test_only_the_hash_of_a_token_is_stored(login, compte):
    donne = login(compte().email).json()["refresh"]
    assert JetonRefresh.objects.get().empreinte == jetons.empreinte(donne)
    assert donne not in str(list(JetonRefresh.objects.values()))


@pytest.mark.parametrize("jeton", ["unknown", "é" * 100, "x" * 200])
def test_an_unknown_token_is_refused(refresh, jeton):
    response = refresh(jeton)
    assert (response.status_code, response.json()["code"]) == (401, "jeton_refuse")


def test_no_token_at_all_is_refused():
    assert anonymous_client().post("/api/auth/refresh/").status_code == 401


@pytest.mark.parametrize("corps", [{"refresh": "x" * 201}, {"refresh": [1]}, {"refresh": {}}])
def test_a_malformed_token_is_a_400(corps):
    response = anonymous_client().post("/api/auth/refresh/", corps)
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["refresh"]


def test_a_token_used_again_closes_the_whole_session(login, compte, refresh, bearer):
    first = login(compte().email).json()
    second = refresh(first["refresh"]).json()
    assert refresh(first["refresh"]).json()["code"] == "jeton_refuse"
    assert refresh(second["refresh"]).status_code == 401
    session = Session.objects.get()
    assert (session.fin, session.jetons.filter(used_at=None).count()) == ("reutilisation", 0)
    assert revoked_sids() == {str(session.id)}
    assert bearer(second["access"]).get(ME).status_code == 401


def test_a_reuse_is_remembered_also_under_an_idempotency_key(login, compte, refresh):
    first = login(compte().email).json()["refresh"]
    second = refresh(first, **{"Idempotency-Key": "k1"}).json()["refresh"]
    assert refresh(first, **{"Idempotency-Key": "k1"}).status_code == 401
    assert refresh(second).status_code == 401
    assert not IdempotencyKey.objects.exists()


def test_another_session_of_the_same_account_survives_a_reuse(login, compte, refresh):
    email = compte().email
    first, other = login(email).json(), login(email).json()
    refresh(first["refresh"])
    refresh(first["refresh"])
    assert refresh(other["refresh"]).status_code == 200


def test_a_token_not_used_for_twelve_hours_is_refused(login, compte, refresh):
    donne = login(compte().email).json()["refresh"]
    vivant = JetonRefresh.objects.get()
    assert vivant.expire_le - timezone.now() == pytest.approx(timedelta(hours=12), abs=timedelta(seconds=10))
    JetonRefresh.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    assert refresh(donne).status_code == 401


def test_a_session_ends_after_seven_days_however_often_it_is_used(login, compte, refresh):
    donne = login(compte().email).json()["refresh"]
    session = Session.objects.get()
    assert session.expire_le - timezone.now() == pytest.approx(timedelta(days=7), abs=timedelta(seconds=10))
    bientot = timezone.now() + timedelta(hours=1)
    Session.objects.update(expire_le=bientot)
    donne = refresh(donne).json()["refresh"]
    assert JetonRefresh.objects.get(used_at=None).expire_le == bientot
    Session.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    assert refresh(donne).status_code == 401


def test_a_refresh_takes_up_the_role_of_now(login, compte, refresh, bearer):
    utilisateur = compte("lecteur")
    donne = login(utilisateur.email).json()["refresh"]
    utilisateur.role = compte("vendeur").role
    utilisateur.save()
    access = refresh(donne).json()["access"]
    assert bearer(access).get("/api/auth/verify/")["X-User-Role"] == "vendeur"


def test_logging_out_ends_the_session_and_the_cookie(login, compte, refresh, bearer):
    donne = login(compte().email).json()
    response = bearer(donne["access"]).post("/api/auth/logout/")
    assert response.status_code == 204
    assert response.cookies["refresh"].value == ""
    assert response.cookies["refresh"]["path"] == "/api/auth/"
    assert bearer(donne["access"]).get(ME).status_code == 401
    assert refresh(donne["refresh"]).status_code == 401
    assert Session.objects.get().fin == "deconnexion"
    assert revoked_sids() == {str(Session.objects.get().id)}


def test_logging_out_everywhere_ends_every_session_of_the_account_and_no_other(
    login, compte, refresh, bearer
):
    email, autre = compte().email, login(compte().email).json()
    donnes = [login(email).json() for _ in range(3)]
    assert bearer(donnes[0]["access"]).post("/api/auth/logout-all/").status_code == 204
    for donne in donnes:
        assert bearer(donne["access"]).get(ME).status_code == 401
        assert refresh(donne["refresh"]).status_code == 401
    assert bearer(autre["access"]).get(ME).status_code == 200
    assert refresh(autre["refresh"]).status_code == 200


def test_one_sees_one_s_open_sessions_and_which_is_this_one(login, compte, refresh, bearer):
    utilisateur = compte()
    login(compte().email)
    ferme = login(utilisateur.email).json()
    bearer(ferme["access"]).post("/api/auth/logout/")
    expire = login(utilisateur.email).json()
    JetonRefresh.objects.filter(used_at=None, session__utilisateur=utilisateur).update(
        expire_le=timezone.now() - timedelta(minutes=1)
    )
    assert refresh(expire["refresh"]).status_code == 401
    autre = login(utilisateur.email, ip="203.0.113.7", **{"User-Agent": "Phone"}).json()
    mienne = login(utilisateur.email).json()
    vues = bearer(mienne["access"]).get("/api/auth/sessions/").json()
    assert vues["count"] == 2
    assert [vue["courante"] for vue in vues["results"]] == [True, False]
    assert (vues["results"][1]["ip"], vues["results"][1]["user_agent"]) == ("203.0.113.7", "Phone")
    assert autre["refresh"] not in str(vues)


def test_one_closes_a_session_of_one_s_own(login, compte, refresh, bearer):
    email = compte().email
    mienne, perdue = login(email).json(), login(email).json()
    client = bearer(mienne["access"])
    id_perdue = next(
        vue["id"] for vue in client.get("/api/auth/sessions/").json()["results"] if not vue["courante"]
    )
    assert client.delete(f"/api/auth/sessions/{id_perdue}/").status_code == 204
    assert refresh(perdue["refresh"]).status_code == 401
    assert bearer(perdue["access"]).get(ME).status_code == 401
    assert bearer(mienne["access"]).get(ME).status_code == 200
    again = client.delete(f"/api/auth/sessions/{id_perdue}/")
    assert (again.status_code, again.json()["code"]) == (404, "session_introuvable")


def test_nobody_closes_the_session_of_another(login, compte, refresh, bearer):
    autre = login(compte().email).json()
    session = Session.objects.get()
    mienne = login(compte().email).json()
    assert bearer(mienne["access"]).delete(f"/api/auth/sessions/{session.id}/").status_code == 404
    assert refresh(autre["refresh"]).status_code == 200


def test_a_revocation_lasts_as_long_as_any_token_given_out_before(login, compte, bearer):
    bearer(login(compte().email).json()["access"]).post("/api/auth/logout/")
    reste = Revocation.objects.get().expires_at - timezone.now()
    assert timedelta(seconds=300) < reste <= timedelta(seconds=360)


def test_verify_answers_with_the_identity_in_headers(compte, en_tant_que):
    vendeur = compte("vendeur")
    response = en_tant_que(vendeur).get("/api/auth/verify/")
    assert response.status_code == 200
    assert response["X-User-Id"] == str(vendeur.id)
    assert response["X-User-Email"] == vendeur.email
    assert response["X-User-Role"] == "vendeur"


def test_verify_encodes_a_role_that_no_header_can_carry(compte, en_tant_que):
    response = en_tant_que(compte(), role="Œuvre\r\nX-User-Id: 1").get("/api/auth/verify/")
    assert response["X-User-Role"] == "%C5%92uvre%0D%0AX-User-Id%3A%201"


def test_verify_refuses_a_revoked_token_and_ignores_headers_of_the_client(login, compte, bearer):
    access = login(compte().email).json()["access"]
    spoofed = bearer(access).get("/api/auth/verify/", headers={"X-User-Role": "administrateur"})
    assert spoofed["X-User-Role"] == "lecteur"
    bearer(access).post("/api/auth/logout/")
    assert bearer(access).get("/api/auth/verify/").status_code == 401


def test_login_history_shows_one_s_own_attempts_only(login, compte, bearer):
    utilisateur = compte()
    login(compte().email)
    login(utilisateur.email, "mauvais", ip="203.0.113.9")
    access = login(utilisateur.email, MOT_DE_PASSE).json()["access"]
    vues = bearer(access).get("/api/auth/login-history/").json()
    assert [(vue["resultat"], vue["ip"]) for vue in vues["results"]] == [
        ("reussie", "203.0.113.1"),
        ("echouee", "203.0.113.9"),
    ]


def test_the_deny_list_is_what_refuses(login, compte, bearer):
    """Without it the token would be good until it expires: the revocations above are its work."""
    access = login(compte().email).json()["access"]
    bearer(access).post("/api/auth/logout/")
    Revocation.objects.all().delete()
    deny_list.forget()
    assert bearer(access).get("/api/auth/verify/").status_code == 200


def test_sessions_and_past_sign_ins_are_searched_accents_and_case_aside(login, compte, bearer):
    client = bearer(login(compte().email).json()["access"])
    Session.objects.update(appareil="Téléphone de Zoé", ip="203.0.113.9")
    Connexion.objects.update(appareil="Téléphone de Zoé", ip="203.0.113.9")
    for path in ("/api/auth/sessions/", "/api/auth/login-history/"):
        for text, count in {"zoe tel": 1, "203.0": 1, "nulle part": 0}.items():
            assert client.get(path, {"search": text}).json()["count"] == count
