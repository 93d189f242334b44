"""Receiving: the message id and the effect are one transaction, so each message takes effect once."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction

from chassis import request_id
from chassis.errors import DomainError, Unavailable
from chassis.messages.envelope import Message

log = logging.getLogger(__name__)

Handler = Callable[[Message], None]
BatchHandler = Callable[[list[Message]], None]
NOT_NOW = (OperationalError, InterfaceError, Unavailable)  # says nothing against the message
_handlers: dict[tuple[str, str], tuple[Handler, str | None]] = {}
_batch_handlers: dict[tuple[str, str], tuple[BatchHandler, str | None]] = {}


def handler(module: str, *methods: str, source: str | None = None) -> Callable[[Handler], Handler]:
    """Register a function as the receiver of messages (moduleName, method), from `source` alone if given."""

    def register(function: Handler) -> Handler:
        for method in methods:
            _handlers[module, method] = function, source
        return function

    return register


def batch_handler(
    module: str, *methods: str, source: str | None = None
) -> Callable[[BatchHandler], BatchHandler]:
    """Register a function that takes all new messages of one delivery at once, in one transaction.

    For what comes by the thousand. Messages that wait on each other are never in one delivery.
    From `source` alone if given.
    """

    def register(function: BatchHandler) -> BatchHandler:
        for method in methods:
            _batch_handlers[module, method] = function, source
            _handlers[module, method] = lambda message: function([message]), source
        return function

    return register


def receive_all(messages: list[Message]) -> list[dict[str, Any]]:
    """Handle what one delivery brought; one result for each message, in their order."""
    results: dict[int, dict[str, Any]] = {}
    for function, places in _batches(messages).items():
        together = [messages[place] for place in places]
        results |= dict(zip(places, _receive_batch(function, together), strict=True))
    return [results[place] if place in results else receive(one) for place, one in enumerate(messages)]


def _batches(messages: list[Message]) -> dict[BatchHandler, list[int]]:
    """The places of the messages that one function takes together, where there are several."""
    batches: dict[BatchHandler, list[int]] = {}
    for place, message in enumerate(messages):
        function, source = _batch_handlers.get((message.module, message.method), (None, None))
        if function is not None and source in (None, message.source):
            batches.setdefault(function, []).append(place)
    return {function: places for function, places in batches.items() if len(places) > 1}


def _receive_batch(function: BatchHandler, messages: list[Message]) -> list[dict[str, Any]]:
    try:
        with transaction.atomic():
            new = _new_among([message.id for message in messages])
            # Named twice in one delivery: once is enough.
            fresh = {message.id: message for message in messages if message.id in new}
            if fresh:
                function(list(fresh.values()))
    except Exception as error:
        # Taken one by one, the bad one alone is refused.
        log.warning("%d messages could not be handled together: %s", len(messages), error)
        return [receive(message) for message in messages]
    return [_result(message, "done" if new.pop(message.id, None) else "duplicate") for message in messages]


def receive(message: Message) -> dict[str, Any]:
    """Handle one message; says `done`, `duplicate`, or with the reason `failed`, or `later` where the message
    has no part in it: the database or another service does not answer. Both will be sent again, `later` as
    often as it takes."""
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
    except NOT_NOW as error:
        log.warning("message %s %s.%s has to wait: %s", message.id, message.module, message.method, error)
        return _result(message, "later", f"{type(error).__name__}: {error}")
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


def _new_among(ids: list[UUID]) -> dict[UUID, bool]:
    """Remember the ids, in their order, so that two deliveries of the same cannot wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inbox (message_id, received_at) SELECT DISTINCT unnest(%s::uuid[]) AS id, now()"
            " ORDER BY id ON CONFLICT DO NOTHING RETURNING message_id",
            [[str(one) for one in ids]],
        )
        return {row[0]: True for row in cursor.fetchall()}


def _result(message: Message, state: str, reason: str = "") -> dict[str, Any]:
    return {"id": str(message.id), "state": state, "reason": reason[:500]}
