"""The virtual environment: made once, renewed when the requirements change. Standard library only."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from ops import apt, rights
from ops.errors import StackError
from ops.paths import BIN, PYTHON, REQUIREMENTS, ROOT, VENV
from ops.progress import step, warn

STAMP = VENV / "gestion-de-stock.stamp"
RUNTIME = ("base.txt", "stack.txt")
CHECKS = ("dev.txt",)
NEEDS_CHECKS = {"test"}


def is_current() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def enter(script: str, arguments: list[str]) -> None:
    """Bring the environment up to date, then continue in it as the same command. Does not return."""
    try:
        ensure(with_checks=bool(arguments) and arguments[0] in NEEDS_CHECKS)
        os.execv(PYTHON, [str(PYTHON), str(Path(script).resolve()), *arguments])
    except StackError as error:
        warn(f"stack: {error}")
    except PermissionError as error:
        warn(f"stack: {rights.sentence(error)}")
    sys.exit(1)


def ensure(with_checks: bool) -> None:
    files = RUNTIME + CHECKS if with_checks or _had_checks() else RUNTIME
    wanted = _fingerprint(files)
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text().split() == wanted:
        return
    rights.require_own(VENV)
    with step("Python environment"):
        if not (PYTHON.exists() and (BIN / "pip").exists()):
            _create()
        STAMP.unlink(missing_ok=True)
        _install(files)
        STAMP.write_text("\n".join(wanted) + "\n")


def _fingerprint(files: tuple[str, ...]) -> list[str]:
    """What the environment is made of: the files by name, then the digest of everything that goes in."""
    digest = hashlib.sha256(f"{sys.version} {VENV}".encode())
    inputs = [REQUIREMENTS / name for name in ("bootstrap.txt", *files)] + [
        ROOT / "chassis" / "pyproject.toml"
    ]
    for path in inputs:
        digest.update(path.read_bytes() if path.exists() else b"")
    return [*files, digest.hexdigest()]


def _had_checks() -> bool:
    """`up` never takes away the tools a former `test` has installed."""
    return STAMP.exists() and CHECKS[0] in STAMP.read_text().split()


def _create() -> None:
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return
    if importlib.util.find_spec("ensurepip"):
        raise StackError(f"python -m venv failed: {_last_line(done)}")
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not apt.can_install():
        raise StackError(
            f"Python cannot make a virtual environment: install the package {package} and repeat."
        )
    apt.install([package])
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise StackError(f"python -m venv failed: {_last_line(done)}")


def _last_line(done: subprocess.CompletedProcess) -> str:
    return ((done.stderr or done.stdout).strip().splitlines() or ["it said nothing"])[-1]


def _install(files: tuple[str, ...]) -> None:
    bootstrap = [str(BIN / "pip"), "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    _run([*bootstrap, "-r", str(REQUIREMENTS / "bootstrap.txt")])
    # uv itself is named too: sync takes away what is not
    requirements = [str(REQUIREMENTS / name) for name in ("bootstrap.txt", *files)]
    uv = [str(BIN / "uv"), "pip"]
    _run([*uv, "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), *requirements])
    chassis = str(ROOT / "chassis")
    _run(
        [
            *uv,
            "install",
            "--quiet",
            "--python",
            str(PYTHON),
            "--no-deps",
            "--no-build-isolation",
            "-e",
            chassis,
        ]
    )


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr or done.stdout).strip()
        raise StackError(f"the Python packages could not be installed ({Path(command[0]).name}):\n{reason}")
