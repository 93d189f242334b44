"""Run a management command of one service as that service."""

import subprocess

from ops import environment
from ops.errors import StackError
from ops.instance import Instance
from ops.paths import PYTHON
from ops.registry import Service


def run(
    instance: Instance,
    service: Service,
    *arguments: str,
    role: str = "app",
    extra: dict[str, str] | None = None,
    input: str | None = None,
) -> subprocess.CompletedProcess:
    """`manage.py arguments`, its output captured, its exit code for the caller to judge."""
    values = {
        **environment.machine(),
        **environment.of_service(instance, service, role=role),
        **(extra or {}),
    }
    # a command is not the service: it keeps its files apart
    values["STATE_DIR"] = str(instance.state / "services" / f"{service.name}-command")
    (instance.state / "services" / f"{service.name}-command").mkdir(parents=True, exist_ok=True)
    return subprocess.run(
        [str(PYTHON), "manage.py", *arguments],
        cwd=service.folder,
        env=values,
        input=input,
        capture_output=True,
        text=True,
    )


def must(instance: Instance, service: Service, *arguments: str, **options) -> str:
    """The same, but a failure stops the runner with what the command said last."""
    done = run(instance, service, *arguments, **options)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise StackError(f"{service.name}: manage.py {arguments[0]} failed:\n{said[-3000:]}")
    return done.stdout
