"""Are the ports free, and if not, whose are they?"""

import socket
from pathlib import Path

from ops.errors import StackError

LISTENING = "0A"  # the state in /proc/net/tcp


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # a connection of a former run that lingers in TIME_WAIT does not matter; a listening process does
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def owner(port: int) -> str:
    """The process that listens on `port`, as `name (pid n)`; empty when the system does not tell us."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:] if Path(table).exists() else ():
            fields = line.split()
            if fields[3] == LISTENING and int(fields[1].rsplit(":", 1)[1], 16) == port:
                inodes.add(f"socket:[{fields[9]}]")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(str(link.readlink()) in inodes for link in (process / "fd").iterdir()):
                return f"{(process / 'comm').read_text().strip()} (pid {process.name})"
        except OSError:
            continue  # gone meanwhile, or somebody else's
    return ""


def require_free(ports: dict[str, int]) -> None:
    """`ports`: what for -> number. Stops with one sentence that names every port that is taken."""
    _require_different(ports)
    taken = []
    for purpose, port in ports.items():
        if not is_free(port):
            who = owner(port)
            taken.append(f"{port} ({purpose}){' by ' + who if who else ''}")
    if taken:
        raise StackError(
            f"already in use: {', '.join(taken)}. End what uses it, or run on other ports: "
            "GDS_PORT_OFFSET=1000 ./stack up."
        )


def _require_different(ports: dict[str, int]) -> None:
    wanted_by: dict[int, list[str]] = {}
    for purpose, port in ports.items():
        wanted_by.setdefault(port, []).append(purpose)
    for port, purposes in wanted_by.items():
        if len(purposes) > 1:
            raise StackError(
                f"{' and '.join(purposes)} would both listen on {port}: ask for fewer instances."
            )
