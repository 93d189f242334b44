"""Where PostgreSQL's programs are: the machine's, else Debian's package, else a wheel that carries them."""

import os
import subprocess
from pathlib import Path

from ops import apt
from ops.errors import StackError
from ops.paths import BIN, CACHE, PYTHON

DEBIAN = Path("/usr/lib/postgresql")
# as root the server runs as another user, who cannot look into root's home
OF_THE_MACHINE = Path("/var/lib/gestion-de-stock")
# a wheel that carries PostgreSQL 18, pinned; used only when the system has none and cannot install it
WHEEL = Path(__file__).with_name("pgserver.txt")


def find() -> Path:
    """The folder that holds initdb and postgres."""
    given = os.environ.get("PG_BIN")
    if given:
        if not _complete(Path(given)):
            raise StackError(f"PG_BIN={given} holds no initdb and postgres: correct it, or unset it.")
        return Path(given)
    return _installed() or _from_debian() or _from_wheel()


def _complete(folder: Path) -> bool:
    return (folder / "initdb").exists() and (folder / "postgres").exists()


def _installed() -> Path | None:
    folders = [path for path in DEBIAN.glob("*/bin") if _complete(path)]
    return max(folders, key=lambda path: int(path.parent.name.split(".")[0]), default=None)


def _from_debian() -> Path | None:
    if not apt.can_install():
        return None
    try:
        apt.install(["postgresql"])
    except StackError:
        return None  # no network, or no such package: the wheel may still be reachable
    return _installed()


def _from_wheel() -> Path:
    folder = (OF_THE_MACHINE if os.geteuid() == 0 else CACHE) / "pgserver"
    found = _in_wheel(folder)
    if found:
        return found
    command = [
        str(BIN / "uv"),
        "pip",
        "install",
        "--quiet",
        "--python",
        str(PYTHON),
        "--no-deps",
        "--require-hashes",
        "--target",
        str(folder),
        "-r",
        str(WHEEL),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    found = _in_wheel(folder)
    if done.returncode or not found:
        raise StackError(
            "PostgreSQL was not found nor could it be fetched: install the package postgresql (15 or newer), "
            "or set PG_BIN to the folder that holds initdb and postgres."
        )
    return found


def _in_wheel(folder: Path) -> Path | None:
    found = [path.parent for path in folder.glob("**/bin/postgres") if _complete(path.parent)]
    return max(found, default=None)
