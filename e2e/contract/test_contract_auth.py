"""/api/auth/ as the contract has it: paths, fields, statuses, codes."""

import time
import uuid

import pyotp
import pytest
from client import Api, eventually
from expected import PASSWORD, carries, done, page, refused, unique

AUTH = "/api/auth/"
USER = "id email nom prenom telephone role permissions langue actif version"


def sign_in(raw, email: str, password: str = PASSWORD):
    return raw("POST", f"{AUTH}login/", json={"email": email, "password": password})


def bearer(token: str) -> dict:
    return {"Authorization": f"Bearer {token}"}


# --- signing up and in ---------------------------------------------------------------------------


def test_register_is_accepted_and_its_mail_confirms_the_address(raw, mails, admin):
    email = f"{uuid.uuid4().hex[:12]}@contrat.gestion.example"
    body = {"email": email, "password": PASSWORD, "nom": "Durand", "prenom": "Zoé"}
    first = done(raw("POST", f"{AUTH}register/", json=body), 202)
    token = mails.token(email, "Confirmez votre adresse", "confirmer")
    done(raw("GET", f"{AUTH}confirm/", params={"token": token}))
    assert done(raw("POST", f"{AUTH}register/", json=body), 202) == first, "known now: told the same"
    user = done(sign_in(raw, email))["user"]
    assert (user["nom"], user["prenom"]) == ("Durand", "Zoé")
    done(admin("DELETE", f"{AUTH}users/{user['id']}/"), 204)


@pytest.mark.parametrize("field", ["email", "password"])
def test_register_and_login_name_what_is_missing(raw, field):
    body = {"email": "a@contrat.gestion.example", "password": PASSWORD}
    del body[field]
    refused(raw("POST", f"{AUTH}register/", json=body), 400, field=field)
    refused(raw("POST", f"{AUTH}login/", json=body), 400, field=field)


@pytest.mark.parametrize("path", ["confirm/", "email/confirm/"])
def test_a_link_that_nobody_sent_confirms_nothing(raw, path):
    refused(raw("GET", AUTH + path, params={"token": "x" * 40}), 400, field="token")
    refused(raw("GET", AUTH + path), 400, field="token")


def test_login_answers_two_tokens_and_the_user(raw, account):
    answer = done(sign_in(raw, account("vendeur").email))
    assert set(answer) == {"access", "refresh", "user"}
    assert carries(answer["user"], USER)["role"] == "vendeur"


def test_a_wrong_password_is_a_401_and_the_sixth_has_to_wait_thirty_seconds(raw, account):
    email = account().email
    for _ in range(5):
        refused(sign_in(raw, email, "faux"), 401)
    late = sign_in(raw, email)
    refused(late, 429)
    assert 0 < int(late.headers["Retry-After"]) <= 30


def test_refresh_rotates_by_body_or_cookie_and_reuse_revokes_the_family(raw, account):
    login = sign_in(raw, account().email)
    first = login.json()["refresh"]
    cookie = login.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert first in cookie
    second = done(raw("POST", f"{AUTH}refresh/", json={"refresh": first}))
    assert set(second) == {"access", "refresh"}
    assert second["refresh"] != first
    name = cookie.split("=")[0]
    third = done(raw("POST", f"{AUTH}refresh/", cookies={name: second["refresh"]}))
    refused(raw("POST", f"{AUTH}refresh/", json={"refresh": first}), 401)
    refused(raw("POST", f"{AUTH}refresh/", json={"refresh": third["refresh"]}), 401)
    refused(raw("POST", f"{AUTH}refresh/"), 401)


def test_logout_ends_this_session_and_logout_all_every_one(raw, account):
    email = account().email
    one, two, three = (sign_in(raw, email).json() for _ in range(3))
    done(raw("POST", f"{AUTH}logout/", headers=bearer(one["access"])), 204)
    me = f"{AUTH}me/"
    eventually(lambda: raw("GET", me, headers=bearer(one["access"])).status_code == 401, within=5)
    done(raw("GET", me, headers=bearer(two["access"])))
    done(raw("POST", f"{AUTH}logout-all/", headers=bearer(two["access"])), 204)
    for tokens in (two, three):
        refused(raw("POST", f"{AUTH}refresh/", json={"refresh": tokens["refresh"]}), 401)


