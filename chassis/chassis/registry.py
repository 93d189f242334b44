"""Consul: where a service announces itself and finds the others. The only importer of `consul`.

Consul is hardly ever on the path of a request: addresses are remembered in memory and on disk, renewed beside
the requests, and whatever Consul knew last is used for as long as it does not answer. A request waits for it
only when nothing is known yet, or when nobody has asked for long and it did answer then.
"""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import consul
import orjson
import requests
from consul.std import HTTPClient
from django.conf import settings

from chassis import __version__, atomic_file, uptime

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 2
# A busy instance answers its check late. Taken out for that, its load would fall on the others, or on nobody;
# one that is dead costs little meanwhile: the gateway retries elsewhere, and says 503 when there is nobody.
FAILURES_BEFORE_CRITICAL = 3
CHECK = {
    "interval": "2s",
    "timeout": "5s",
    "DeregisterCriticalServiceAfter": "10m",
    "FailuresBeforeCritical": FAILURES_BEFORE_CRITICAL,
}
HEARTBEAT_SECONDS = 5
ADDRESSES_TTL_SECONDS = 2
LONG_SILENCE_SECONDS = 10
UNREACHABLE = (requests.RequestException, consul.ConsulException)


_local = threading.local()


class _TimedClient(HTTPClient):
    """python-consul sends no time-out: a hung agent would hang the service. Nor is a proxy between them."""

    def __init__(self, *args, timeout: float, **kwargs):
        super().__init__(*args, **kwargs)
        self.session.trust_env = False
        send = self.session.request
        self.session.request = lambda method, url, **options: send(
            method, url, **{"timeout": timeout, **options}
        )


class _TimedConsul(consul.Consul):
    def __init__(self, *args, timeout: float, **kwargs):
        self._timeout = timeout
        super().__init__(*args, **kwargs)

    def connect(self, host, port, scheme, verify=True, cert=None):
        return _TimedClient(host, port, scheme, verify, cert, timeout=self._timeout)


def client(timeout: float = TIMEOUT_SECONDS) -> consul.Consul:
    """One for each thread: Consul refuses more than 200 connections from one address."""
    clients = _local.__dict__.setdefault("clients", {})
    key = settings.CONSUL_URL, timeout
    if key not in clients:
        clients[key] = _new_client(timeout)
    return clients[key]


def _new_client(timeout: float) -> consul.Consul:
    url = urlsplit(settings.CONSUL_URL)
    return _TimedConsul(
        host=url.hostname,
        port=url.port or 8500,
        scheme=url.scheme,
        token=settings.CONSUL_TOKEN or None,
        timeout=timeout,
    )


@dataclass(frozen=True)
class Registration:
    """What Consul is told of one listening process. `check` is an http_check or a tcp_check."""

    name: str
    address: str
    port: int
    check: dict[str, Any]
    tags: list[str]

    @property
    def id(self) -> str:
        return f"{self.name}-{self.address}-{self.port}"


def http_instance() -> Registration:
    """This service's web process."""
    address, port = settings.SERVICE_ADDRESS, settings.SERVICE_PORT
    check = http_check(f"http://{address}:{port}{settings.SERVICE_PREFIXES[0]}health/ready/")
    return Registration(settings.SERVICE_NAME, address, port, check, [*http_router_tags(), *process_tags()])


def http_router_tags() -> list[str]:
    """What Traefik's Consul provider reads: one router for the prefixes of this service."""
    name = settings.SERVICE_NAME
    prefixes = settings.SERVICE_PREFIXES
    rule = " || ".join(f"Path(`{each.removesuffix('/')}`) || PathPrefix(`{each}`)" for each in prefixes)
    return [
        "traefik.enable=true",
        f"traefik.http.routers.{name}.rule={rule}",
        f"traefik.http.routers.{name}.entrypoints=web",
        f"traefik.http.routers.{name}.middlewares=api@file",
        f"traefik.http.routers.{name}.priority=100",
    ]


def tcp_router_tags(name: str, *, entrypoint: str) -> list[str]:
    """One TCP router for whatever comes in through `entrypoint`."""
    return [
        "traefik.enable=true",
        f"traefik.tcp.routers.{name}.rule=HostSNI(`*`)",
        f"traefik.tcp.routers.{name}.entrypoints={entrypoint}",
    ]


def process_tags() -> list[str]:
    """Which code this process runs, and since when."""
    return [f"version={__version__}", f"depuis={uptime.STARTED_AT}"]


def http_check(url: str) -> dict[str, Any]:
    return {"http": url, **CHECK}


def tcp_check(address: str, port: int) -> dict[str, Any]:
    return {"tcp": f"{address}:{port}", **CHECK}


