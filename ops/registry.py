"""The services, as consul/service-registry.json tells them: the one table that everything else reads."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ops.errors import StackError
from ops.paths import ROOT

FILE = ROOT / "consul" / "service-registry.json"


@dataclass(frozen=True)
class Process:
    """What a service runs beside its web process and its worker, with a port of its own (<NAME>_PORT)."""

    name: str
    port: int
    command: list[str]


@dataclass(frozen=True)
class Service:
    name: str
    port: int
    prefixes: tuple[str, ...]
    health: str
    folder: Path
    database: str
    description: str
    processes: tuple[Process, ...] = ()

    @property
    def public_health(self) -> str:
        return self.prefixes[0] + "health/"

    @property
    def exists(self) -> bool:
        return (self.folder / "manage.py").exists()


@cache
def _table() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))


@cache
def services() -> tuple[Service, ...]:
    return tuple(
        Service(
            name=row["name"],
            port=row["port"],
            prefixes=tuple(row["prefixes"]),
            health=row["health"],
            folder=ROOT / row["folder"],
            database=row["database"],
            description=row["description"],
            processes=tuple(Process(**each) for each in row.get("processes", ())),
        )
        for row in _table()["services"]
    )


def present() -> tuple[Service, ...]:
    """The services whose folder is in this repository."""
    return tuple(service for service in services() if service.exists)


def service(name: str) -> Service:
    for candidate in services():
        if candidate.name == name:
            return candidate
    raise StackError(f"there is no service {name}: choose among {', '.join(s.name for s in services())}.")


def infrastructure_ports() -> dict[str, int]:
    return dict(_table()["infrastructure"])
