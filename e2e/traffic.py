"""Clients that ask without pause while something breaks, and remember every answer."""

import threading
import time
import uuid

import requests
from client import GATEWAYS_OWN, Api, eventually

PATIENCE = 60  # waited for what should be over much sooner, so that a failure says how long it took


class Clients:
    """So many threads that repeat `_ask` while the block runs."""

    def __init__(self, admin: Api, number: int):
        self._admin = admin
        self.statuses: set[int] = set()
        self.without_retry_after: list[str] = []
        self.gateways_own: list[str] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(number)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        raise NotImplementedError

    def _ask(self, method: str, path: str, body=None, **headers: str) -> requests.Response | None:
        """The answer, if a service gave one or the gateway in a service's place."""
        try:
            response = self._admin(method, path, body, **headers)
        except requests.ConnectionError:  # the gateway itself is away
            time.sleep(0.1)
            return None
        if response.text.strip() in GATEWAYS_OWN:
            self.gateways_own.append(f"{method} {path}: {response.status_code}")
            return None
        self.statuses.add(response.status_code)
        if response.status_code == 503 and "Retry-After" not in response.headers:
            self.without_retry_after.append(f"{method} {path}: {response.text}")
        return response


class Traffic(Clients):
    """They post movements, each with its own key, and remember what was acknowledged."""

    def __init__(self, admin: Api, body: dict, number: int = 1):
        super().__init__(admin, number)
        self._body = body
        self.acknowledged: list[str] = []
        self.given_up: list[str] = []

    def __enter__(self):
        super().__enter__()
        self.goes_on(within=20)
        return self

    def goes_on(self, within: float = 5, movements: int = 3) -> None:
        enough = len(self.acknowledged) + movements
        eventually(lambda: len(self.acknowledged) >= enough, within=within)

    def _run(self) -> None:
        while not self._over.is_set():
            self._post(str(uuid.uuid4()))
            time.sleep(0.02)

    def _post(self, key: str) -> None:
        """One movement, sent again with its key until acknowledged: else nobody knows whether it counts."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            response = self._ask("POST", "/api/stock/movement/", self._body, **{"Idempotency-Key": key})
            if response is not None and response.status_code == 201:
                self.acknowledged.append(response.json()["id"])
                return
            time.sleep(0.02)
        self.given_up.append(key)


class Visits(Clients):
    """One client that reads a list of each service in turn."""

    PATHS = (
        "/api/auth/users/",
        "/api/pieces/",
        "/api/stock/emplacements/",
        "/api/notifications/",
        "/api/commandes/",
        "/api/logs/",
    )

    def __init__(self, admin: Api):
        super().__init__(admin, 1)

    def _run(self) -> None:
        while not self._over.is_set():
            for path in self.PATHS:
                self._ask("GET", f"{path}?page_size=1")
                time.sleep(0.02)
