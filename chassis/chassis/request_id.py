"""The request id: kept from the caller when it is valid, else made here; in every answer and log line."""

import re
from contextlib import contextmanager
from contextvars import ContextVar

from chassis.identifiers import new_id

HEADER = "X-Request-ID"
VALID = re.compile(r"\A[A-Za-z0-9._-]{8,64}\Z")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The id of the request being served, or of the message being handled; empty outside of both."""
    return _current.get()


@contextmanager
def using(value: str | None):
    """Work under this id (a fresh one where it is missing or not valid)."""
    token = _current.set(value if value and VALID.match(value) else str(new_id()))
    try:
        yield _current.get()
    finally:
        _current.reset(token)


class RequestIdMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with using(request.headers.get(HEADER)) as value:
            response = self.get_response(request)
            response[HEADER] = value
            return response