def test_sessions_are_listed_and_each_can_be_ended(raw, account):
    mine, other = account(), account()
    elsewhere = sign_in(raw, mine.email).json()
    rows = page(done(mine("GET", f"{AUTH}sessions/")))
    assert len(rows) == 2
    [current] = [row for row in rows if row["courante"]]
    [second] = [row for row in rows if not row["courante"]]
    refused(other("DELETE", f"{AUTH}sessions/{second['id']}/"), 404)
    done(mine("DELETE", f"{AUTH}sessions/{second['id']}/"), 204)
    refused(raw("POST", f"{AUTH}refresh/", json={"refresh": elsewhere["refresh"]}), 401)
    assert [row["id"] for row in page(mine.get(f"{AUTH}sessions/"))] == [current["id"]]


def test_verify_tells_the_identity_in_headers(raw, account):
    mine = account("vendeur")
    answer = mine("GET", f"{AUTH}verify/")
    assert answer.status_code == 200
    assert answer.headers["X-User-Id"] == mine.user["id"]
    assert answer.headers["X-User-Role"] == "vendeur"
    refused(raw("GET", f"{AUTH}verify/"), 401)


def test_jwks_are_public_rsa_keys(raw):
    keys = done(raw("GET", f"{AUTH}jwks/"))["keys"]
    assert keys
    for key in keys:
        carries(key, "kid kty n e")
        assert not set(key) & {"d", "p", "q"}, "the private half stays where it is"


# --- one's own account ---------------------------------------------------------------------------


def test_me_is_read_and_changed_under_its_version(account):
    mine = account()
    before = carries(done(mine("GET", f"{AUTH}me/")), USER)
    change = {"nom": "Martin", "prenom": "Léa", "telephone": "+33600000000", "langue": "en"}
    after = done(mine("PATCH", f"{AUTH}me/", change, **{"If-Match": f'"{before["version"]}"'}))
    assert {name: after[name] for name in change} == change
    assert after["version"] > before["version"]
    refused(mine("PATCH", f"{AUTH}me/", {"nom": "X"}, **{"If-Match": f'"{before["version"]}"'}), 412)
    refused(mine("PATCH", f"{AUTH}me/", {"langue": "xx"}), 400, field="langue")
    refused(mine("PATCH", f"{AUTH}me/", {"role": "administrateur"}), 400, field="role")


def test_leaving_needs_the_password_and_the_account_goes_to_the_trash(raw, account, admin):
    mine = account()
    refused(mine("DELETE", f"{AUTH}me/", {}), 400, field="password")
    refused(mine("DELETE", f"{AUTH}me/", {"password": "faux"}), 400, field="password")
    done(mine("DELETE", f"{AUTH}me/", {"password": PASSWORD}), 204)
    refused(sign_in(raw, mine.email), 401)
    refused(admin("GET", f"{AUTH}users/{mine.user['id']}/"), 404)


def test_ones_personal_data_can_be_taken_away(account):
    mine = account()
    answer = done(mine("GET", f"{AUTH}me/export/"))
    assert mine.email in str(answer)


def test_a_password_is_changed_by_whoever_knows_the_old_one(raw, account):
    mine = account()
    path, new = f"{AUTH}password/change/", "contrat-violette-88"
    refused(mine("POST", path, {"old_password": "faux", "new_password": new}), 400, field="old_password")
    refused(mine("POST", path, {"old_password": PASSWORD, "new_password": "1"}), 400, field="new_password")
    answer = mine("POST", path, {"old_password": PASSWORD, "new_password": new})
    assert answer.status_code in (200, 204)
    refused(sign_in(raw, mine.email), 401)
    done(sign_in(raw, mine.email, new))


def test_a_forgotten_password_is_always_a_202_and_its_link_works_once(raw, account, mails):
    mine = account()
    known = done(raw("POST", f"{AUTH}password/forgot/", json={"email": mine.email}), 202)
    unknown = {"email": f"{uuid.uuid4().hex}@contrat.gestion.example"}
    assert done(raw("POST", f"{AUTH}password/forgot/", json=unknown), 202) == known
    token = mails.token(mine.email, "Choisissez un nouveau mot de passe", "reinitialiser")
    body = {"token": token, "new_password": "contrat-violette-88"}
    assert raw("POST", f"{AUTH}password/reset/", json=body).status_code in (200, 204)
    refused(raw("POST", f"{AUTH}password/reset/", json=body), 400, field="token")


