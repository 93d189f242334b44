"""Thousands of messages committed at once, as an import does: the relay finds its way without statistics."""

import json

import pytest
from django.db import connection
from django.utils import timezone

from chassis.identifiers import new_id
from chassis.messages import relay
from chassis.messages.outbox import Outgoing, publish_all
from chassis.models import OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)  # only what is committed is due
WAITING = 1000


@pytest.fixture
def just_grown():
    """An outbox that held a few messages to another service when PostgreSQL last looked at it."""
    publish_many(20, "log_service")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE outbox")
    publish_many(WAITING, "stock_service")


@pytest.fixture
def grown_after_quiet_weeks():
    """An outbox of which PostgreSQL knows that everything in it is delivered, and then an import."""
    publish_many(5 * WAITING, "log_service")
    OutboxMessage.objects.update(sent_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE outbox")
    publish_many(20 * WAITING, "stock_service")  # enough for its two indexes to be of different heights


def publish_many(number: int, target: str) -> None:
    publish_all(
        Outgoing("notes", "create", [{"text": str(n)}], to=[target], ordering_key=f"notes:{new_id()}")
        for n in range(number)
    )


def rows_looked_at(sql: str, parameters: list) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", parameters)
        answer = cursor.fetchone()[0]
    return _looked_at((json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"])


def _looked_at(node: dict) -> int:
    each = sum(node.get(f"Rows Removed by {how}", 0) for how in ("Filter", "Join Filter", "Index Recheck"))
    below = sum(_looked_at(child) for child in node.get("Plans", []))
    return round((node["Actual Rows"] + each) * node["Actual Loops"]) + below


def test_claiming_does_not_compare_each_waiting_message_with_each(just_grown):
    assert rows_looked_at(relay.CLAIM, ["stock_service", relay.BATCH]) < 10 * WAITING


def test_claiming_a_batch_reads_a_batch_and_not_all_that_waits(just_grown):
    assert rows_looked_at(relay.CLAIM, ["stock_service", relay.BATCH]) < 5 * relay.BATCH


def test_claiming_does_not_read_all_that_waits_to_know_what_is_earlier(grown_after_quiet_weeks):
    assert rows_looked_at(relay.CLAIM, ["stock_service", relay.BATCH]) < 5 * relay.BATCH


def test_knowing_who_is_waited_for_does_not_read_what_waits(just_grown):
    assert rows_looked_at(relay.WAITING_TARGETS, []) < 50
    assert sorted(relay.waiting_targets()) == ["log_service", "stock_service"]
