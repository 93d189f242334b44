"""A program that uses the API, through Traefik and nothing else."""

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import requests

# what Traefik says by itself, outside of any middleware: in the moment between its first breath and its
# configuration, and when a service dies in the middle of its answer
GATEWAYS_OWN = {"404 page not found", "Internal Server Error"}


class Api:
    """One user of the API. Logs in by itself, and again when its token has expired."""

    def __init__(self, base: str, account: dict[str, str] | None = None):
        self.base = base
        self._account = account
        self._token = ""
        self._local = threading.local()

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        response = self._send(method, path, body, headers)
        if response.status_code == 401 and self._account:
            self.login()
            response = self._send(method, path, body, headers)
        return response

    def login(self) -> None:
        credentials = {"email": self._account["email"], "password": self._account["password"]}
        response = requests.post(f"{self.base}/api/auth/login/", json=credentials, timeout=20)
        assert response.status_code == 200, response.text
        self._token = response.json()["access"]

    @property
    def authorization(self) -> str:
        return f"Bearer {self._token}"

    def get(self, path: str, **params: Any) -> Any:
        """The JSON of a GET that must succeed."""
        response = self._patiently("GET", f"{path}?{urlencode(params)}" if params else path)
        assert response.status_code == 200, f"GET {path}: {response.status_code} {response.text}"
        return response.json()

    def post(self, path: str, body: Any = None, *, status: int = 201, key: str | None = None) -> Any:
        """The JSON of a POST that must answer `status`."""
        response = self._patiently("POST", path, body or {}, **{"Idempotency-Key": key or str(uuid.uuid4())})
        assert response.status_code == status, f"POST {path}: {response.status_code} {response.text}"
        return response.json()

    def _patiently(self, *request: Any, **headers: str) -> requests.Response:
        """As a careful client: what is answered 503 is sent again, with the same key, for half a minute."""
        limit = time.monotonic() + 30
        while (response := self(*request, **headers)).status_code == 503 and time.monotonic() < limit:
            time.sleep(0.5)
        return response

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> requests.Response:
        if self._token:
            headers = {"Authorization": f"Bearer {self._token}", **headers}
        return self._session().request(method, self.base + path, json=body, headers=headers, timeout=30)

    def _session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
        return self._local.session


def eventually(check: Callable[[], Any], *, within: float, every: float = 0.2) -> Any:
    """The first true result of `check`; fails when there is none within so many seconds."""
    limit = time.monotonic() + within
    while True:
        result = check()
        if result:
            return result
        if time.monotonic() > limit:
            raise AssertionError(f"not within {within} s; last seen: {result!r}")
        time.sleep(every)


def at_once(*functions: Callable[[], Any]) -> list[Any]:
    """Run the functions at the same moment; their results in order."""
    results: list[Any] = [None] * len(functions)
    barrier = threading.Barrier(len(functions))

    def run(index: int) -> None:
        barrier.wait()
        results[index] = functions[index]()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
