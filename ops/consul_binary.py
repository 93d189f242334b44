"""Where Consul's program is: on PATH, in the cache, from Debian, or HashiCorp's own release."""

import hashlib
import io
import platform
import shutil
import subprocess
import tempfile
import urllib.request
import zipfile
from pathlib import Path

from ops import apt
from ops.errors import StackError
from ops.paths import CACHE

# the last Debian release that has a consul package; the program needs only libc
DEBIAN_RELEASE = "bullseye"

# HashiCorp's release, for machines without a Debian archive, with the digests HashiCorp published for it.
# This path has not been run: the machines of the tests do not reach that host.
RELEASE = "1.20.1"
RELEASE_DIGESTS = {
    "amd64": "d38e7571177909d437a9cbcc62fb65083bc567266b74a62d02c6abe783951648",
    "arm64": "03ad4cf513819413016a79154e74161bcfa3c9e1fbfcbdc9eca525b2123d4779",
}
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def find() -> Path:
    """The program: the machine's own is preferred, being newer and kept up to date."""
    on_path = shutil.which("consul")
    if on_path:
        return Path(on_path)
    cached = CACHE / "consul"
    if cached.exists():
        return cached
    reasons = []
    for fetch in (_from_debian, _from_release):
        try:
            content = fetch()
        except (StackError, OSError) as error:
            reasons.append(str(error))
            continue
        return _keep(content, cached)
    raise StackError(
        f"Consul was not found: install it (consul on PATH) and repeat. Tried: {'; '.join(reasons)}"
    )


def version(program: Path) -> tuple[int, ...]:
    said = subprocess.run([str(program), "version"], capture_output=True, text=True).stdout
    number = said.split()[1].lstrip("v").split("+")[0].split("-")[0]
    return tuple(int(part) for part in number.split("."))


def _from_debian() -> bytes:
    if apt.mirror() is None or shutil.which("dpkg-deb") is None:
        raise StackError("this machine has no Debian archive among its sources")
    with tempfile.TemporaryDirectory() as folder:
        package = apt.download("consul", DEBIAN_RELEASE, Path(folder))
        subprocess.run(["dpkg-deb", "-x", str(package), f"{folder}/unpacked"], check=True)
        return Path(folder, "unpacked/usr/bin/consul").read_bytes()


def _from_release() -> bytes:
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None:
        raise StackError(f"no release of Consul is known for {platform.machine()}")
    name = f"consul_{RELEASE}_{platform.system().lower()}_{architecture}.zip"
    if platform.system() != "Linux":
        raise StackError(f"no digest is known for {name}")
    url = f"https://releases.hashicorp.com/consul/{RELEASE}/{name}"
    with urllib.request.urlopen(url, timeout=30) as answer:
        archive = answer.read()
    if hashlib.sha256(archive).hexdigest() != RELEASE_DIGESTS[architecture]:
        raise StackError(f"{name} is not the file HashiCorp published")
    return zipfile.ZipFile(io.BytesIO(archive)).read("consul")


def _keep(content: bytes, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    fresh = Path(file.name)
    fresh.chmod(0o755)
    fresh.replace(path)  # whole or not at all, also when two instances fetch it at once
    return path
