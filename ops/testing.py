"""./stack test: every check and test in order; it goes on after a failure, so that one run shows all."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ops import checks, databases, environment, registry, test_instance, ui_files
from ops.errors import StackError
from ops.instance import Instance
from ops.paths import BIN, ROOT, UI
from ops.progress import say


@dataclass(frozen=True)
class Part:
    area: str
    run: Callable[[Instance], bool]


def parts() -> list[Part]:
    services = registry.present()
    return [
        Part("checks", lambda instance: checks.run(instance, services)),
        Part("rules", lambda instance: _pytest(ROOT, {}, "tests")),
        Part("ops", lambda instance: _pytest(ROOT, {}, "ops/tests")),
        Part("chassis", lambda instance: _pytest(ROOT / "chassis", _database(instance, "chassis"))),
        *(Part(service.name, _tests_of(service)) for service in services),
        Part("ui", _ui),
        Part("e2e", _end_to_end),
    ]


def run(area: str | None) -> int:
    chosen = [part for part in parts() if area in (None, part.area)]
    if not chosen:
        raise StackError(f"there is no area {area}: choose among {', '.join(part.area for part in parts())}.")
    results = []
    with test_instance.database_server() as instance:
        for part in chosen:
            say(f"\n━━ {part.area} " + "━" * (70 - len(part.area)))
            began = time.monotonic()
            results.append((part.area, _guarded(part, instance), time.monotonic() - began))
    say("\n━━ summary " + "━" * 63)
    for name, good, seconds in results:
        say(f"  {'✓' if good else '✗ FAILED':<10} {name:<28} {seconds:7.1f} s")
    return 0 if all(good for _, good, _ in results) else 1


def _guarded(part: Part, instance: Instance) -> bool:
    """A part that cannot even start has failed; the others still run."""
    try:
        return part.run(instance)
    except StackError as error:
        say(f"  ✗ {error}")
        return False


def _tests_of(service: registry.Service) -> Callable[[Instance], bool]:
    return lambda instance: _pytest(service.folder, _database(instance, service.database))


def _database(instance: Instance, name: str) -> dict[str, str]:
    return {"DATABASE_URL": databases.superuser_url(instance, name)}


def _pytest(folder: Path, values: dict[str, str], *arguments: str) -> bool:
    command = [str(BIN / "python"), "-m", "pytest", *arguments]
    # a folder without tests is a failure too (pytest's exit code 5)
    return subprocess.run(command, cwd=folder, env={**environment.machine(), **values}).returncode == 0


def _ui(instance: Instance) -> bool:
    ui_files.ensure()
    node = BIN / "node"
    files = sorted(str(path) for path in (UI / "tests").glob("*.test.js"))
    modules = subprocess.run([str(node), "--test", *files], cwd=UI).returncode == 0
    return _pytest(ROOT, {}, "ui/tests") and modules


def _end_to_end(instance: Instance) -> bool:
    if not (ROOT / "e2e").exists():
        return True
    values = test_instance.start_everything(instance)
    # options of pytest for one's own runs: E2E_OPTIONS="-k connexion -x" ./stack test e2e
    options = os.environ.get("E2E_OPTIONS", "").split()
    return _pytest(ROOT, values, "e2e", *options)
