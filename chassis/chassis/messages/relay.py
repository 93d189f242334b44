"""Delivery: each waiting row is claimed, posted and marked. Any number of relays may run at once.

Rows are claimed with FOR UPDATE SKIP LOCKED, never by "after the last id": a transaction that commits late
with a low id is not skipped. Of one ordering key only the oldest waiting row can be claimed, which keeps
the order. A relay that dies between POST and mark has marked nothing: the row is sent again, and the
receiver's inbox recognises it.
"""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from chassis import call_journal, http, request_id
from chassis.errors import Unavailable
from chassis.models import OutboxMessage

log = logging.getLogger(__name__)

BATCH = 100
READ_SECONDS = 5.0
PAUSE_SECONDS = 1.0  # after a target that did not answer
LATER_SECONDS = 5  # for a message that its target could not take just then
UNREADABLE = (400, 413)  # the batch as a whole: too large, too deep
MAX_ATTEMPTS = 12
MAX_WAIT_SECONDS = 60
KEPT_DAYS = 7

# OFFSET 0 keeps the planner from making a join of the question whether an earlier row waits. On a table that
# has just grown by thousands, whose statistics still call it empty, it would compare each row with each.
CLAIM = """
    SELECT * FROM outbox AS o
    WHERE o.target = %s AND o.sent_at IS NULL AND o.dead_at IS NULL AND o.next_try_at <= now()
      AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.target = o.target AND earlier.ordering_key = o.ordering_key
          AND earlier.sent_at IS NULL AND earlier.dead_at IS NULL AND earlier.id < o.id
        OFFSET 0)
    ORDER BY o.id
    FOR UPDATE OF o SKIP LOCKED
    LIMIT %s
"""
# From one target to the next along the index of what waits: of thousands that wait for one, a few are read.
# The ORDER BY is that of the index, and OFFSET 0 keeps it: a scan would begin with a week of delivered rows.
WAITING_TARGETS = """
    WITH RECURSIVE targets (target) AS (
        SELECT min(target) FROM outbox WHERE sent_at IS NULL AND dead_at IS NULL
      UNION ALL
        SELECT (SELECT min(o.target) FROM outbox AS o
                WHERE o.target > t.target AND o.sent_at IS NULL AND o.dead_at IS NULL)
        FROM targets AS t WHERE t.target IS NOT NULL
    ) SELECT target FROM targets AS t WHERE t.target IS NOT NULL AND EXISTS (
        SELECT 1 FROM outbox AS o
        WHERE o.target = t.target AND o.sent_at IS NULL AND o.dead_at IS NULL AND o.next_try_at <= now()
        ORDER BY o.ordering_key, o.id
        OFFSET 0)
"""


def waiting_targets() -> list[str]:
    """The services for which a message is due now."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING_TARGETS)
        return [row[0] for row in cursor.fetchall()]


def deliver(target: str) -> int:
    """Send one batch; the number of messages the target answered for. Raises Unavailable when it cannot."""
    with call_journal.outliving_transactions(), transaction.atomic():
        rows = list(OutboxMessage.objects.raw(CLAIM, [target, BATCH]))
        if not rows:
            return 0
        with request_id.using(_request_of(rows)):
            _mark(rows, _post(target, rows))
    return len(rows)


def _request_of(rows: list[OutboxMessage]) -> str | None:
    """The request that all of them come from: its path through the services then shows this delivery."""
    requests = {row.body["correlation_id"] for row in rows}
    return requests.pop() if len(requests) == 1 else None


def _post(target: str, rows: list[OutboxMessage]) -> dict[str, dict]:
    """What became of each message, by its id."""
    answer = http.call(
        target,
        "POST",
        "/internal/messages/",
        [row.body for row in rows],
        read_timeout=READ_SECONDS,
        journal=target != settings.LOG_SERVICE,  # to journal what brings the journal would never end
    )
    if answer.ok:
        return {result["id"]: result for result in answer.data["results"]}
    if answer.status not in UNREADABLE:
        raise http.CallFailed(f"{target} answered {answer.status} to messages: {answer.data}")
    if len(rows) == 1:
        reason = f"answered {answer.status}: {answer.data}"[:500]
        return {str(rows[0].message_id): {"state": "failed", "reason": reason}}
    # One message that the target cannot even read must not hold back the others: look for it by halves.
    half = len(rows) // 2
    return _post(target, rows[:half]) | _post(target, rows[half:])


def _mark(rows: list[OutboxMessage], results: dict[str, dict]) -> None:
    now = timezone.now()
    taken = [row for row in rows if results[str(row.message_id)]["state"] in ("done", "duplicate")]
    OutboxMessage.objects.filter(pk__in=[row.pk for row in taken]).update(sent_at=now)
    for row in rows:
        result = results[str(row.message_id)]
        if result["state"] == "failed":
            _postpone(row, result["reason"], now)
        elif result["state"] == "later":
            _put_off(row, result["reason"], now)


def _postpone(row: OutboxMessage, reason: str, now) -> None:
    """The target is there but could not handle this one: wait longer each time, and give up in the end."""
    row.attempts += 1
    row.last_error = reason
    row.next_try_at = now + timedelta(seconds=min(2**row.attempts, MAX_WAIT_SECONDS))
    if row.attempts >= MAX_ATTEMPTS:
        row.dead_at = now
        log.error("message %s to %s given up: %s", row.message_id, row.target, reason)
    row.save(update_fields=["attempts", "last_error", "next_try_at", "dead_at"])


def _put_off(row: OutboxMessage, reason: str, now) -> None:
    """Nothing is wrong with the message: this was no try of it, and it is never given up for that."""
    row.last_error = reason
    row.next_try_at = now + timedelta(seconds=LATER_SECONDS)
    row.save(update_fields=["last_error", "next_try_at"])


def drain(target: str) -> None:
    """Send batch after batch until nothing is due for this target.

    After a vain try it stays a moment: each leaves a row in the journal of calls, whose own message would
    wake the worker for the next try at once.
    """
    try:
        while deliver(target):
            pass
    except Unavailable as error:
        log.warning("%s takes no messages now: %s", target, error)
        time.sleep(PAUSE_SECONDS)


def forget_delivered() -> None:
    """Delivered rows are kept a week, for whoever looks into what was sent."""
    OutboxMessage.objects.filter(sent_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
