"""Service tokens: each service signs with its own key, for one target, for one minute."""

import functools
import time
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from django.conf import settings

from chassis.auth.actor import Actor
from chassis.auth.tokens import MAX_LENGTH, InvalidToken
from chassis.identifiers import new_id

ALGORITHM = "EdDSA"
LIFETIME_SECONDS = 60
PREFIX = "svc:"
REQUIRED_CLAIMS = ["exp", "iat", "iss", "aud", "jti"]


def issue(target: str, actor: Actor | None = None) -> str:
    """A token that opens `target` only, carrying the user on whose behalf the call is made."""
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": PREFIX + settings.SERVICE_NAME,
        "aud": PREFIX + target,
        "iat": now,
        "exp": now + LIFETIME_SECONDS,
        "jti": str(new_id()),
        "token_type": "service",
    }
    if actor is not None:
        claims["act"] = actor.as_claim()
    return jwt.encode(claims, _own_key(), algorithm=ALGORITHM)


def is_one(token: str) -> bool:
    """Whether it claims to be a service token; `verify` says whether that is true."""
    try:
        claims = jwt.decode(token[:MAX_LENGTH], options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError):
        return False
    return claims.get("token_type") == "service"


def verify(token: str) -> Actor:
    """The calling service, with its user; raises InvalidToken."""
    if len(token) > MAX_LENGTH:
        raise InvalidToken("too long")
    try:
        unverified = jwt.decode(token, options={"verify_signature": False})
        issuer = str(unverified.get("iss", "")).removeprefix(PREFIX)
        key = _public_key(issuer)
        if key is None:
            raise InvalidToken("unknown service")
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=PREFIX + settings.SERVICE_NAME,
            issuer=PREFIX + issuer,
            options={"require": REQUIRED_CLAIMS, "strict_aud": True},
        )
        if claims.get("token_type") != "service":
            raise InvalidToken("not a service token")
        return Actor.from_claim(issuer, claims.get("act") or {})
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise InvalidToken(str(error)) from error


@functools.cache
def _own_key():
    return load_pem_private_key(settings.SERVICE_KEY.encode(), password=None)


def _public_key(service: str):
    """Only a name that is a file of the folder can be asked for; anything else is an unknown service."""
    known = {path.stem: path for path in Path(settings.SERVICE_PUBLIC_KEYS_DIR).glob("*.pem")}
    return _load_public(known[service]) if service in known else None


@functools.cache
def _load_public(path: Path):
    return load_pem_public_key(path.read_bytes())
