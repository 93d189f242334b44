"""What the runner says while it works: one line per step, with the seconds it took."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_one_line_at_a_time = threading.Lock()


def say(text: str = "") -> None:
    _print(text, sys.stdout)


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
    _print(text, sys.stderr)


def _print(text: str, stream: TextIO) -> None:
    with _one_line_at_a_time:
        try:
            print(text, file=stream, flush=True)
        except BrokenPipeError:
            _silence(stream)


def _silence(stream: TextIO) -> None:
    """Its reader has gone (`./stack verify | head`). The work goes on: a restore must not stop half way."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
