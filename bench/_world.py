"""Worlds to measure in: databases of so many rows, a service on each, and one Traefik before them all.

A laboratory makes them for one measurement; when it closes, its processes end and its databases are dropped.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
GUNICORN = str(BIN / "gunicorn")
# in a process of its own: it is the service's code that knows what a token must say
TOKEN = """
import sys, time, django
django.setup()
from chassis.testing.clients import user_token
print(user_token(*sys.argv[1:], exp=int(time.time()) + 3600))
"""
LOG = Path(tempfile.gettempdir()) / "bench.log"


class World:
    """A database of a service, migrated and filled, and the environment of the service's processes on it."""

    def __init__(self, lab: "Laboratory", name: str, fill: str, **sizes: int):
        self.lab, self.name, self.port = lab, name, free_port()
        self.sizes = sizes
        self.database = f"bench_{lab.service}_{name}"
        self.folder = ROOT / lab.service
        self.environment = lab.environment_of(self)
        lab.statement("postgres", f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
        lab.statement("postgres", f"CREATE DATABASE {self.database}")
        self.run("manage.py", "migrate", "-v0")
        self.run(str(ROOT / "bench" / fill), *map(str, sizes.values()))
        lab.statement(self.database, "VACUUM ANALYZE")

    def run(self, *command: str) -> None:
        subprocess.run([str(BIN / "python"), *command], cwd=self.folder, env=self.environment, check=True)

    def token(self, *permissions: str) -> str:
        """Of a user with these permissions, good for as long as a measurement may take."""
        environment = self.environment | {"STATE_DIR": str(self.lab.state)}
        command = [str(BIN / "python"), "-c", TOKEN, *permissions]
        return subprocess.check_output(command, cwd=self.folder, env=environment, text=True).strip()

    def serve(self) -> None:
        self.lab.start([GUNICORN, "-c", "python:chassis.gunicorn_conf", "config.wsgi"], self)

    def work(self) -> None:
        self.lab.start([str(BIN / "python"), "manage.py", "worker"], self)

    def megabytes(self) -> dict[int, int]:
        """The most memory each of its processes has had, in MB of 10^6 bytes, by process id."""
        marked = f"STATE_DIR={self.environment['STATE_DIR']}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if marked in (folder / "environ").read_bytes().split(b"\0"):
                    lines = (folder / "status").read_text().splitlines()
                    found[int(folder.name)] = next(
                        int(x.split()[1]) * 1024 // 1_000_000 for x in lines if x.startswith("VmHWM")
                    )
            except (OSError, StopIteration):
                continue  # ended meanwhile
        return found


class Laboratory(ExitStack):
    """`server`: a superuser's URL; without it that of the running instance."""

    def __init__(self, service: str, server: str | None):
        super().__init__()
        self.service, self.server = service, (server or _of_the_instance()).rsplit("/", 1)[0]
        self.ports: dict[str, int] = {}
        self.state = Path(self.enter_context(tempfile.TemporaryDirectory()))
        sys.path.insert(0, str(ROOT / "chassis"))
        from chassis.testing import keyring

        keyring.write(self.state)

    def world(self, name: str, fill: str, **sizes: int) -> World:
        """`fill`: the script of this folder that fills the database, given the sizes in their order."""
        self.callback(
            self.statement, "postgres", f"DROP DATABASE IF EXISTS bench_{self.service}_{name} WITH (FORCE)"
        )
        return World(self, name, fill, **sizes)

    def environment_of(self, world: World) -> dict[str, str]:
        state = self.state / world.name
        state.mkdir()
        (state / "jwks.json").write_bytes((self.state / "jwks.json").read_bytes())
        return {
            **os.environ,
            "DATABASE_URL": f"{self.server}/{world.database}",
            "STATE_DIR": str(state),
            "SERVICE_PUBLIC_KEYS_DIR": str(self.state / "public_keys"),
            "SERVICE_KEY_FILE": str(self.state / "private_keys" / f"{self.service}.pem"),
            "DJANGO_SECRET_KEY": "x" * 60,
            "CONSUL_URL": "http://127.0.0.1:9",
            "SERVICE_PORT": str(world.port),
            "ALLOWED_HOSTS": world.name,
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MALLOC_ARENA_MAX": "2",
        }

    def statement(self, database: str, sql: str) -> None:
        connection = psycopg2.connect(f"{self.server}/{database}")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
        connection.close()

    def start(self, command: list[str], world: World) -> None:
        self.ports[world.name] = world.port
        self._start(command, world.folder, world.environment)

    def start_bare(self, application: str, world: World) -> None:
        """A bare Django view on the database of a world, with the workers and threads of a service."""
        self.ports["bare"] = port = free_port()
        command = [GUNICORN, "-k", "gthread", "-w2", "--threads=8", f"--bind=127.0.0.1:{port}"]
        environment = world.environment | {"DJANGO_SETTINGS_MODULE": ""}
        self._start([*command, "--keep-alive=75", application], ROOT, environment)

    def start_traefik(self) -> int:
        """Before all that was started, chosen by the header Host; its port."""
        entry = free_port()
        services = {
            name: {"loadBalancer": {"servers": [{"url": f"http://127.0.0.1:{port}"}]}}
            for name, port in self.ports.items()
        }
        routers = {name: {"rule": f"Host(`{name}`)", "service": name} for name in self.ports}
        dynamic = self.state / "dynamic.yml"
        dynamic.write_text(json.dumps({"http": {"routers": routers, "services": services}}))
        static = self.state / "traefik.yml"
        settings = {
            "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
            "entryPoints": {"web": {"address": f"127.0.0.1:{entry}"}},
            "providers": {"file": {"filename": str(dynamic)}},
            "log": {"level": "ERROR"},
        }
        static.write_text(json.dumps(settings))
        self._start([str(BIN / "traefik"), f"--configFile={static}"], self.state, dict(os.environ))
        return entry

    def _start(self, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        log = self.enter_context(LOG.open("ab"))
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        self.callback(process.wait)
        self.callback(process.send_signal, signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _of_the_instance() -> str:
    from ops import databases, instance

    return databases.superuser_url(instance.current(), "postgres")