def register(registration: Registration | None = None) -> None:
    """Announce this process (the web process unless said otherwise); harmless when it is announced already.

    Raises when Consul cannot be asked.
    """
    told = registration or http_instance()
    client().agent.service.register(
        told.name, service_id=told.id, address=told.address, port=told.port, tags=told.tags, check=told.check
    )


def is_registered(registration: Registration | None = None) -> bool:
    return (registration or http_instance()).id in client().agent.services()


def deregister(registration: Registration | None = None) -> None:
    try:
        client().agent.service.deregister((registration or http_instance()).id)
    except UNREACHABLE as error:
        log.warning("Consul could not be told of the end of this instance: %s", error)


def has_others(registration: Registration | None = None) -> bool:
    """Whether another healthy instance can take over from this one."""
    told = registration or http_instance()
    try:
        return any(each["healthy"] and each["id"] != told.id for each in instances(told.name))
    except UNREACHABLE:
        return False


def keep_registered(
    stop: threading.Event,
    leaving: Event | threading.Event,
    registration: Registration | None = None,
) -> None:
    """Announce again whenever Consul has forgotten this instance (it lost its state, or was away).

    `leaving` is shared by the processes of the instance: once set, it is taken out for good.
    """
    told = registration or http_instance()
    while not stop.is_set():
        try:
            if not leaving.is_set() and not is_registered(told):
                register(told)
                log.info("registered in Consul as %s", told.id)
        except UNREACHABLE as error:
            log.warning("Consul does not answer: %s", error)
        stop.wait(HEARTBEAT_SECONDS)


def instances(service: str) -> list[dict]:
    """Every known instance: id, address, port, tags, its own checks, and whether all checks pass."""
    _, nodes = client().health.service(service)
    return [
        {
            "id": node["Service"]["ID"],
            "address": node["Service"]["Address"] or node["Node"]["Address"],
            "port": node["Service"]["Port"],
            "tags": node["Service"]["Tags"],
            "healthy": all(check["Status"] == "passing" for check in node["Checks"]),
            "checks": [
                {"name": check.get("Name", ""), "status": check["Status"], "output": check.get("Output", "")}
                for check in node["Checks"]
                if check.get("ServiceID", node["Service"]["ID"])  # the others are about the machine
            ],
        }
        for node in nodes
    ]


def service_names() -> list[str]:
    _, services = client().catalog.services()
    return sorted(name for name in services if name != "consul")


@dataclass(frozen=True)
class _Known:
    read_at: float = 0.0
    urls: tuple[str, ...] = ()
    answered: bool = True  # Consul did, when it was last asked

    def age(self) -> float:
        return time.monotonic() - self.read_at


class _AddressBook:
    def __init__(self):
        self._known: dict[str, _Known] = {}
        self._asking = threading.Lock()
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="addresses")

    def addresses(self, service: str) -> list[str]:
        """Base URLs of the healthy instances, or of the last known ones; empty when none was ever seen."""
        known = self._known.get(service, _Known())
        if known.age() >= ADDRESSES_TTL_SECONDS:
            self._renew(service, known)
        return list(self._known.get(service, known).urls)

    def _renew(self, service: str, known: _Known) -> None:
        """Wait for Consul when there is nothing to go by, and after a long silence; else ask it aside."""
        if not known.urls:
            with self._asking:
                if self._known.get(service, _Known()).age() >= ADDRESSES_TTL_SECONDS:
                    self._ask(service)
        elif self._asking.acquire(blocking=False):  # one asks, the others go on with what is known
            if known.answered and known.age() > LONG_SILENCE_SECONDS:
                self._ask_and_release(service)
            else:
                self._aside.submit(self._ask_and_release, service)

    def _ask_and_release(self, service: str) -> None:
        try:
            self._ask(service)
        finally:
            self._asking.release()

    def _ask(self, service: str) -> None:
        urls = list(self._known.get(service, _Known()).urls)
        answered = True
        try:
            found = [f"http://{i['address']}:{i['port']}" for i in instances(service) if i["healthy"]]
        except UNREACHABLE as error:
            log.warning("Consul does not answer, the last addresses of %s stay: %s", service, error)
            found, answered = [], False
        if found and found != urls:
            self._remember(service, found)
        urls = found or urls or self._remembered().get(service, [])
        self._known[service] = _Known(time.monotonic(), tuple(urls), answered)

    def _file(self) -> Path:
        return Path(settings.STATE_DIR) / "addresses.json"

    def _remembered(self) -> dict[str, list[str]]:
        try:
            return orjson.loads(self._file().read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return {}

    def _remember(self, service: str, urls: list[str]) -> None:
        atomic_file.write(self._file(), orjson.dumps(self._remembered() | {service: urls}))


_book = _AddressBook()
addresses = _book.addresses
