"""Thousands of messages committed at once, as an import does: the relay finds its way without statistics."""

import json

import pytest
from django.db import connection

from chassis.messages import relay
from chassis.messages.outbox import Outgoing, publish_all

pytestmark = pytest.mark.django_db(transaction=True)  # only what is committed is due
WAITING = 1000


@pytest.fixture
def just_grown():
    """An outbox that held a few messages to another service when PostgreSQL last looked at it."""
    publish_many(20, "log_service")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE outbox")
    publish_many(WAITING, "stock_service")


def publish_many(number: int, target: str) -> None:
    publish_all(
        Outgoing("notes", "create", [{"text": str(n)}], to=[target], ordering_key=str(n))
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


def test_knowing_who_is_waited_for_does_not_read_what_waits(just_grown):
    assert rows_looked_at(relay.WAITING_TARGETS, []) < 50
    assert sorted(relay.waiting_targets()) == ["log_service", "stock_service"]
