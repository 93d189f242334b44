"""Identity, through Traefik alone: bad tokens, rights that change, guesses, mails that open things once."""

import time
import uuid

import jwt
import pyotp
import pytest
import requests
from client import Api, at_once, eventually
from forged_tokens import Forger
from mails import Mails

from ops import secrets

PASSWORD = "brouette-lilas-77"
# One route of each service, and what it asks for.
DOORS = {
    "auth_service": ("/api/auth/users/", "utilisateurs.lire"),
    "pieces_service": ("/api/pieces/", "pieces.lire"),
    "stock_service": ("/api/stock/", "stock.lire"),
    "notification_service": ("/api/notifications/webhooks/", "webhooks.gerer"),
    "commandes_service": ("/api/commandes/", "commandes.lire"),
    "log_service": ("/api/logs/", "logs.lire"),
}
WITHIN = 5.0  # seconds in which a change of rights is known everywhere


@pytest.fixture(scope="session")
def mails(running) -> Mails:
    return Mails(running.instance.url("mail"))


@pytest.fixture
def public(demo):
    """`public("login/", email=..., ...)`: the response to a POST below /api/auth/, as nobody."""

    def post(path: str, **body) -> requests.Response:
        return requests.post(f"{demo['api']}/api/auth/{path}", json=body, timeout=30)

    return post


@pytest.fixture
def see(demo):
    """`see("stock_service", token)` is the status of its door for this token."""

    def get(service: str, token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return requests.get(demo["api"] + DOORS[service][0], headers=headers, timeout=30).status_code

    return get


@pytest.fixture
def role(admin):
    """A role of this test that opens every door."""
    body = {"nom": f"essai {uuid.uuid4().hex[:8]}", "permissions": [code for _, code in DOORS.values()]}
    made = admin.post("/api/auth/roles/", body)
    yield made
    admin("DELETE", f"/api/auth/roles/{made['id']}/")


@pytest.fixture
def account(admin, role):
    email = f"{uuid.uuid4().hex[:12]}@essai.gestion.example"
    made = admin.post("/api/auth/users/", {"email": email, "password": PASSWORD, "role": role["nom"]})
    yield made
    admin("DELETE", f"/api/auth/users/{made['id']}/")


@pytest.fixture
def tokens(account, public) -> dict:
    return sign_in(public, account)


def sign_in(public, account: dict) -> dict:
    response = public("login/", email=account["email"], password=PASSWORD)
    assert response.status_code == 200, response.text
    return response.json()


def test_every_service_refuses_every_bad_token(running, tokens, see, figures):
    """Cells n of n: each forged token at each service is a 401; the good one still opens all of them."""
    forged = Forger(running.instance.secrets, tokens["access"], tokens["refresh"]).tokens()
    cells = {(service, what): see(service, token) for service in DOORS for what, token in forged.items()}
    # a header of 100 KB is refused by the gateway, before anybody looks for a token in it
    allowed = {"100 KB": (401, 431)}
    wrong = {cell: status for cell, status in cells.items() if status not in allowed.get(cell[1], (401,))}
    assert wrong == {}
    figures.count("forged tokens refused, at each service", len(cells))
    assert {service: see(service, tokens["access"]) for service in DOORS} == dict.fromkeys(DOORS, 200)


@pytest.mark.parametrize("change", ["role", "permissions", "disabled", "deleted", "logout everywhere"])
def test_what_is_taken_away_is_refused_everywhere_within_five_seconds(
    admin, demo, account, role, tokens, see, figures, change
):
    token = tokens["access"]
    assert {see(service, token) for service in DOORS} == {200}
    user = f"/api/auth/users/{account['id']}/"
    changes = {
        "role": lambda: admin("PATCH", user, {"role": "lecteur"}),
        "permissions": lambda: admin("PATCH", f"/api/auth/roles/{role['id']}/", {"permissions": []}),
        "disabled": lambda: admin("PATCH", user, {"actif": False}),
        "deleted": lambda: admin("DELETE", user),
        "logout everywhere": lambda: requests.post(
            f"{demo['api']}/api/auth/logout-all/", headers={"Authorization": f"Bearer {token}"}, timeout=30
        ),
    }
    response = changes[change]()
    assert response.status_code in (200, 204), response.text
    began = time.monotonic()
    took: dict[str, float] = {}
    while len(took) < len(DOORS) and time.monotonic() - began < WITHIN:
        for service in set(DOORS) - set(took):
            if see(service, token) == 401:
                took[service] = time.monotonic() - began
    assert set(took) == set(DOORS)
    figures.seconds("what was taken away is refused by every service", max(took.values()), change)


def test_the_next_token_has_the_new_rights(admin, account, role, tokens, see, public):
    admin("PATCH", f"/api/auth/roles/{role['id']}/", {"permissions": ["stock.lire"]})
    fresh = public("refresh/", refresh=tokens["refresh"]).json()["access"]
    statuses = {service: see(service, fresh) for service in DOORS}
    assert statuses == {service: 200 if service == "stock_service" else 403 for service in DOORS}


def test_a_new_signing_key_refuses_nobody(running, account, tokens, see, public, demo):
    """Published beside the former at once; signed with once every service knows it, which takes a while."""
    made = secrets.add_jwt_key(running.instance)
    published = requests.get(f"{demo['api']}/api/auth/jwks/", timeout=10).json()["keys"]
    assert made.stem in {key["kid"] for key in published}
    kids = set()

    def signs() -> bool:
        fresh = sign_in(public, account)["access"]
        kids.add(jwt.get_unverified_header(fresh)["kid"])
        for token in (tokens["access"], fresh):
            assert {see(service, token) for service in DOORS} == {200}
        return made.stem in kids

    eventually(signs, within=180, every=5)
    assert len(kids) == 2, "the former signed meanwhile"


def test_one_refresh_token_used_twenty_times_at_once_has_one_successor_and_then_none(tokens, public):
    responses = at_once(*[lambda: public("refresh/", refresh=tokens["refresh"])] * 20)
    assert {r.status_code for r in responses} <= {200, 401}
    [successor] = [r.json()["refresh"] for r in responses if r.status_code == 200]
    assert public("refresh/", refresh=successor).status_code == 401


def test_of_a_hundred_guesses_at_once_five_are_evaluated(account, public):
    responses = at_once(*[lambda: public("login/", email=account["email"], password="x")] * 100)
    statuses = [response.status_code for response in responses]
    assert (statuses.count(401), statuses.count(429)) == (5, 95)
    refused = next(response for response in responses if response.status_code == 429)
    assert 0 < int(refused.headers["Retry-After"]) <= 30


def test_a_known_and_an_unknown_address_are_told_the_same(account, public):
    unknown = f"{uuid.uuid4().hex}@essai.gestion.example"
    for path, body in {
        "login/": {"password": "mauvais"},
        "register/": {"password": PASSWORD},
        "password/forgot/": {},
    }.items():
        known, other = (public(path, email=email, **body) for email in (account["email"], unknown))
        without_id = [{**r.json(), "request_id": ""} for r in (known, other)]
        assert (known.status_code, without_id[0]) == (other.status_code, without_id[1])


def test_signing_up_by_mail(public, mails, demo, admin):
    email = f"{uuid.uuid4().hex[:12]}@essai.gestion.example"
    answer = public("register/", email=email, password=PASSWORD, prenom="Zoé", nom="Durand")
    assert answer.status_code == 202
    assert public("login/", email=email, password=PASSWORD).status_code == 401
    token = mails.token(email, "Confirmez votre adresse", "confirmer")
    confirmed = requests.get(f"{demo['api']}/api/auth/confirm/", params={"token": token}, timeout=10)
    assert (confirmed.status_code, confirmed.json()) == (200, {"email": email})
    user = sign_in(public, {"email": email})["user"]
    assert user["role"] == "lecteur"
    admin("DELETE", f"/api/auth/users/{user['id']}/")


def test_a_forgotten_password_through_a_link_that_works_once(account, tokens, public, mails, demo):
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    url = f"{demo['api']}/api/auth/password/forgot/"
    requests.post(url, json={"email": account["email"]}, headers=forged, timeout=10)
    public("password/forgot/", email=account["email"])
    mail = mails.wait(account["email"], "Choisissez un nouveau mot de passe")
    assert "evil" not in mail["text"] + mail["html"]
    token = mails.token(account["email"], "Choisissez un nouveau mot de passe", "reinitialiser")
    assert public("password/reset/", token=token, new_password="autre-lilas-88").status_code == 204
    assert public("password/reset/", token=token, new_password="encore-lilas-99").status_code == 400
    assert public("refresh/", refresh=tokens["refresh"]).status_code == 401
    assert public("login/", email=account["email"], password="autre-lilas-88").status_code == 200


def test_the_second_factor_by_application_and_its_codes_once(demo, account, tokens, public):
    mine = Api(demo["api"])
    mine._token = tokens["access"]
    app = pyotp.TOTP(mine.post("/api/auth/2fa/totp/setup/", status=200)["secret"])
    codes = mine.post("/api/auth/2fa/totp/activate/", {"code": app.now()}, status=200)["recovery_codes"]
    assert len(codes) == 10
    challenges = [
        public("login/", email=account["email"], password=PASSWORD).json()["mfa_token"] for _ in range(20)
    ]
    code = app.at(time.time() + 30)  # the next one: this one has turned it on
    answers = at_once(*[lambda c=c: public("login/2fa/", mfa_token=c, code=code) for c in challenges])
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 401, 429}


