"""Publishing: a row in the same transaction as the write it tells of. Nothing is sent here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from django.conf import settings
from django.utils import timezone

from chassis import request_id
from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from chassis.messages import envelope
from chassis.models import OutboxMessage

CHANNEL = "outbox"


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
    """Queue them all with one statement. A trigger of the table wakes the worker when they are committed."""
    emitted_at = timezone.now().isoformat()
    OutboxMessage.objects.bulk_create(
        _row(message, target, emitted_at, actor) for message in messages for target in message.to
    )


def _row(message: Outgoing, target: str, emitted_at: str, actor: Actor | None) -> OutboxMessage:
    message_id = new_id()
    body = envelope.build(
        message.module,
        message.method,
        orjson.loads(orjson.dumps(message.data, default=str)),
        target=target,
        source=settings.SERVICE_NAME,
        message_id=message_id,
        emitted_at=emitted_at,
        correlation_id=request_id.current(),
        actor_id=actor.id if actor else None,
    )
    return OutboxMessage(
        message_id=message_id, target=target, ordering_key=message.ordering_key[:100], body=body
    )
