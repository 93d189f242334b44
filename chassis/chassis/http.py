"""Calls from one service to another. The only importer of `requests`.

Each call has time-outs, a service token for its one target, the request id, and is written to the journal
of calls. It is sent again only when that is safe: a GET, or a request with an idempotency key.
"""

import logging
import random
import threading
import time
from dataclasses import dataclass
from typing import Any

import orjson
import pybreaker
import requests

from chassis import call_journal, metrics, registry, request_id
from chassis.auth import service_tokens
from chassis.auth.actor import Actor
from chassis.errors import Unavailable

log = logging.getLogger(__name__)

CONNECT_SECONDS = 0.5
READ_SECONDS = 2.0
TRIES = 3


class CallFailed(Unavailable):
    """The other service did not answer, or answered that it cannot. What it did is unknown."""

    code = "service_indisponible"


@dataclass(frozen=True)
class Answer:
    """What another service answered: any status below 500, with its JSON."""

    status: int
    data: Any

    @property
    def ok(self) -> bool:
        return self.status < 300

    @property
    def code(self) -> str:
        """The code of its problem+json, "" when it is not one."""
        return self.data.get("code", "") if not self.ok and isinstance(self.data, dict) else ""


class _CountOpenings(pybreaker.CircuitBreakerListener):
    def state_change(self, cb, old_state, new_state):
        log.warning("circuit to %s: %s", cb.name, new_state.name)
        if new_state.name == "open":
            metrics.circuit_open.labels(cb.name).inc()


_local = threading.local()
_breakers: dict[str, pybreaker.CircuitBreaker] = {}


def call(
    target: str,
    method: str,
    path: str,
    body: Any = None,
    *,
    actor: Actor | None = None,
    idempotency_key: str | None = None,
    read_timeout: float = READ_SECONDS,
    journal: bool = True,
) -> Answer:
    """Ask another service. Raises CallFailed when it cannot be reached in time or answers 5xx."""
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {service_tokens.issue(target, actor)}",
        request_id.HEADER: request_id.current(),
    }
    if idempotency_key:
        headers["Idempotency-Key"] = idempotency_key
    content = None if body is None else orjson.dumps(body, default=str)
    started = time.perf_counter()
    status = 0
    try:
        tries = TRIES if method == "GET" or idempotency_key else 1
        response = _send(target, method, path, headers, content, read_timeout, tries)
        status = response.status_code
    finally:
        if journal:
            seconds = time.perf_counter() - started
            call_journal.note(target, method, path, status=status, seconds=seconds)
    return Answer(status, orjson.loads(response.content) if response.content else None)


def get_public(target: str, path: str) -> dict[str, Any]:
    """A document that needs no token; raises CallFailed."""
    response = _send(target, "GET", path, {}, None, READ_SECONDS, 1)
    return orjson.loads(response.content)


def _send(target, method, path, headers, content, read_timeout, tries) -> requests.Response:
    for attempt in range(tries):
        try:
            return _breaker(target).call(
                _send_once, target, method, path, headers, content, read_timeout, attempt
            )
        except pybreaker.CircuitBreakerError as error:
            raise CallFailed(f"{target} ne répond pas.") from error
        except (requests.RequestException, _ServerError) as error:
            log.warning("%s %s %s failed (try %d of %d): %s", method, target, path, attempt + 1, tries, error)
            if attempt + 1 < tries:
                time.sleep(0.1 * 2**attempt + random.random() * 0.1)
    raise CallFailed(f"{target} ne répond pas.")


def _send_once(target, method, path, headers, content, read_timeout, attempt) -> requests.Response:
    urls = registry.addresses(target)
    if not urls:
        raise _ServerError(f"no instance of {target} is known")
    url = urls[(random.randrange(len(urls)) + attempt) % len(urls)] + path
    response = _session().request(
        method,
        url,
        data=content,
        headers=headers,
        timeout=(CONNECT_SECONDS, read_timeout),
        allow_redirects=False,
    )
    if response.status_code >= 500:
        raise _ServerError(f"answered {response.status_code}")
    return response


class _ServerError(Exception):
    pass


def _session() -> requests.Session:
    if not hasattr(_local, "session"):
        _local.session = requests.Session()
        _local.session.trust_env = False
    return _local.session


def _breaker(target: str) -> pybreaker.CircuitBreaker:
    if target not in _breakers:
        _breakers[target] = pybreaker.CircuitBreaker(
            fail_max=10,
            reset_timeout=2,
            name=target,
            listeners=[_CountOpenings()],
            throw_new_error_on_trip=False,
        )
    return _breakers[target]