def test_a_new_device_is_told_by_mail_whose_link_ends_every_session(account, tokens, public, mails, demo):
    credentials = {"email": account["email"], "password": PASSWORD}
    other = requests.post(
        f"{demo['api']}/api/auth/login/", json=credentials, headers={"User-Agent": "curl/8.5.0"}, timeout=10
    ).json()
    token = mails.token(account["email"], "Nouvelle connexion à votre compte", "pas-moi")
    assert public("pas-moi/", token=token).status_code == 204
    for pair in (tokens, other):
        assert public("refresh/", refresh=pair["refresh"]).status_code == 401
    assert public("login/", **credentials).status_code == 401, "whoever knows the password stays out"
    assert public("pas-moi/", token=token).status_code == 400


def test_who_is_invited_chooses_a_password(admin, public, mails):
    email = f"{uuid.uuid4().hex[:12]}@essai.gestion.example"
    made = admin.post("/api/auth/users/", {"email": email, "role": "vendeur", "langue": "en"})
    assert made["invite"] is True
    token = mails.token(email, "Your access to Gestion de Stock", "invitation")
    accepted = public("invitations/accept/", token=token, new_password=PASSWORD)
    assert accepted.json() == {"email": email}
    assert sign_in(public, {"email": email})["user"]["role"] == "vendeur"
    admin("DELETE", f"/api/auth/users/{made['id']}/")


def test_what_a_client_says_of_its_identity_counts_for_nothing(demo):
    spoofed = {"X-User-Id": str(uuid.uuid4()), "X-User-Role": "administrateur", "X-Forwarded-User": "root"}
    answer = requests.get(f"{demo['api']}/api/auth/verify/", headers=spoofed, timeout=10)
    assert answer.status_code == 401
