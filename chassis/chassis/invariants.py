"""Statements that are always true of a service's data; `manage.py verifier` looks for what breaks them.

A service declares its own in `invariants.py` of its app:

    @invariant("I2", "0 <= reserve <= quantite")
    def reserve_within_quantity():
        return Niveau.objects.filter(...).values("id")     # the rows that break it; none is good
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from chassis.models import OutboxMessage

SETTLE_SECONDS = 60


@dataclass(frozen=True)
class Invariant:
    code: str
    sentence: str
    broken_rows: Callable[[], Iterable[Any]]


all_invariants: list[Invariant] = []


def invariant(code: str, sentence: str):
    def register(function: Callable[[], Iterable[Any]]):
        all_invariants.append(Invariant(code, sentence, function))
        return function

    return register


@invariant("I11", "every message leaves the outbox, and none is given up")
def outbox_drains():
    now = timezone.now()
    late = OutboxMessage.objects.filter(
        sent_at__isnull=True, created_at__lt=now - timedelta(seconds=SETTLE_SECONDS)
    )
    return late.values("id", "target", "attempts", "dead_at", "last_error")
