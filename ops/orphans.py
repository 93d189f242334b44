"""What outlived its supervisor (it was killed): ended before a new one starts."""

import signal
from pathlib import Path

from ops import postgres, processes
from ops.instance import Instance

PATIENCE_SECONDS = 15


def end(instance: Instance) -> int:
    """Return how many processes there were. Only to be called while no supervisor runs."""
    server = _postmaster(instance)
    found = processes.marked(**{processes.INSTANCE_MARK: str(instance.state)}) | server
    # PostgreSQL takes TERM as "when the last client has left", INT as "now, in order"
    processes.send(server, signal.SIGINT)
    processes.end(found, PATIENCE_SECONDS)
    instance.socket.unlink(missing_ok=True)
    return len(found)


def _postmaster(instance: Instance) -> set[int]:
    """PostgreSQL writes its titles over its environment; its pid file tells which process it is."""
    data = postgres.data_folder(instance)
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        is_ours = Path(f"/proc/{pid}/cwd").readlink() == data
    except (OSError, ValueError, IndexError):
        return set()
    return {pid} if is_ours else set()
