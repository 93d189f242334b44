"""Debian packages: installed by root, or fetched from another release without installing."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from ops.errors import StackError

SOURCES = Path("/etc/apt")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install packages of the machine's own release; the caller has asked `can_install`."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for attempt in (["apt-get", "update", "-qq"], command):
        done = subprocess.run(attempt, capture_output=True, text=True, env=environment)
    if done.returncode:
        names = ", ".join(packages)
        raise StackError(
            f"apt-get could not install {names}: {_last_line(done.stderr)}. Install it and repeat."
        )


def mirror() -> str | None:
    """The Debian archive of this machine's own sources; None on other systems."""
    if not KEYRING.exists() or shutil.which("apt-get") is None:
        return None
    for path in [SOURCES / "sources.list", *sorted((SOURCES / "sources.list.d").glob("*"))]:
        if path.suffix not in (".list", ".sources") or not path.is_file():
            continue
        text = "\n".join(line for line in path.read_text().splitlines() if not line.lstrip().startswith("#"))
        for address in re.findall(r"\S+://\S+", text):
            if re.search(r"/debian/?$", address):
                return address.rstrip("/")
    return None


def download(package: str, release: str, folder: Path) -> Path:
    """Fetch `package` of another Debian release into `folder`, not installed; apt checks its signature.

    apt gets a state of its own, so that neither root nor the machine's package lists are needed.
    """
    configuration = _private_state(folder, release)
    environment = {**os.environ, "APT_CONFIG": str(configuration)}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "download", "-qq", package]):
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise StackError(
                f"{package} could not be fetched from Debian {release}: {_last_line(done.stderr)}"
            )
    return next(folder.glob(f"{package}_*.deb"))


def _private_state(folder: Path, release: str) -> Path:
    for part in ("lists/partial", "cache/archives/partial", "none"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text(f"deb [signed-by={KEYRING}] {mirror()} {release} main\n")
    settings = {
        "Dir::State": folder,
        "Dir::State::lists": folder / "lists",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder / "cache",
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": folder / "none",
        "Dir::Etc::preferencesparts": folder / "none",
        "Acquire::Languages": "none",
        "Acquire::Retries": 3,
        # an archived release is signed for ever, but its date of validity is past
        "Acquire::Check-Valid-Until": "false",
    }
    if os.geteuid() == 0:
        settings["APT::Sandbox::User"] = "root"
    configuration = folder / "apt.conf"
    configuration.write_text("".join(f'{key} "{value}";\n' for key, value in settings.items()))
    return configuration


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]
