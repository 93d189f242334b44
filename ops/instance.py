"""One running copy of the system: its state folder and its ports. Several can run side by side."""

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ops import registry
from ops.errors import StackError
from ops.paths import ROOT

# a Unix socket's path holds 107 bytes; supervisor adds ".<pid>" while it creates it
LONGEST_SOCKET = 95


@dataclass(frozen=True)
class Instance:
    state: Path
    offset: int = 0
    durable: bool = True  # False only for tests: PostgreSQL then does not wait for the disk
    # "host:port" of the parts that are elsewhere: in containers each part has its own host
    hosts: Mapping[str, str] = field(default_factory=dict, hash=False)

    def port(self, name: str) -> int:
        """The port of a service or of a part of the infrastructure."""
        infrastructure = registry.infrastructure_ports()
        base = infrastructure[name] if name in infrastructure else registry.service(name).port
        return self.shifted(base)

    def shifted(self, base: int) -> int:
        port = base + self.offset
        if not 0 < port < 65536:
            raise StackError(
                f"GDS_PORT_OFFSET={self.offset} makes port {port}: choose a smaller one (at most 10000)."
            )
        return port

    def address(self, name: str) -> str:
        return self.hosts.get(name) or f"127.0.0.1:{self.port(name)}"

    def url(self, name: str) -> str:
        return f"http://{self.address(name)}"

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def secrets(self) -> Path:
        return self.state / "secrets"

    @property
    def demo_file(self) -> Path:
        return self.state / "demo.json"

    @cached_property
    def socket(self) -> Path:
        """The socket of the supervisor: in the state folder, or in a short private one."""
        inside = self.state / "supervisor.sock"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET:
            return inside
        digest = hashlib.sha256(os.fsencode(self.state)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"gds-{os.geteuid()}-{digest}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid != os.geteuid() or folder.is_symlink():
            raise StackError(
                f"{folder} belongs to somebody else: remove it, or move the repository to a shorter path."
            )
        return folder / "supervisor.sock"

    def prepare(self) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        for folder in (self.logs, self.state / "run"):
            folder.mkdir(exist_ok=True)


def current() -> Instance:
    """The instance of this shell: .stack and the usual ports, unless GDS_STATE and GDS_PORT_OFFSET differ.

    GDS_THROWN_AWAY is set where it is a copy for tests.
    """
    state = Path(os.environ.get("GDS_STATE") or ROOT / ".stack").absolute()
    text = os.environ.get("GDS_PORT_OFFSET") or "0"
    if not re.fullmatch(r"-?[0-9]{1,5}", text):
        raise StackError(f"GDS_PORT_OFFSET must be a number such as 1000, not {text!r}.")
    return Instance(state=state, offset=int(text), durable="GDS_THROWN_AWAY" not in os.environ)


def for_tests(name: str = "test", offset: int = 10000) -> Instance:
    return Instance(state=ROOT / ".stack" / name, offset=offset, durable=False)
