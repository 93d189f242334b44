"""Run functions at the same moment on real database connections."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections


def race(functions: Sequence[Callable[[], Any]]) -> list[Any]:
    """The result of each function, or the exception it raised, in their order."""
    results: list[Any] = [None] * len(functions)
    barrier = threading.Barrier(len(functions))

    def run(index: int, function: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            results[index] = function()
        except Exception as error:
            # Whatever it was is the result; the test decides whether it is a good one.
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
