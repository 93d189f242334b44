"""A database of so many pieces and pieces_service on it, for bench/pieces.py and bench/import_pieces.py."""

import os
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

from bench.stock import BIN, ROOT, _issuer, connect, free_port, start, statement

SERVICE = ROOT / "pieces_service"
GUNICORN = [str(BIN / "gunicorn"), "-c", "python:chassis.gunicorn_conf", "config.wsgi"]
WORKER = [str(BIN / "python"), "manage.py", "worker"]


class World:
    def __init__(self, server: str, name: str, pieces: int, state: Path):
        self.server, self.name, self.pieces, self.port = server, f"bench_pieces_{name}", pieces, free_port()
        self.environment = {
            **os.environ,
            "DATABASE_URL": server.rsplit("/", 1)[0] + f"/{self.name}",
            "STATE_DIR": str(state / name),
            "SERVICE_PUBLIC_KEYS_DIR": str(state / "public_keys"),
            "SERVICE_KEY_FILE": str(state / "private_keys" / "pieces_service.pem"),
            "DJANGO_SECRET_KEY": "x" * 60,
            "CONSUL_URL": "http://127.0.0.1:9",
            "SERVICE_PORT": str(self.port),
            "ALLOWED_HOSTS": "small,large,import",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MALLOC_ARENA_MAX": "2",
        }
        Path(self.environment["STATE_DIR"]).mkdir()
        (state / name / "jwks.json").write_bytes((state / "jwks.json").read_bytes())
        statement(server, "postgres", f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        statement(server, "postgres", f"CREATE DATABASE {self.name}")
        self.run("manage.py", "migrate", "-v0")
        self.run(str(ROOT / "bench" / "_pieces_fill.py"), str(pieces))
        connection = connect(server, self.name)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        connection.close()

    def run(self, *command: str) -> None:
        subprocess.run([str(BIN / "python"), *command], cwd=SERVICE, env=self.environment, check=True)

    def serve(self, stack: ExitStack) -> None:
        start(stack, GUNICORN, SERVICE, self.environment)

    def work(self, stack: ExitStack) -> None:
        start(stack, WORKER, SERVICE, self.environment)

    def drop(self) -> None:
        statement(self.server, "postgres", f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def piece(self, number: int) -> str:
        return str(UUID(int=number % self.pieces))

    def megabytes(self) -> dict[int, int]:
        """The most memory each of its processes has had, by process id."""
        marked = f"STATE_DIR={self.environment['STATE_DIR']}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if marked in (folder / "environ").read_bytes().split(b"\0"):
                    lines = (folder / "status").read_text().splitlines()
                    found[int(folder.name)] = next(
                        int(x.split()[1]) // 1024 for x in lines if x.startswith("VmHWM")
                    )
            except (OSError, StopIteration):
                continue  # ended meanwhile
        return found


def token(state: Path, *permissions: str) -> str:
    import jwt
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    now = int(time.time())
    claims = {
        **_issuer(),
        "iat": now,
        "exp": now + 3600,
        "sub": "01920000-0000-7000-8000-000000000001",
        "sid": "01920000-0000-7000-8000-000000000002",
        "ver": 1,
        "jti": "01920000-0000-7000-8000-000000000003",
        "token_type": "access",
        "email": "bench@example.org",
        "role": "bench",
        "permissions": list(permissions),
    }
    key = load_pem_private_key((state / "jwt" / "test.pem").read_bytes(), password=None)
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "test"})
