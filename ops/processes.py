"""Processes found by the marks in their environment, and ended by their pid."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

# every process of an instance carries these: the instance's state folder, and the program's name
INSTANCE_MARK = "GDS_INSTANCE"
PROGRAM_MARK = "GDS_PROGRAM"


def marked(**marks: str) -> set[int]:
    """The pids whose environment holds all of these, ourselves left out."""
    wanted = {f"{name}={value}".encode() for name, value in marks.items()}
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        # gone meanwhile, or somebody else's
        with suppress(OSError):
            if wanted <= set((process / "environ").read_bytes().split(b"\0")):
                found.add(int(process.name))
    return found - {os.getpid()}


def end(pids: set[int], seconds: float, politely: bool = True) -> None:
    """Ask these to end, wait, and kill those that are still there after `seconds`."""
    if politely:
        send(pids, signal.SIGTERM)
    limit = time.monotonic() + seconds
    while any(map(runs, pids)) and time.monotonic() < limit:
        time.sleep(0.05)
    send({pid for pid in pids if runs(pid)}, signal.SIGKILL)


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def send(pids: set[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
