"""The PostgreSQL cluster of one instance: its owner, its data folder, its command line."""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

import psycopg2

from ops import removal, secrets, wait
from ops.errors import StackError
from ops.instance import Instance

SUPERUSER = "postgres"
SHARED_DATA = Path("/var/lib/gestion-de-stock")

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": 200,
    "shared_buffers": "64MB",
    "jit": "off",  # short statements gain nothing by it, and each backend that compiles keeps its memory
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_min_duration_statement": "1000",
}
# test clusters are thrown away: waiting for the disk makes them twenty times slower
THROWN_AWAY = {"fsync": "off", "full_page_writes": "off"}


def system_user() -> str | None:
    """As whom the server runs: PostgreSQL refuses root. None: as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise StackError(
        "PostgreSQL refuses to run as root and there is no user postgres: create one, or use another user."
    )


def data_folder(instance: Instance) -> Path:
    """In the state folder when the server's user can get there, else under /var/lib."""
    user = system_user()
    if user is None or _reaches(user, instance.state):
        return instance.state / "pg"
    digest = hashlib.sha256(os.fsencode(instance.state)).hexdigest()[:12]
    return SHARED_DATA / digest / "pg"


def _reaches(user: str, folder: Path) -> bool:
    done = subprocess.run(
        ["test", "-x", str(folder)], user=user, group=pwd.getpwnam(user).pw_gid, extra_groups=[]
    )
    return done.returncode == 0


def initialise(instance: Instance, binaries: Path) -> None:
    """initdb, unless it was done."""
    data = data_folder(instance)
    if (data / "PG_VERSION").exists():
        _same_version(data, binaries)
        return
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    user = system_user()
    identity = {}
    if user:
        entry = pwd.getpwnam(user)
        os.chown(data, entry.pw_uid, entry.pw_gid)
        identity = {"user": user, "group": entry.pw_gid, "extra_groups": []}
    password = data.parent / "initdb.password"
    secrets.write(password, secrets.text(instance, "postgres_password"))
    if user:
        os.chown(password, entry.pw_uid, entry.pw_gid)
    command = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        SUPERUSER,
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--auth=scram-sha-256",
        f"--pwfile={password}",
        "--no-instructions",
    ]
    if not instance.durable:
        command.append("--no-sync")
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", **identity)
    password.unlink()
    if done.returncode:
        shutil.rmtree(data, ignore_errors=True)
        raise StackError(f"initdb failed: {(done.stderr or done.stdout).strip().splitlines()[-1]}")


def own(data: Path) -> None:
    """The data folder, put there by us, belongs to the server's user and to nobody else."""
    user = system_user()
    for path in (data, *data.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if user:
            shutil.chown(path, user, pwd.getpwnam(user).pw_gid)


def _same_version(data: Path, binaries: Path) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    said = subprocess.run([str(binaries / "postgres"), "--version"], capture_output=True, text=True).stdout
    if said.split()[2].split(".")[0] != made_by:
        raise StackError(
            f"{data} is of PostgreSQL {made_by}, but {binaries} is {said.split()[2]}: set PG_BIN to "
            f"version {made_by}, or save your data and run ./stack reset."
        )


def command(instance: Instance, binaries: Path) -> list[str]:
    settings = {**SETTINGS, "port": instance.port("postgresql"), **({} if instance.durable else THROWN_AWAY)}
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    return [str(binaries / "postgres"), "-D", str(data_folder(instance)), *options]


def connect(instance: Instance, database: str = "postgres") -> "psycopg2.extensions.connection":
    """As the superuser, each statement committed by itself."""
    host, _, port = instance.address("postgresql").rpartition(":")
    connection = psycopg2.connect(
        host=host,
        port=port,
        user=SUPERUSER,
        dbname=database,
        password=secrets.text(instance, "postgres_password"),
        connect_timeout=3,
    )
    connection.autocommit = True
    return connection


def answers(instance: Instance) -> bool:
    try:
        connect(instance).close()
    except psycopg2.OperationalError:
        return False
    return True


def wait_until_ready(instance: Instance) -> None:
    log = instance.logs / "postgres.log"
    wait.until(lambda: answers(instance), 30, f"PostgreSQL does not start: see {log}.")


def remove_data(instance: Instance) -> None:
    """All of it, or StackError: a server never starts on half of one cluster and half of another."""
    data = data_folder(instance)
    removal.remove(data)
    if data.is_relative_to(SHARED_DATA):
        removal.remove(data.parent)
