"""The running instance under test: its processes, seen and ended from outside as an operator could."""

import os
import signal
import time
from pathlib import Path

from ops import memory
from ops.instance import Instance
from ops.supervision import Supervisor


class Running:
    def __init__(self, state: Path, offset: int):
        self.instance = Instance(state=state, offset=offset, durable=False)
        self.supervisor = Supervisor(self.instance)

    def pid(self, program: str) -> int:
        return next(row["pid"] for row in self.supervisor.processes() if row["name"] == program)

    def children(self, program: str) -> list[int]:
        """The processes below the program's own: gunicorn's workers."""
        own = self.pid(program)
        return [pid for pid in memory.family(own, memory.children()) if pid != own]

    def kill(self, pid: int) -> float:
        """kill -9; the moment it happened."""
        os.kill(pid, signal.SIGKILL)
        return time.monotonic()

    def stop(self, program: str) -> None:
        self.supervisor.stop([program])

    def start(self, program: str) -> None:
        self.supervisor.start([program])
