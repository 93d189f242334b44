"""The chassis' own invariant, seen broken."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chassis.invariants import SETTLE_SECONDS, outbox_drains
from chassis.messages import publish
from chassis.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting() -> OutboxMessage:
    publish("notes", "create", [{"text": "hello"}], to=["stock_service"], ordering_key="1")
    return OutboxMessage.objects.get()


def test_a_message_that_waits_a_moment_is_in_order(waiting):
    assert list(outbox_drains()) == []


def test_a_message_that_waits_for_long_is_named_and_none_that_was_sent(waiting):
    long_ago = timezone.now() - timedelta(seconds=SETTLE_SECONDS + 1)
    OutboxMessage.objects.update(created_at=long_ago, dead_at=long_ago, last_error="no handler")
    [row] = outbox_drains()
    assert (row["id"], row["target"], row["last_error"]) == (waiting.id, "stock_service", "no handler")
    OutboxMessage.objects.update(sent_at=timezone.now())
    assert list(outbox_drains()) == []
