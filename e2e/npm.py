"""Programs from npm that the tests run: exactly what the lock file of their folder names, by its digests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent


def program(name: str) -> str:
    """Of this virtual environment first: ./stack brings its own Node.js."""
    return shutil.which(name, path=str(BIN)) or shutil.which(name) or name


def install(folder: Path) -> None:
    """Nothing when what the lock file names is there."""
    lock, installed = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "PATH": path})
    installed.touch()
