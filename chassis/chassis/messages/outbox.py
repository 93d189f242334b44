"""Publishing: a row in the same transaction as the write it tells of. Nothing is sent here."""

from collections.abc import Iterable
from typing import Any

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from chassis import request_id
from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from chassis.messages import envelope
from chassis.models import OutboxMessage

CHANNEL = "outbox"


def publish(
    module: str,
    method: str,
    data: list[dict[str, Any]],
    *,
    to: Iterable[str],
    ordering_key: str,
    actor: Actor | None = None,
) -> None:
    """Queue one message for each target; it leaves if and only if the current transaction commits.

    Messages with the same `ordering_key` reach a target in the order they were published.
    """
    emitted_at = timezone.now()
    plain = orjson.loads(orjson.dumps(data, default=str))
    rows = []
    for target in to:
        message_id = new_id()
        body = envelope.build(
            module,
            method,
            plain,
            target=target,
            source=settings.SERVICE_NAME,
            message_id=message_id,
            emitted_at=emitted_at.isoformat(),
            correlation_id=request_id.current(),
            actor_id=actor.id if actor else None,
        )
        rows.append(
            OutboxMessage(message_id=message_id, target=target, ordering_key=ordering_key[:100], body=body)
        )
    with transaction.atomic(savepoint=False):
        OutboxMessage.objects.bulk_create(rows)
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
