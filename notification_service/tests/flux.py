"""A client of the stream, and the process that serves it, as ./stack starts it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.db import connection

from chassis.testing.clients import user_token

PATH = "/api/notifications/stream/"
FOLDER = Path(__file__).parents[1]


class Processus:
    """gunicorn with config/gunicorn_stream.py, on the tests' database."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        url = os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"]
        environment = os.environ | {"STREAM_PORT": str(self.port), "DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
        command = [
            str(Path(sys.executable).with_name("gunicorn")),
            "-c",
            "config/gunicorn_stream.py",
            "config.stream:application",
        ]
        self._process = subprocess.Popen(command, cwd=FOLDER, env=environment, stdout=subprocess.DEVNULL)

    def attendre(self, status: int = 200, within: float = 20) -> None:
        limit = time.monotonic() + within
        while self.sante() != status:
            assert time.monotonic() < limit, f"not {status} in time"
            time.sleep(0.05)

    def sante(self) -> int | None:
        try:
            return self.demander(f"{PATH}health/ready/").status
        except OSError:
            return None

    def demander(self, path: str = PATH, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        client.request(method, path, headers=headers)
        return client.getresponse()

    def ouvrir(self, token: str | None = None, **headers: str) -> "Lecteur":
        """A stream that has said that it is ready."""
        response = self.demander(Authorization=f"Bearer {token or user_token()}", **headers)
        assert response.status == 200, response.read()
        lecteur = Lecteur(response)
        assert lecteur.prochain()["event"] == "pret"
        return lecteur

    def arreter(self) -> float:
        """TERM; the seconds it took to end."""
        started = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(20)
        return time.monotonic() - started


class Lecteur:
    """One open stream, read event by event."""

    def __init__(self, response: http.client.HTTPResponse):
        self.response = response

    def prochain(self) -> dict[str, Any]:
        """The next event; {} at the end. `data` is read as JSON."""
        event: dict[str, Any] = {}
        while line := self.response.readline().decode():
            if line == "\n":
                return event
            name, _, value = line.rstrip("\n").partition(": ")
            event[name] = json.loads(value) if name == "data" else value
        return {}

    def fermer(self) -> None:
        self.response.close()
