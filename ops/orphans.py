"""Processes that outlived their supervisor (it was killed): found by their mark, ended by their pid."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from ops import environment, postgres
from ops.instance import Instance

PATIENCE_SECONDS = 15


def end(instance: Instance) -> int:
    """End them, gently first; return how many there were. Only to be called while no supervisor runs."""
    found = _marked(instance) | _postmaster(instance)
    _signal(found, signal.SIGTERM)
    # PostgreSQL takes TERM as "when the last client has left"
    _signal(_postmaster(instance), signal.SIGINT)
    limit = time.monotonic() + PATIENCE_SECONDS
    while any(_runs(pid) for pid in found) and time.monotonic() < limit:
        time.sleep(0.1)
    _signal({pid for pid in found if _runs(pid)}, signal.SIGKILL)
    instance.socket.unlink(missing_ok=True)
    return len(found)


def _marked(instance: Instance) -> set[int]:
    mark = f"{environment.MARK}={instance.state}".encode()
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        # gone meanwhile, or somebody else's
        with suppress(OSError):
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.add(int(process.name))
    return found - {os.getpid()}


def _postmaster(instance: Instance) -> set[int]:
    """PostgreSQL writes its titles over its environment; its pid file tells which process it is."""
    data = postgres.data_folder(instance)
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        is_ours = Path(f"/proc/{pid}/cwd").readlink() == data
    except (OSError, ValueError, IndexError):
        return set()
    return {pid} if is_ours else set()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _signal(pids: set[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