def test_an_address_is_changed_by_password_and_mail(raw, account, mails):
    mine, new = account(), f"{uuid.uuid4().hex[:12]}@contrat.gestion.example"
    path = f"{AUTH}email/change/"
    refused(mine("POST", path, {"new_email": new, "password": "faux"}), 400, field="password")
    refused(mine("POST", path, {"new_email": "personne", "password": PASSWORD}), 400, field="new_email")
    done(mine("POST", path, {"new_email": new, "password": PASSWORD}), 202)
    token = mails.link(new, "adresse").split("token=")[1]
    done(raw("GET", f"{AUTH}email/confirm/", params={"token": token}))
    assert done(sign_in(raw, new))["user"]["email"] == new


def test_own_login_history_tells_when_where_and_how_it_ended(raw, account):
    mine = account()
    refused(sign_in(raw, mine.email, "faux"), 401)
    rows = page(done(mine("GET", f"{AUTH}login-history/")))
    assert [row["resultat"] for row in rows] == ["echouee", "reussie"]
    for row in rows:
        assert carries(row, "survenue_le ip user_agent resultat")["ip"]


# --- second factor -------------------------------------------------------------------------------


def test_totp_is_set_up_activated_asked_for_and_disabled(raw, account):
    mine = account()
    setup = done(mine("POST", f"{AUTH}2fa/totp/setup/", {}))
    carries(setup, "secret otpauth_url qr_svg")
    assert setup["otpauth_url"].startswith("otpauth://totp/")
    assert "<svg" in setup["qr_svg"]
    refused(mine("POST", f"{AUTH}2fa/totp/activate/", {"code": "abc"}), 400, field="code")
    app = pyotp.TOTP(setup["secret"])
    codes = done(mine("POST", f"{AUTH}2fa/totp/activate/", {"code": app.now()}))["recovery_codes"]
    assert codes

    challenge = done(sign_in(raw, mine.email))
    carries(challenge, "mfa_required mfa_token methods")
    assert challenge["mfa_required"] is True
    assert "access" not in challenge
    assert "totp" in challenge["methods"]
    step = f"{AUTH}login/2fa/"
    refused(raw("POST", step, json={"mfa_token": challenge["mfa_token"], "code": "000000"}), 401)
    refused(raw("POST", step, json={"mfa_token": "nul", "code": "000000"}), 401)
    refused(raw("POST", step, json={"mfa_token": challenge["mfa_token"]}), 400, field="code")
    body = {"mfa_token": challenge["mfa_token"], "code": app.at(time.time() + 30)}
    answer = done(raw("POST", step, json=body))
    assert set(answer) >= {"access", "refresh", "user"}

    again = done(sign_in(raw, mine.email))["mfa_token"]
    done(raw("POST", step, json={"mfa_token": again, "code": codes[0]}))
    again = done(sign_in(raw, mine.email))["mfa_token"]
    refused(raw("POST", step, json={"mfa_token": again, "code": codes[0]}), 401)

    fresh = done(mine("POST", f"{AUTH}2fa/recovery-codes/", {"password": PASSWORD}))["recovery_codes"]
    assert not set(fresh) & set(codes)
    refused(mine("POST", f"{AUTH}2fa/disable/", {"password": "faux"}), 400, field="password")
    assert mine("POST", f"{AUTH}2fa/disable/", {"password": PASSWORD}).status_code in (200, 204)
    assert "access" in done(sign_in(raw, mine.email))


def test_the_second_factor_by_mail_is_activated_with_the_code_it_sends(account, mails):
    mine = account()
    assert mine("POST", f"{AUTH}2fa/email/setup/", {}).status_code == 202
    code = mails.code(mine.email)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    refused(mine("POST", f"{AUTH}2fa/email/activate/", {"code": wrong}), 400, field="code")
    assert done(mine("POST", f"{AUTH}2fa/email/activate/", {"code": code}))["recovery_codes"]


# --- users, roles, permissions -------------------------------------------------------------------


