"""A client of the API, as a program of somebody else would be."""

import http.client
import json
import time
import urllib.error
import urllib.request

from ops import direct
from ops.errors import StackError

PATIENCE_SECONDS = 20
BUSY = (429, 503)


class Client:
    def __init__(self, api: str, email: str, password: str):
        self._api = api
        self._token = ""
        answer = self.post("/api/auth/login/", {"email": email, "password": password})
        self._token = answer["access"]

    def get(self, path: str) -> dict:
        return self._send("GET", path, None)

    def post(
        self, path: str, body: dict | None = None, key: str | None = None, passing: str | None = None
    ) -> dict:
        """`passing` is the code of a refusal that goes away by itself: it is asked again, as when busy."""
        return self._send("POST", path, body or {}, key, passing)

    def put(self, path: str, body: dict) -> dict:
        return self._send("PUT", path, body)

    def all(self, path: str) -> list[dict]:
        """Every object of a list, page after page."""
        found = []
        page = 1
        while True:
            answer = self.get(f"{path}?page_size=200&page={page}")
            found += answer["results"]
            if not answer.get("next"):
                return found
            page += 1

    def _send(
        self, method: str, path: str, body: dict | None, key: str | None = None, passing: str | None = None
    ) -> dict:
        """One request; repeated while the answer is 503, 429 or `passing`: safe, as each carries a key."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._api + path, data=data, headers=headers, method=method)
        limit = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with direct.urlopen(request, timeout=30) as answer:
                    text = answer.read()
                    return json.loads(text) if text else {}
            except urllib.error.HTTPError as error:
                said = error.read().decode(errors="replace")
                again = error.code in BUSY or (passing and _code(said) == passing)
                if not again or time.monotonic() > limit:
                    raise StackError(f"{method} {path} answered {error.code}: {said[:500]}") from error
                time.sleep(float(error.headers.get("Retry-After") or 1))
            except (OSError, http.client.HTTPException) as error:
                raise StackError(
                    f"{method} {path}: no answer from {self._api} ({error}): start the system with "
                    "./stack up, then repeat."
                ) from error


def _code(problem: str) -> str | None:
    """The code of a refusal; none where somebody else than a service answered."""
    try:
        return json.loads(problem).get("code")
    except (ValueError, AttributeError):
        return None
