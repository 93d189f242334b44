"""Publishing: a row in the same transaction as the write it tells of. Nothing is sent here."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
from django.conf import settings
from django.db import connection
from django.utils import timezone

from chassis import request_id
from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from chassis.messages import envelope

CHANNEL = "outbox"
BATCH = 500
# Every write of every service passes here: one JSON text, which PostgreSQL reads by itself, takes a third of
# the time that a list of values takes.
INSERT = """
    INSERT INTO outbox (message_id, target, ordering_key, body, created_at, next_try_at, attempts, last_error)
    SELECT message_id, target, ordering_key, body, clock_timestamp(), clock_timestamp(), 0, ''
    FROM json_to_recordset(%s::json) AS batch (message_id uuid, target text, ordering_key text, body jsonb)
"""


@dataclass(frozen=True)
class Outgoing:
    """One message for each target; those with the same `ordering_key` reach a target in this order."""

    module: str
    method: str
    data: list[dict[str, Any]]
    to: Iterable[str]
    ordering_key: str


def publish(
    module: str,
    method: str,
    data: list[dict[str, Any]],
    *,
    to: Iterable[str],
    ordering_key: str,
    actor: Actor | None = None,
) -> None:
    """Queue one message for each target; it leaves if and only if the current transaction commits."""
    publish_all([Outgoing(module, method, data, to, ordering_key)], actor=actor)


def publish_all(messages: Iterable[Outgoing], *, actor: Actor | None = None) -> None:
    """Queue them all, many with one statement. A trigger of the table wakes the worker on commit."""
    emitted_at = timezone.now().isoformat()
    rows = (_row(message, target, emitted_at, actor) for message in messages for target in message.to)
    while batch := list(islice(rows, BATCH)):
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [orjson.dumps(batch, default=str).decode()])


def _row(message: Outgoing, target: str, emitted_at: str, actor: Actor | None) -> dict[str, Any]:
    message_id = new_id()
    body = envelope.build(
        message.module,
        message.method,
        message.data,
        target=target,
        source=settings.SERVICE_NAME,
        message_id=message_id,
        emitted_at=emitted_at,
        correlation_id=request_id.current(),
        actor_id=actor.id if actor else None,
    )
    return {
        "message_id": message_id,
        "target": target,
        "ordering_key": message.ordering_key[:100],
        "body": body,
    }
