"""What the runner says while it works: one line per step, with the seconds it took."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_one_line_at_a_time = threading.Lock()


def say(text: str = "") -> None:
    with _one_line_at_a_time:
        print(text, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print `name` with its duration when the block is done; several may run in parallel threads."""
    began = time.monotonic()
    try:
        yield
    except BaseException:
        say(f"  ✗ {name:<44} {time.monotonic() - began:6.1f} s")
        raise
    say(f"  ✓ {name:<44} {time.monotonic() - began:6.1f} s")


def warn(text: str) -> None:
    with _one_line_at_a_time:
        print(text, file=sys.stderr, flush=True)