def test_users_are_made_found_changed_and_deleted_by_who_may(admin, user, demo):
    email = f"{uuid.uuid4().hex[:12]}@contrat.gestion.example"
    body = {"email": email, "password": PASSWORD, "role": "vendeur", "nom": "Contratuel"}
    assert refused(user("gestionnaire")("POST", f"{AUTH}users/", body), 403)["permission"] == (
        "utilisateurs.gerer"
    )
    made = carries(done(admin("POST", f"{AUTH}users/", body), 201), USER)
    path = f"{AUTH}users/{made['id']}/"
    for filters in ({"search": email}, {"search": email, "role": "vendeur", "actif": "true"}):
        assert [row["id"] for row in page(admin.get(f"{AUTH}users/", **filters))] == [made["id"]]
    assert page(admin.get(f"{AUTH}users/", search=email, role="lecteur")) == []
    assert page(admin.get(f"{AUTH}users/", search=email, actif="false")) == []
    assert done(admin("GET", path))["email"] == email
    refused(admin("POST", f"{AUTH}users/", body), 409)
    changed = done(admin("PATCH", path, {"actif": False, "role": "lecteur"}))
    assert (changed["actif"], changed["role"]) == (False, "lecteur")
    refused(admin("PATCH", path, {"nom": "X"}, **{"If-Match": f'"{made["version"]}"'}), 412)
    assert done(admin("POST", f"{path}unlock/", {}))["id"] == made["id"]
    page(done(admin("GET", f"{path}login-history/")))
    refused(user("vendeur")("GET", path), 403)
    done(admin("DELETE", path), 204)
    refused(admin("GET", path), 404)


def test_a_locked_account_is_opened_again_by_an_administrator(raw, account, admin):
    mine = account()
    for _ in range(5):
        sign_in(raw, mine.email, "faux")
    refused(sign_in(raw, mine.email), 429)
    done(admin("POST", f"{AUTH}users/{mine.user['id']}/unlock/", {}))
    done(sign_in(raw, mine.email))


def test_roles_carry_permissions_and_one_in_use_is_not_deleted(admin, user, demo):
    body = {"nom": unique("rôle"), "permissions": ["stock.lire", "pieces.lire"]}
    refused(user("gestionnaire")("POST", f"{AUTH}roles/", body), 403)
    role = done(admin("POST", f"{AUTH}roles/", body), 201)
    path = f"{AUTH}roles/{role['id']}/"
    assert set(role["permissions"]) == set(body["permissions"])
    assert done(admin("GET", path))["nom"] == body["nom"]
    assert role["id"] in [row["id"] for row in page(admin.get(f"{AUTH}roles/", search=body["nom"]))]
    changed = done(admin("PATCH", path, {"permissions": ["stock.lire"]}))
    assert changed["permissions"] == ["stock.lire"]
    refused(admin("PUT", path, body, **{"If-Match": f'"{role["version"]}"'}), 412)
    assert set(done(admin("PUT", path, body))["permissions"]) == set(body["permissions"])
    refused(admin("PUT", path, {"nom": body["nom"]}), 400, field="permissions")
    refused(admin("PATCH", path, {"permissions": ["stock.voler"]}), 400)

    email = f"{uuid.uuid4().hex[:12]}@contrat.gestion.example"
    person = admin.post(f"{AUTH}users/", {"email": email, "password": PASSWORD, "role": body["nom"]})
    refused(admin("DELETE", path), 409, "role_utilise")
    done(admin("DELETE", f"{AUTH}users/{person['id']}/"), 204)
    done(admin("DELETE", path), 204)
    refused(admin("GET", path), 404)


def test_permissions_are_listed_with_their_codes(admin, user):
    codes = {row["code"] for row in page(admin.get(f"{AUTH}permissions/", page_size=200))}
    assert codes >= {"utilisateurs.lire", "utilisateurs.gerer", "roles.gerer", "notifications.envoyer"}
    refused(user("vendeur")("GET", f"{AUTH}permissions/"), 403)


@pytest.mark.parametrize("path", ["users/", "roles/", "permissions/"])
def test_what_is_no_uuid_is_a_404(admin, path):
    refused(admin("GET", f"{AUTH}{path}nul/"), 404)
    refused(admin("GET", f"{AUTH}{path}{uuid.uuid4()}/"), 404)


def test_an_api_without_a_token_is_told_so(demo):
    refused(Api(demo["api"])("GET", f"{AUTH}me/"), 401)
