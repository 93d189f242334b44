"""./stack backup: everything that cannot be made again, in one file, from the running system.

All databases are in one PostgreSQL cluster, and pg_basebackup copies it as it was at one moment: no message
is sent in one copy and missing in another. With it go the secrets, the pictures and the central
configuration.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path

from ops import direct, hosted, postgres, postgres_binaries, secrets
from ops.errors import StackError
from ops.instance import Instance
from ops.paths import ROOT
from ops.progress import say, step

MANIFEST = "manifest.json"
FORMAT = 1
FOLDERS = ("secrets", "images")
FILES = ("demo.json", "demo_accounts.json", "demo_data")


def run(instance: Instance, file: str | None) -> None:
    if not postgres.answers(instance):
        raise StackError("PostgreSQL does not answer: a backup is made of the running system (./stack up).")
    now = datetime.now(UTC)
    path = Path(file) if file else ROOT / "backups" / f"gestion-de-stock-{now:%Y%m%d-%H%M%S}.tar"
    if path.exists():
        raise StackError(f"{path} exists already: choose another name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with step("backup"), tempfile.TemporaryDirectory(dir=instance.state) as scratch:
        _databases(instance, Path(scratch) / "pg")
        _write(Path(scratch) / "kv.json", json.dumps(configuration(instance), indent=1))
        manifest = {"format": FORMAT, "made_at": now.isoformat(), "postgresql": _version(instance)}
        _write(Path(scratch) / MANIFEST, json.dumps(manifest))
        _archive(instance, Path(scratch), path)
    size = path.stat().st_size / 1e6
    say(f"  {path} ({size:.1f} MB); it holds the secrets: keep it where nobody else reads")
    hosted.remark(instance, "not in it")


def configuration(instance: Instance) -> dict[str, str]:
    """Central configuration as it is now: key -> value."""
    try:
        with direct.urlopen(f"{instance.url('consul')}/v1/kv/config?recurse", timeout=5) as answer:
            return {row["Key"]: b64decode(row["Value"] or "").decode() for row in json.load(answer)}
    except OSError as error:
        raise StackError(f"Consul does not answer ({error}): see ./stack logs consul, and repeat.") from error


def _databases(instance: Instance, folder: Path) -> None:
    host, _, port = instance.address("postgresql").rpartition(":")
    command = [
        str(postgres_binaries.find() / "pg_basebackup"),
        f"--pgdata={folder}",
        "--format=tar",
        "--gzip",
        "--wal-method=fetch",
        "--checkpoint=fast",
        f"--host={host}",
        f"--port={port}",
        f"--username={postgres.SUPERUSER}",
        "--no-password",
    ]
    values = {**os.environ, "PGPASSWORD": secrets.text(instance, "postgres_password")}
    done = subprocess.run(command, capture_output=True, text=True, env=values, cwd="/")
    if done.returncode:
        raise StackError(f"pg_basebackup failed: {done.stderr.strip()}")


def _version(instance: Instance) -> str:
    return (postgres.data_folder(instance) / "PG_VERSION").read_text().strip()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _archive(instance: Instance, scratch: Path, path: Path) -> None:
    """Complete or not there: written under another name first, for its owner alone."""
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
        for name in (MANIFEST, "kv.json", "pg"):
            archive.add(scratch / name, name)
        for name in (*FOLDERS, *FILES):
            if (instance.state / name).exists():
                archive.add(instance.state / name, f"state/{name}")
    shutil.move(unfinished, path)
