"""Receiving: the message id and the effect are one transaction, so each message takes effect once."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from chassis import request_id
from chassis.errors import DomainError
from chassis.messages.envelope import Message

log = logging.getLogger(__name__)

Handler = Callable[[Message], None]
_handlers: dict[tuple[str, str], tuple[Handler, str | None]] = {}


def handler(module: str, *methods: str, source: str | None = None) -> Callable[[Handler], Handler]:
    """Register a function as the receiver of messages (moduleName, method), from `source` alone if given."""

    def register(function: Handler) -> Handler:
        for method in methods:
            _handlers[module, method] = function, source
        return function

    return register


def receive(message: Message) -> dict[str, Any]:
    """Handle one message; says `done`, `duplicate`, or `failed` with the reason (it will be sent again)."""
    function, source = _handlers.get((message.module, message.method), (None, None))
    if function is None or source not in (None, message.source):
        what = f"{message.module}.{message.method} of {message.source}"
        return _result(message, "failed", f"no handler for {what}")
    try:
        with request_id.using(message.correlation_id), transaction.atomic():
            if not _is_new(message):
                return _result(message, "duplicate")
            function(message)
        return _result(message, "done")
    except DomainError as error:
        return _result(message, "failed", f"{error.code}: {error.detail}")
    except Exception as error:
        # The receiving edge: one message that cannot be handled must not hold back the others of its batch.
        log.exception("message %s %s.%s failed", message.id, message.module, message.method)
        return _result(message, "failed", f"{type(error).__name__}: {error}")


def _is_new(message: Message) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inbox (message_id, received_at) VALUES (%s, now()) ON CONFLICT DO NOTHING",
            [message.id],
        )
        return cursor.rowcount == 1


def _result(message: Message, state: str, reason: str = "") -> dict[str, Any]:
    return {"id": str(message.id), "state": state, "reason": reason[:500]}
