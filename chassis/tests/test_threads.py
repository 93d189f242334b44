"""Threads of the worker: as many as there is work at one time, and no more connections than that for long."""

import threading
import time

import pytest
from django.db import connection

from chassis.threads import Threads

IDLE_SECONDS = 0.3


def connections_of_threads() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0] - 1


def ask() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def together(threads: Threads, count: int) -> set[int]:
    """Run that many pieces of work at one time; the threads that did them."""
    meeting, seen = threading.Barrier(count), set()

    def work() -> None:
        ask()
        meeting.wait(10)
        seen.add(threading.get_ident())

    for future in [threads.submit(work) for _ in range(count)]:
        future.result(10)
    return seen


@pytest.mark.django_db(transaction=True)
def test_a_burst_runs_at_once_and_leaves_no_connection():
    threads, before = Threads(IDLE_SECONDS), connections_of_threads()
    assert len(together(threads, 8)) == 8
    assert connections_of_threads() == before + 8
    deadline = time.monotonic() + 10
    while connections_of_threads() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert connections_of_threads() == before


@pytest.mark.django_db(transaction=True)
def test_steady_work_stays_in_one_thread_while_the_others_end():
    threads, before = Threads(IDLE_SECONDS), connections_of_threads()
    together(threads, 4)
    seen, until = [], time.monotonic() + 5 * IDLE_SECONDS
    while time.monotonic() < until:
        seen.append(together(threads, 1))
    assert all(each == seen[-1] for each in seen)
    assert connections_of_threads() == before + 1


def test_what_the_work_raised_is_in_its_future_and_the_thread_goes_on():
    threads = Threads(IDLE_SECONDS)
    assert isinstance(threads.submit(lambda: 1 / 0).exception(10), ZeroDivisionError)
    assert threads.submit(lambda: None).result(10) is None


def test_work_given_while_a_thread_ends_is_done():
    threads, done = Threads(idle_seconds=0.0005), []
    for number in range(500):
        threads.submit(lambda number=number: done.append(number)).result(10)
        time.sleep(0.0004)
    assert done == list(range(500))
