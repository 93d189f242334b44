"""What the contract says of every answer, so that each test only says what is its own."""

import uuid
from typing import Any

from requests import Response

PASSWORD = "contrat-lilas-77"  # of every account of these tests
PROBLEM = {"type", "title", "status", "detail", "code", "request_id"}


def refused(response: Response, status: int, code: str | None = None, field: str | None = None) -> dict:
    """A problem+json with all its members; `field`: the one its `errors` must name."""
    assert response.status_code == status, f"{response.request.url}: {response.status_code} {response.text}"
    assert response.headers["Content-Type"].split(";")[0] == "application/problem+json"
    body = response.json()
    assert set(body) >= PROBLEM
    assert (body["status"], body["request_id"]) == (status, response.headers["X-Request-ID"])
    assert body["title"] and body["detail"] and body["code"]
    if code:
        assert body["code"] == code, body
    if field:
        assert field in body["errors"], body
        assert all(isinstance(sentence, str) for sentence in body["errors"][field])
    return body


def done(response: Response, status: int = 200) -> Any:
    """The JSON of an answer with this status; None when it has no body."""
    assert response.status_code == status, f"{response.request.url}: {response.status_code} {response.text}"
    assert response.headers["X-Request-ID"]
    if not response.content:
        return None
    assert response.headers["Content-Type"].split(";")[0] == "application/json"
    return response.json()


def carries(thing: dict, names: str) -> dict:
    """The object has all these fields."""
    missing = set(names.split()) - set(thing)
    assert not missing, f"{sorted(missing)} not in {sorted(thing)}"
    return thing


def page(answer: dict) -> list[dict]:
    """The rows of a list by page."""
    assert set(answer) >= {"count", "next", "previous", "results"}, sorted(answer)
    assert isinstance(answer["count"], int)
    return answer["results"]


def cursor_page(answer: dict) -> list[dict]:
    """The rows of a list by cursor, which is not counted."""
    assert set(answer) == {"next", "previous", "results"}
    return answer["results"]


def unique(prefix: str = "contrat") -> str:
    return f"{prefix} {uuid.uuid4().hex[:10]}"
