"""User tokens: RS256, verified here without asking anybody."""

import hashlib
import re
import time
from typing import Any

import jwt
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError

from chassis.auth import keys
from chassis.auth.tokens import MAX_LENGTH, InvalidToken

ISSUER = "auth_service"
AUDIENCE = "gestion"
REQUIRED_CLAIMS = ["exp", "iat", "iss", "aud", "sub", "sid", "ver", "jti", "token_type"]
CACHE_SIZE = 2_000
KID = re.compile(r"\A[A-Za-z0-9_-]{1,64}\Z")


class KeyedTokenBackend(TokenBackend):
    """simplejwt's backend, which knows neither `kid` nor required claims, taught both."""

    def get_verifying_key(self, token: str) -> Any:
        kid = jwt.get_unverified_header(token).get("kid")
        if not isinstance(kid, str) or not KID.match(kid):
            raise TokenBackendError("no usable kid")
        key = keys.current.get(kid)
        if key is None:
            raise TokenBackendError("unknown kid")
        return key

    def decode(self, token: str, verify: bool = True) -> dict[str, Any]:
        return jwt.decode(
            token,
            self.get_verifying_key(token),
            algorithms=[self.algorithm],
            audience=self.audience,
            issuer=self.issuer,
            options={"require": REQUIRED_CLAIMS, "strict_aud": True},
        )


backend = KeyedTokenBackend("RS256", audience=AUDIENCE, issuer=ISSUER)

# A verified token stays verified until it expires: the signature is checked once per process and token.
_verified: dict[bytes, dict[str, Any]] = {}


def verify(token: str) -> dict[str, Any]:
    """The claims of a good access token; raises InvalidToken."""
    if len(token) > MAX_LENGTH:
        raise InvalidToken("too long")
    digest = hashlib.sha256(token.encode()).digest()
    claims = _verified.get(digest)
    if claims is None:
        claims = _decode(token)
        if len(_verified) >= CACHE_SIZE:
            _verified.clear()
        _verified[digest] = claims
    if claims["exp"] <= time.time():
        _verified.pop(digest, None)
        raise InvalidToken("expired")
    return claims


def _decode(token: str) -> dict[str, Any]:
    try:
        claims = backend.decode(token)
    except (jwt.PyJWTError, TokenBackendError, ValueError, TypeError, RecursionError) as error:
        raise InvalidToken(str(error)) from error
    if claims["token_type"] != "access":
        raise InvalidToken("not an access token")
    return claims
