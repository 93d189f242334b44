"""From the Authorization header to `request.user`, an Actor."""

import logging
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from chassis.auth import service_tokens, user_tokens
from chassis.auth.actor import Actor
from chassis.auth.revocations import deny_list
from chassis.auth.tokens import InvalidToken

log = logging.getLogger(__name__)

REFUSED = "Le jeton d'accès est absent, expiré ou invalide."


class BearerAuthentication(BaseAuthentication):
    """User tokens; on /internal/ service tokens and nothing else."""

    def authenticate(self, request) -> tuple[Actor, str] | None:
        token = bearer_token(request)
        if token is None:
            return None
        try:
            return authenticate_token(request, token), token
        except InvalidToken as error:
            log.info("token refused: %s", error)
            raise AuthenticationFailed(REFUSED) from error

    def authenticate_header(self, request) -> str:
        return "Bearer"


def authenticate_token(request: HttpRequest, token: str) -> Actor:
    """The actor a token proves, for this path; the work is done once per request."""
    http_request = getattr(request, "_request", request)
    known = getattr(http_request, "_chassis_actor", None)
    if known is not None and known[0] == token:
        return known[1]
    if request.path.startswith("/internal/"):
        actor = service_tokens.verify(token)
    else:
        actor = user_of(token, ip=client_address(request))
    http_request._chassis_actor = (token, actor)
    return actor


def user_of(token: str, *, ip: str) -> Actor:
    """The user whom an access token proves, whatever it came in with; raises InvalidToken."""
    claims = user_tokens.verify(token)
    if deny_list.refuses(claims):
        raise InvalidToken("revoked")
    try:
        user_id = UUID(claims["sub"])
    except ValueError as error:
        raise InvalidToken("sub is no id") from error
    return Actor(
        id=user_id,
        email=claims.get("email", ""),
        role=claims.get("role", ""),
        permissions=frozenset(claims.get("permissions", ())),
        session_id=claims["sid"],
        ip=ip,
    )


def bearer_token(request: HttpRequest) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def client_address(request: HttpRequest) -> str:
    """The address the nearest trusted proxy saw. What a client wrote into the header stands further left."""
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES:
        return forwarded[-settings.TRUSTED_PROXIES][:45]
    return request.META.get("REMOTE_ADDR", "")


def caller_id(request: HttpRequest) -> str:
    """Who the request was authenticated as, for logs and idempotency keys; "" when as nobody."""
    known = getattr(request, "_chassis_actor", None)
    if known is None:
        return ""
    actor = known[1]
    return f"{actor.service}:{actor.id or ''}" if actor.service else str(actor.id)
