"""The worker of a service: relays its outbox and runs its periodic jobs."""

import logging
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from functools import partial

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection

from chassis import background, call_journal, heartbeat, jobs
from chassis.messages import outbox, relay
from chassis.threads import Threads

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0  # in case a notification is missed, and for rows whose next try has come


class Command(BaseCommand):
    help = "Relay the outbox and run the periodic jobs, until stopped."
    requires_system_checks = ()  # they import every view, and a worker has none

    def handle(self, *args, **options) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        background.start()
        log.info("worker started, process %s", os.getpid())
        threads, running = Threads(), {}
        while not stop.is_set():
            try:
                _one_round(threads, running)
            except DatabaseError as error:
                log.warning("the database does not answer: %s", error)
                connection.close()
                stop.wait(POLL_SECONDS)
        wait(running.values())
        background.stop.set()


def _one_round(threads: Threads, running: dict[str, Future]) -> None:
    """Start what is due and not running yet: a delivery for each target, the jobs; then wait for news.

    Each in a thread of its own: none waits for another.
    """
    _listen()
    heartbeat.beat()
    for target in relay.waiting_targets():
        if target not in running or running[target].done():
            deliver = partial(relay.drain, target)
            running[target] = threads.submit(partial(_edge, deliver, f"delivery to {target}"))
    for job in jobs.due():
        if job.name not in running or running[job.name].done():
            running[job.name] = threads.submit(partial(_edge, partial(jobs.run, job.function), job.name))
    _wait_for_notification()


def _edge(work: Callable[[], None], name: str) -> None:
    """Run `work` in a thread with a database connection of its own."""
    close_old_connections()
    try:
        with call_journal.outliving_transactions():
            work()
    except DatabaseError as error:
        log.warning("%s interrupted by the database: %s", name, error)
        connection.close()
        time.sleep(POLL_SECONDS)
    except Exception:
        # The thread's edge: nobody waits for its result, so what went wrong is told here.
        log.exception("%s failed", name)
        time.sleep(POLL_SECONDS)


def _listen() -> None:
    """Each round again: harmless when this connection listens already, needed when it is a new one."""
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {outbox.CHANNEL}")


def _wait_for_notification() -> None:
    raw = connection.connection
    if select.select([raw], [], [], POLL_SECONDS)[0]:
        raw.poll()
        raw.notifies.clear()
