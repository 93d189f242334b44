"""Periodic jobs. Each runs in a thread of its own, in one worker of the service at a time.

@job(every=60)
def expirer_reservations(): ...
"""

import logging
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from chassis.messages.relay import forget_delivered
from chassis.models import IdempotencyKey, Revocation

IDEMPOTENCY_KEYS_KEPT = timedelta(hours=48)

log = logging.getLogger(__name__)


@dataclass
class Job:
    function: Callable[[], None]
    every: float
    due_at: float = 0.0

    @property
    def name(self) -> str:
        return f"{self.function.__module__}.{self.function.__name__}"


all_jobs: list[Job] = []


def job(*, every: float):
    """Run the function every so many seconds."""

    def register(function: Callable[[], None]):
        all_jobs.append(Job(function, every))
        return function

    return register


def due() -> list[Job]:
    """The jobs whose time has come; each is due again `every` seconds after."""
    now = time.monotonic()
    chosen = [each for each in all_jobs if now >= each.due_at]
    for each in chosen:
        each.due_at = now + each.every
    return chosen


def run(function: Callable[[], None]) -> None:
    """Run it, unless another worker of this service is running it."""
    lock = zlib.crc32(f"job:{function.__module__}.{function.__name__}".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        if not cursor.fetchone()[0]:
            return
        try:
            function()
        except Exception:
            # The worker's edge: a job that fails is logged and tried again at its next time.
            log.exception("job %s failed", function.__name__)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])


@job(every=3600)
def forget_what_is_past() -> None:
    forget_delivered()
    now = timezone.now()
    IdempotencyKey.objects.filter(created_at__lt=now - IDEMPOTENCY_KEYS_KEPT).delete()
    Revocation.objects.filter(expires_at__lt=now).delete()
