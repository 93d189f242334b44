"""A user to whom nothing here belongs, and commands run as that user."""

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from ops.paths import ROOT

NAME = "nobody"
# what ./stack itself is made of, without the environment it makes
PARTS = ("stack", "ops", "consul", "requirements", "chassis")
SKIPPED = shutil.ignore_patterns("__pycache__", "node_modules", "*.egg-info")


def run(command: list[str], folder: Path, **values: str) -> subprocess.CompletedProcess:
    entry = pwd.getpwnam(NAME)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": _packages(), "HOME": str(folder), **values}
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        user=entry.pw_uid,
        group=entry.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        timeout=60,
    )


@cache
def python() -> str:
    """An interpreter that this user may run, with the packages of ours; the test is skipped without one."""
    if os.geteuid() != 0:
        pytest.skip("only root may act as another user")
    for path in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        try:
            if run([path, "-c", "import cryptography, psycopg2, supervisor"], Path("/")).returncode == 0:
                return path
        except OSError:
            continue
    pytest.skip(f"{NAME} may not run this Python or read its packages")


@contextmanager
def clone() -> Iterator[Path]:
    """A copy of the repository that all may read, and whose owner is who runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="gds-"))
    folder.chmod(0o755)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=SKIPPED)
        else:
            shutil.copy2(ROOT / part, folder / part)
    yield folder
    shutil.rmtree(folder)


def _packages() -> str:
    return sysconfig.get_path("purelib")
