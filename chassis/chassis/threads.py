"""Threads for work that comes in bursts and uses the database.

An executor of the standard library keeps every thread that a burst made and hands work to each in turn, so
that each keeps its connection, and with it a process of PostgreSQL. Here the last thread to become idle is
the first to be used, and one that stays idle ends, with its connection.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

from django.db import connections

IDLE_SECONDS = 10.0


class Threads:
    """`submit` starts the work at once, in an idle thread or in a new one."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS):
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._idle: list[queue.SimpleQueue] = []  # one inbox for each idle thread, the last one at the end

    def submit(self, work: Callable[[], None]) -> Future:
        with self._lock:
            inbox = self._idle.pop() if self._idle else None
        if inbox is None:
            inbox = queue.SimpleQueue()
            threading.Thread(target=self._serve, args=(inbox,), daemon=True).start()
        future: Future = Future()
        inbox.put((work, future))
        return future

    def _serve(self, inbox: queue.SimpleQueue) -> None:
        while task := self._next(inbox):
            work, future = task
            error = None
            try:
                work()
            except BaseException as raised:
                # The thread's edge: whoever holds the future is told.
                error = raised
            with self._lock:
                self._idle.append(inbox)  # before the future is done: what comes next finds this thread
            if error:
                future.set_exception(error)
            else:
                future.set_result(None)
        connections.close_all()

    def _next(self, inbox: queue.SimpleQueue) -> tuple[Callable[[], None], Future] | None:
        try:
            return inbox.get(timeout=self._idle_seconds)
        except queue.Empty:
            with self._lock:
                if inbox in self._idle:
                    self._idle.remove(inbox)
                    return None
            return inbox.get()  # work was given at this very moment
