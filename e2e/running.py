"""The running instance under test: its processes, seen and ended from outside as an operator could."""

import os
import signal
import time
from pathlib import Path

from ops import consul, health, memory, registry
from ops.instance import Instance
from ops.supervision import Supervisor

WEB = [service.name for service in registry.services()]
FURTHER = [f"{service.name}-{each.name}" for service in registry.services() for each in service.processes]
PARTS = ["ui", "mail", "traefik", "consul", "postgres"]
PROGRAMS = [*WEB, *[f"{name}-worker" for name in WEB], *FURTHER, *PARTS]


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

    def is_whole(self) -> bool:
        """Every process runs, and every service is healthy in Consul and routed by Traefik."""
        states = {row["name"]: row["statename"] for row in self.supervisor.processes()}
        return all(states[name] == "RUNNING" for name in PROGRAMS) and all(
            consul.healthy_addresses(self.instance, service.name)
            and all(
                consul.healthy_addresses(self.instance, f"{service.name}_{each.name}")
                for each in service.processes
            )
            and health.is_routed(self.instance, service)
            for service in registry.services()
        )

    def stays_whole(self, seconds: float = 8) -> bool:
        """Whole, and still so after Consul has had the time to notice what was killed a moment ago."""
        until = time.monotonic() + seconds
        while self.is_whole():
            if time.monotonic() > until:
                return True
            time.sleep(0.5)
        return False

    def kill(self, pid: int) -> float:
        """kill -9; the moment it happened."""
        os.kill(pid, signal.SIGKILL)
        return time.monotonic()

    def stop(self, program: str) -> None:
        self.supervisor.stop([program])

    def start(self, program: str) -> None:
        self.supervisor.start([program])
