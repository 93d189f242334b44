"""A digest of the code a process runs, put in its environment: `up` then restarts what has changed."""

import hashlib
from functools import cache
from pathlib import Path

from ops.paths import REQUIREMENTS, ROOT
from ops.registry import Service

CODE = {".py", ".json", ".html", ".txt", ".toml", ".yml", ".js", ".css", ".svg"}
NOT_RUN = {"tests", "__pycache__", "node_modules", ".pytest_cache"}
# what our processes import that is not ours; the tools of the checks come and go beside a running system
PACKAGES = REQUIREMENTS / "base.txt"
STACK_PACKAGES = REQUIREMENTS / "stack.txt"  # Traefik's program is one of these


@cache
def of(*paths: Path) -> str:
    """The digest of these files, whatever they are, and of the code in these folders, tests left out."""
    digest = hashlib.sha256()
    for path in paths:
        for file in [path] if path.is_file() else _code_in(path):
            digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _code_in(folder: Path) -> list[Path]:
    """In its order. What lies above the folder does not matter: a whole clone may lie in one named tests."""
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix in CODE and not NOT_RUN & set(file.relative_to(folder).parts) and file.is_file()
    ]


def of_service(service: Service) -> str:
    return of(service.folder, ROOT / "chassis" / "chassis", PACKAGES)


def of_migrations(service: Service) -> str:
    folders = [*service.folder.rglob("migrations"), *(ROOT / "chassis" / "chassis").rglob("migrations")]
    return of(*sorted(folders), PACKAGES)
