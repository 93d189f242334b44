"""./stack test: every check and test; it goes on after a failure, so that one run shows all.

First the checks, then the areas that need a database only, two at a time, then the two that need a whole
system: `e2e` uses one as people and programs do, `faults` strikes another of its own.
"""

import os
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from ops import checks, databases, environment, registry, test_instance, ui_files
from ops.errors import StackError
from ops.instance import Instance
from ops.paths import BIN, ROOT, UI
from ops.progress import say

AT_ONCE = 2
WAVES = CHECKS, DATABASE, SYSTEM = range(3)
# settings of the end-to-end tests that make them longer: their figures come from such runs
LONGER = {"E2E_ORDERS", "SAGA_ORDERS", "OPENAPI_SECONDS"}


@dataclass(frozen=True)
class Part:
    """One area. `run` tells whether all is well, and what it has to say if that was not printed as it ran."""

    area: str
    run: Callable[[Instance], tuple[bool, str]]
    wave: int = DATABASE


def parts() -> list[Part]:
    services = registry.present()
    return [
        Part("checks", lambda instance: checks.run(instance, services), CHECKS),
        Part("rules", lambda instance: _captured(ROOT, {}, "tests")),
        Part("ops", lambda instance: _captured(ROOT, _database(instance, "postgres"), "ops/tests")),
        Part("chassis", lambda instance: _captured(ROOT / "chassis", _database(instance, "chassis"))),
        *(Part(service.name, _tests_of(service)) for service in services),
        Part("ui", _ui),
        Part("e2e", _uses, SYSTEM),
        Part("faults", _faults, SYSTEM),
    ]


def run(area: str | None) -> int:
    chosen = [part for part in parts() if area in (None, part.area)]
    if not chosen:
        raise StackError(f"there is no area {area}: choose among {', '.join(part.area for part in parts())}.")
    results = []
    with test_instance.database_server() as instance, ThreadPoolExecutor(AT_ONCE) as pool:
        for wave in WAVES:
            together = [pool.submit(_timed, part, instance) for part in chosen if part.wave == wave]
            for done in as_completed(together):
                results.append(done.result())
                _show(*results[-1])
    say("\n━━ summary " + "━" * 63)
    for name, good, _, seconds in results:
        say(f"  {'✓' if good else '✗ FAILED':<10} {name:<28} {seconds:7.1f} s")
    return 0 if all(good for _, good, _, _ in results) else 1


def _timed(part: Part, instance: Instance) -> tuple[str, bool, str, float]:
    """A part that cannot even start has failed; the others still run."""
    began = time.monotonic()
    try:
        good, text = part.run(instance)
    except StackError as error:
        good, text = False, f"  ✗ {error}"
    return part.area, good, text, time.monotonic() - began


def _show(area: str, good: bool, text: str, seconds: float) -> None:
    say(_heading(area))
    say(text.strip())
    say(f"{'✓' if good else '✗'} {area} in {seconds:.0f} s")


def _heading(area: str) -> str:
    return f"\n━━ {area} " + "━" * (70 - len(area))


def _tests_of(service: registry.Service) -> Callable[[Instance], tuple[bool, str]]:
    return lambda instance: _captured(service.folder, _database(instance, service.database))


def _database(instance: Instance, name: str) -> dict[str, str]:
    return {"DATABASE_URL": databases.superuser_url(instance, name)}


def _captured(folder: Path, values: dict[str, str], *arguments: str) -> tuple[bool, str]:
    """pytest in `folder`, its output kept: others run at the same time."""
    done = subprocess.run(
        _pytest(*arguments), cwd=folder, env=_environment(values), capture_output=True, text=True
    )
    return done.returncode == 0, done.stdout + done.stderr


def _pytest(*arguments: str) -> list[str]:
    # a folder without tests is a failure too (pytest's exit code 5)
    return [str(BIN / "python"), "-m", "pytest", *arguments]


def _environment(values: dict[str, str]) -> dict[str, str]:
    lengths = {name: value for name, value in os.environ.items() if name in LONGER}
    return {**environment.machine(), **lengths, **values}


def _ui(instance: Instance) -> tuple[bool, str]:
    ui_files.ensure()
    files = sorted(str(path) for path in (UI / "tests").glob("*.test.js"))
    node = subprocess.run([str(BIN / "node"), "--test", *files], cwd=UI, capture_output=True, text=True)
    good, text = _captured(ROOT, {}, "ui/tests")
    return good and node.returncode == 0, node.stdout + node.stderr + text


def _uses(instance: Instance) -> tuple[bool, str]:
    values = test_instance.start_everything(instance)
    return _streamed("e2e", values, "e2e", "--ignore=e2e/faults")


def _faults(_: Instance) -> tuple[bool, str]:
    with test_instance.another() as values:
        return _streamed("faults", values, "e2e/faults")


def _streamed(area: str, values: dict[str, str], *arguments: str) -> tuple[bool, str]:
    """pytest, its lines shown as they come: these tests are long."""
    # options of pytest for one's own runs: E2E_OPTIONS="-k connexion -x" ./stack test e2e
    options = os.environ.get("E2E_OPTIONS", "").split()
    command = _pytest(*arguments, *options)
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=_environment(values), **output) as process:
        for line in process.stdout or ():
            say(f"{area:<6} | {line.rstrip()}")
    return process.returncode == 0, ""
