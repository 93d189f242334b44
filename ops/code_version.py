"""A digest of the code a process runs, put in its environment: `up` then restarts what has changed."""

import hashlib
from functools import cache
from pathlib import Path

from ops.paths import ROOT, VENV
from ops.registry import Service

CODE = {".py", ".json", ".html", ".txt", ".toml", ".yml", ".js", ".css", ".svg"}
NOT_RUN = {"tests", "__pycache__", "node_modules", ".pytest_cache"}


@cache
def of(*paths: Path) -> str:
    """The digest of these files and folders, tests left out."""
    digest = hashlib.sha256()
    for path in paths:
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in CODE and not NOT_RUN & set(file.parts) and file.is_file():
                digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def of_service(service: Service) -> str:
    return of(service.folder, ROOT / "chassis" / "chassis", VENV / "gestion-de-stock.stamp")


def of_migrations(service: Service) -> str:
    folders = [*service.folder.rglob("migrations"), *(ROOT / "chassis" / "chassis").rglob("migrations")]
    return of(*sorted(folders), VENV / "gestion-de-stock.stamp")
