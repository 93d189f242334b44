"""Which user tokens are refused: the matrix of forgeries."""

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone

from chassis.auth import keys, revocations
from chassis.testing.clients import _key, anonymous_client, service_token, user_token
from chassis.testing.keyring import KID

pytestmark = pytest.mark.django_db

LIST = "/api/notes/"


def get_with(token):
    client = anonymous_client()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client.get(LIST)


def claims():
    return jwt.decode(user_token("notes.lire"), options={"verify_signature": False})


def resigned(*, key=None, **header):
    return jwt.encode(claims(), key or _key("jwt", f"{KID}.pem"), "RS256", headers={"kid": KID} | header)


def by_hand(header: dict, secret: bytes) -> str:
    """Made without PyJWT, which rightly refuses to make such tokens."""
    _, payload, _ = user_token("notes.lire").split(".")
    signed = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=") + b"." + payload.encode()
    signature = hmac.new(secret, signed, hashlib.sha256).digest() if secret else b""
    return (signed + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()


def public_pem() -> bytes:
    public = _key("jwt", f"{KID}.pem").public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


FORGERIES = {
    "alg none": lambda: by_hand({"alg": "none", "kid": KID}, b""),
    "HS256 with the public key": lambda: by_hand({"alg": "HS256", "kid": KID}, public_pem()),
    "expired": lambda: user_token("notes.lire", exp=int(time.time()) - 1),
    "no exp": lambda: user_token("notes.lire", exp=None),
    "no sid": lambda: user_token("notes.lire", sid=None),
    "wrong audience": lambda: user_token("notes.lire", aud="others"),
    "audience list": lambda: user_token("notes.lire", aud=["gestion", "others"]),
    "wrong issuer": lambda: user_token("notes.lire", iss="somebody"),
    "unknown kid": lambda: resigned(kid="other"),
    "kid with a path": lambda: resigned(kid="../jwt/test"),
    "no kid": lambda: jwt.encode(claims(), _key("jwt", f"{KID}.pem"), "RS256"),
    "jku": lambda: resigned(
        key=rsa.generate_private_key(public_exponent=65537, key_size=2048),
        jku="http://127.0.0.1/jwks",
        kid="x",
    ),
    "another key under a known kid": lambda: resigned(
        key=rsa.generate_private_key(public_exponent=65537, key_size=2048)
    ),
    "refresh as access": lambda: user_token("notes.lire", token_type="refresh"),
    "service token as user": lambda: service_token("auth_service"),
    "truncated": lambda: user_token("notes.lire")[:-20],
    "two parts": lambda: "a.b",
    "garbage": lambda: "%%%",
    "100 KB": lambda: "A" * 100_000,
    "nested header": lambda: base64.urlsafe_b64encode(b"[" * 5000).decode() + ".e30.x",
    "sub is no id": lambda: user_token("notes.lire", sub="me"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_token_is_a_401_problem(name):
    response = get_with(FORGERIES[name]())
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_good_token_opens_what_it_permits(api):
    assert api("notes.lire").get(LIST).status_code == 200


def test_a_missing_permission_is_named(api):
    response = api("notes.lire").post(LIST, {"text": "x"})
    assert response.status_code == 403
    assert response.json()["permission"] == "notes.gerer"


def test_no_token_is_401():
    assert anonymous_client().get(LIST).status_code == 401


def test_a_view_that_declares_nothing_is_closed(api):
    assert api("notes.lire").get("/api/notes/undeclared/").status_code == 403


def test_a_token_stops_at_its_expiry_although_it_was_verified_before(api):
    token = user_token("notes.lire", exp=int(time.time()) + 3)
    assert get_with(token).status_code == 200
    time.sleep(3.1)
    assert get_with(token).status_code == 401


def test_a_revoked_session_is_refused():
    token = user_token("notes.lire", sid="session-1")
    assert get_with(token).status_code == 200
    revocations.revoke_session("session-1", timezone.now() + timedelta(minutes=5))
    revocations.deny_list.forget()
    assert get_with(token).status_code == 401


def test_tokens_below_a_revoked_version_are_refused_and_newer_ones_not():
    user = "01920000-0000-7000-8000-00000000000a"
    revocations.revoke_before(user, 2, timezone.now() + timedelta(minutes=5))
    revocations.deny_list.forget()
    assert get_with(user_token("notes.lire", sub=user, ver=1)).status_code == 401
    assert get_with(user_token("notes.lire", sub=user, ver=2)).status_code == 200


def test_a_revocation_sent_by_auth_service_is_taken_and_refuses_the_session(service_api):
    token = user_token("notes.lire", sid="session-2")
    until = (timezone.now() + timedelta(minutes=5)).isoformat()
    message = {
        "id": "01930000-0000-7000-8000-000000000001",
        "moduleName": "sessions",
        "method": "revoke",
        "data": [{"sid": "session-2", "expire_le": until}],
        "serviceName": "log_service",
        "serviceSource": "auth_service",
        "emis_le": timezone.now().isoformat(),
        "version": 1,
    }
    answer = service_api("auth_service").post("/internal/messages/", [message]).json()
    assert answer["results"][0]["state"] == "done"
    revocations.deny_list.forget()
    assert get_with(token).status_code == 401


def test_without_any_known_key_the_answer_is_503_not_401(monkeypatch, settings, tmp_path):
    token = user_token("notes.lire")
    settings.STATE_DIR = tmp_path  # no key set there, and nobody to ask for one
    monkeypatch.setattr(keys, "current", keys._KeySet())
    client = anonymous_client()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    response = client.get(LIST)
    assert response.status_code == 503
    assert response.json()["code"] == "cles_indisponibles"
    assert response["Retry-After"]


def test_the_first_requests_of_a_process_all_find_the_keys(race, monkeypatch):
    load = keys._load
    monkeypatch.setattr(keys, "current", keys._KeySet())
    monkeypatch.setattr(keys, "_load", lambda source: time.sleep(0.05) or load(source))
    monkeypatch.setattr(keys, "refresh", lambda: False)
    found = race([lambda: keys.current.get(KID)] * 20)
    assert not [each for each in found if each is None or isinstance(each, Exception)]
