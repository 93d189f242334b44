"""./stack bench: the measurements of bench/, on the running system."""

import os
import subprocess

from ops import environment
from ops.errors import StackError
from ops.instance import Instance
from ops.paths import PYTHON, ROOT
from ops.supervision import Supervisor


def run(instance: Instance, arguments: list[str]) -> int:
    if not (ROOT / "bench" / "__main__.py").exists():
        raise StackError("there is no bench/ in this copy.")
    if not Supervisor(instance).is_running():
        raise StackError("the system is not running: start it with ./stack up, then measure.")
    values = {
        **environment.machine(),
        "BENCH_API": instance.url("traefik"),
        "BENCH_STATE": str(instance.state),
        **{name: value for name, value in os.environ.items() if name.startswith("BENCH_")},
    }
    return subprocess.run([str(PYTHON), "-m", "bench", *arguments], cwd=ROOT, env=values).returncode
