"""The journal of the calls between services, which a rolled back transaction does not take with it.

A refusal undoes whatever its request wrote, and the calls that failed are those that people look for. So what
is called inside of a transaction is kept aside until the transaction has ended, whatever its end, and told to
log_service then. Outside of one it is told at once.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from chassis import request_id
from chassis.messages import publish

log = logging.getLogger(__name__)

_kept: ContextVar[list[dict[str, Any]] | None] = ContextVar("kept_calls", default=None)


def note(target: str, method: str, path: str, *, status: int, seconds: float) -> None:
    """One call that has ended; `status` 0 when no answer came."""
    _tell(
        [
            {
                "service_source": settings.SERVICE_NAME,
                "service_cible": target,
                "methode": method,
                "chemin": path,
                "statut": status,
                "duree_ms": round(seconds * 1000, 1),
                "request_id": request_id.current(),
                "appele_le": timezone.now(),
            }
        ]
    )


@contextmanager
def outliving_transactions() -> Iterator[None]:
    """Stands around whatever may roll back: a request, a delivery, a job."""
    calls: list[dict[str, Any]] = []
    before = _kept.set(calls)
    try:
        yield
    finally:
        _kept.reset(before)
        if calls:
            _tell(calls)


class CallJournalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with outliving_transactions():
            return self.get_response(request)


def _tell(calls: list[dict[str, Any]]) -> None:
    """Where nobody keeps them, as in a command's own transaction, they share its end."""
    kept = _kept.get()
    if kept is not None and connection.in_atomic_block:
        kept.extend(calls)
        return
    try:
        _publish(calls)
    except DatabaseError as error:
        if connection.in_atomic_block:
            raise
        # The calls were made: that nobody will read of them is no reason to fail what they were made for.
        log.warning("%d calls are missing in the journal: %s", len(calls), error)


def _publish(calls: list[dict[str, Any]]) -> None:
    publish(
        "journal_services",
        "create",
        calls,
        to=[settings.LOG_SERVICE],
        ordering_key=f"journal:{calls[0]['request_id']}",
    )
