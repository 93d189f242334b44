"""Idempotency-Key on every POST: same key and body, same answer, one effect.

`atomic` (the default): the key's row, the effect and the stored answer are one transaction. A rival blocks
on the primary key until the first commits, and then replays its answer; a crash rolls the key back, so a
retry executes.

`lease`, for commands that commit in several steps (`idempotency = LEASE` on the view): the key is claimed
for a while in a transaction of its own; if the process dies, the claim ends and a retry executes again,
which such a command is made for.

Only success is kept: a refusal keeps nothing, and may be asked again when things have changed.
"""

import re
from datetime import timedelta

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from chassis import problem
from chassis.auth.authentication import authenticate_token, bearer_token, caller_id
from chassis.auth.tokens import InvalidToken
from chassis.errors import DomainError, InvalidInput, KeyReused, StillRunning
from chassis.fingerprints import fingerprint as fingerprint_of
from chassis.models import IdempotencyKey

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEPT_HEADERS = ("ETag", "Location")
VALID = re.compile(r"\A[\x21-\x7e]{1,200}\Z")
ATOMIC = "atomic"
LEASE = "lease"
LEASE_SECONDS = 30
LOCK_NOT_AVAILABLE = "55P03"  # the code of PostgreSQL: its words are in the language of the server


class IdempotencyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get(HEADER)
        mode = _mode(request) if request.method == "POST" and key else None
        if not mode:
            return self.get_response(request)
        try:
            if not VALID.match(key):
                raise InvalidInput({HEADER: ["De 1 à 200 caractères ASCII sans espace sont attendus."]})
            caller = _caller(request)
            fingerprint = fingerprint_of(request)
            if mode == LEASE:
                return self._with_lease(request, caller, key, fingerprint)
            return self._atomically(request, caller, key, fingerprint)
        except InvalidToken:
            return self.get_response(request)  # the view refuses it, with the usual answer
        except (DomainError, DatabaseError, RequestDataTooBig) as error:
            return problem.from_exception(error)

    def _atomically(self, request, caller: str, key: str, fingerprint: str) -> HttpResponse:
        with transaction.atomic():
            if not _claim(caller, key, fingerprint):
                return _replay(IdempotencyKey.objects.get(caller=caller, key=key), fingerprint)
            response = self.get_response(request)
            if response.status_code >= 300:
                transaction.set_rollback(True)
            else:
                _keep(caller, key, response)
            return response

    def _with_lease(self, request, caller: str, key: str, fingerprint: str) -> HttpResponse:
        with transaction.atomic():
            until = timezone.now() + timedelta(seconds=LEASE_SECONDS)
            if not _claim(caller, key, fingerprint, until):
                row = IdempotencyKey.objects.select_for_update().get(caller=caller, key=key)
                if (
                    row.status is not None
                    or row.fingerprint != fingerprint
                    or row.running_until > timezone.now()
                ):
                    return _replay(row, fingerprint)
                IdempotencyKey.objects.filter(caller=caller, key=key).update(running_until=until)
        response = self.get_response(request)
        if response.status_code >= 300:
            IdempotencyKey.objects.filter(caller=caller, key=key).delete()
        else:
            _keep(caller, key, response)
        return response


def _mode(request: HttpRequest) -> str | None:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return None
    return getattr(getattr(view, "cls", None), "idempotency", ATOMIC)


def _caller(request: HttpRequest) -> str:
    token = bearer_token(request)
    if token is None:
        return "anonymous"
    authenticate_token(request, token)
    return caller_id(request)


def _claim(caller: str, key: str, fingerprint: str, running_until=None) -> bool:
    """True when this request is the first with its key. Waits for a rival that has not committed yet."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO idempotency_keys"
                " (caller, key, fingerprint, content_type, created_at, running_until)"
                " VALUES (%s, %s, %s, '', now(), %s) ON CONFLICT DO NOTHING",
                [caller, key, fingerprint, running_until],
            )
            return cursor.rowcount == 1
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") == LOCK_NOT_AVAILABLE:
            raise StillRunning() from error
        raise


def _keep(caller: str, key: str, response: HttpResponse) -> None:
    IdempotencyKey.objects.filter(caller=caller, key=key).update(
        status=response.status_code,
        body=response.content,
        content_type=response.get("Content-Type", ""),
        headers={name: response[name] for name in KEPT_HEADERS if response.has_header(name)},
    )


def _replay(row: IdempotencyKey, fingerprint: str) -> HttpResponse:
    if row.fingerprint != fingerprint:
        raise KeyReused()
    if row.status is None:
        raise StillRunning()
    response = HttpResponse(bytes(row.body), status=row.status, content_type=row.content_type)
    for name, value in (row.headers or {}).items():
        response[name] = value
    response[REPLAYED] = "true"
    return response
