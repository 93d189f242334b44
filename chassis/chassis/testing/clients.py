"""HTTP clients of tests, with real signed tokens."""

import time
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from rest_framework.test import APIClient

from chassis.auth import user_tokens
from chassis.identifiers import new_id
from chassis.testing.keyring import KID

USER_ID = "01920000-0000-7000-8000-000000000001"


def _key(*parts: str):
    return load_pem_private_key(Path(settings.STATE_DIR, *parts).read_bytes(), password=None)


def user_token(*permissions: str, **claims) -> str:
    """An access token as auth_service would sign it; any claim may be replaced (None removes it)."""
    now = int(time.time())
    payload = {
        "iss": user_tokens.ISSUER,
        "aud": user_tokens.AUDIENCE,
        "iat": now,
        "exp": now + 300,
        "sub": USER_ID,
        "sid": str(new_id()),
        "ver": 1,
        "jti": str(new_id()),
        "token_type": "access",
        "email": "test@example.org",
        "role": "test",
        "permissions": list(permissions),
    } | claims
    payload = {name: value for name, value in payload.items() if value is not None}
    return jwt.encode(payload, _key("jwt", f"{KID}.pem"), algorithm="RS256", headers={"kid": KID})


def user_client(*permissions: str, **claims) -> APIClient:
    client = APIClient(raise_request_exception=False)
    client.default_format = "json"
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {user_token(*permissions, **claims)}")
    return client


def service_token(service: str, *, target: str | None = None, user_id: str | None = USER_ID) -> str:
    now = int(time.time())
    payload = {
        "iss": f"svc:{service}",
        "aud": f"svc:{target or settings.SERVICE_NAME}",
        "iat": now,
        "exp": now + 60,
        "jti": str(new_id()),
        "token_type": "service",
        "act": {"sub": user_id, "email": "test@example.org", "ip": "203.0.113.9"},
    }
    return jwt.encode(payload, _key("private_keys", f"{service}.pem"), algorithm="EdDSA")


def service_client(service: str, **options) -> APIClient:
    client = APIClient(raise_request_exception=False)
    client.default_format = "json"
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {service_token(service, **options)}")
    return client


def anonymous_client() -> APIClient:
    client = APIClient(raise_request_exception=False)
    client.default_format = "json"
    return client
