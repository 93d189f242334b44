"""What a process tells Consul of itself."""

import threading
import time

import pytest

from chassis import registry, uptime
from chassis.testing.consul import ConsulStandIn, instance


@pytest.fixture
def consul(settings):
    server = ConsulStandIn()
    settings.CONSUL_URL = server.url
    yield server
    server.stop()


def test_the_web_process_tells_where_it_listens_and_how_to_check_and_reach_it(consul, settings):
    registry.register()
    [told] = consul.registered.values()
    assert told["id"] == f"log_service-127.0.0.1-{settings.SERVICE_PORT}"
    assert told["check"]["http"].endswith("/api/notes/health/ready/")
    assert told["check"]["FailuresBeforeCritical"] == 3
    assert (
        "traefik.http.routers.log_service.rule=Path(`/api/notes`) || PathPrefix(`/api/notes/`)"
        " || Path(`/api/carnets`) || PathPrefix(`/api/carnets/`)" in told["tags"]
    )
    assert f"depuis={uptime.STARTED_AT}" in told["tags"]
    assert registry.is_registered()
    registry.deregister()
    assert not registry.is_registered()


def test_a_process_with_a_port_of_its_own_is_announced_beside_it(consul):
    tcp = registry.Registration(
        "log_service_tcp",
        "127.0.0.1",
        8105,
        registry.tcp_check("127.0.0.1", 8105),
        registry.tcp_router_tags("log_service_tcp", entrypoint="nest"),
    )
    registry.register()
    registry.register(tcp)
    told = consul.registered["log_service_tcp-127.0.0.1-8105"]
    assert (told["name"], told["port"], told["check"]["tcp"]) == ("log_service_tcp", 8105, "127.0.0.1:8105")
    assert "traefik.tcp.routers.log_service_tcp.rule=HostSNI(`*`)" in told["tags"]
    assert "traefik.tcp.routers.log_service_tcp.entrypoints=nest" in told["tags"]
    registry.deregister(tcp)
    assert len(consul.registered) == 1


def test_another_healthy_instance_is_seen_and_this_one_is_not_another(consul, settings):
    own = registry.http_instance()
    consul.instances[own.name] = [instance(own.name, own.port)]
    assert not registry.has_others()
    consul.instances[own.name].append(instance(own.name, own.port + 10, healthy=False))
    assert not registry.has_others()
    consul.instances[own.name].append(instance(own.name, own.port + 20))
    assert registry.has_others()
    settings.CONSUL_URL = "http://127.0.0.1:1"
    assert not registry.has_others(), "nobody can tell: there is nothing to wait for"


def test_what_consul_forgot_is_announced_again_until_it_leaves(consul, monkeypatch):
    monkeypatch.setattr(registry, "HEARTBEAT_SECONDS", 0.01)
    stop, leaving = threading.Event(), threading.Event()
    thread = threading.Thread(target=registry.keep_registered, args=(stop, leaving))
    thread.start()
    try:
        assert _until(lambda: consul.registered)
        consul.registered.clear()
        assert _until(lambda: consul.registered)
        leaving.set()
        stop.wait(0.1)  # a round that began before it was set may still end
        consul.registered.clear()
        assert not _until(lambda: consul.registered, tries=20)
    finally:
        stop.set()
        thread.join()


def test_an_instance_is_healthy_when_all_its_checks_pass_and_shows_its_own(consul):
    consul.instances["stock_service"] = [
        instance("stock_service", 8002),
        instance("stock_service", 8012, healthy=False),
    ]
    good, bad = registry.instances("stock_service")
    assert (good["healthy"], bad["healthy"]) == (True, False)
    assert [check["name"] for check in bad["checks"]] == ["Service 'stock_service' check"]


def _until(condition, tries: int = 200) -> bool:
    pause = threading.Event()
    return any(condition() or pause.wait(0.01) for _ in range(tries))


class HungConsul:
    """Answers `ports` until it is hung, then nothing until it is let go."""

    def __init__(self, ports: list[int]):
        self.ports = ports
        self.goes_on = threading.Event()
        self.goes_on.set()

    def __call__(self, service: str) -> list[dict]:
        if not self.goes_on.wait(10):
            raise registry.consul.ConsulException("no answer")
        return [{"address": "127.0.0.1", "port": port, "healthy": True} for port in self.ports]


@pytest.fixture
def hung(monkeypatch, settings, tmp_path):
    settings.STATE_DIR = str(tmp_path)
    monkeypatch.setattr(registry, "ADDRESSES_TTL_SECONDS", 0)
    consul = HungConsul([8001])
    monkeypatch.setattr(registry, "instances", consul)
    yield consul
    consul.goes_on.set()


def answers_of(book, count: int) -> list[list[str]]:
    """What so many threads are told; what one has not heard within some seconds is missing."""
    heard: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: heard.append(book.addresses("stock_service")), daemon=True)
        for _ in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    return heard


def test_no_request_waits_for_a_consul_that_hangs(hung):
    book = registry._AddressBook()
    assert book.addresses("stock_service") == ["http://127.0.0.1:8001"]
    hung.goes_on.clear()
    assert answers_of(book, 8) == [["http://127.0.0.1:8001"]] * 8


def test_after_a_long_silence_the_first_waits_for_news_and_the_others_for_nobody(hung, monkeypatch):
    monkeypatch.setattr(registry, "LONG_SILENCE_SECONDS", 0)
    book = registry._AddressBook()
    book.addresses("stock_service")
    hung.ports = [8011]
    assert book.addresses("stock_service") == ["http://127.0.0.1:8011"]
    hung.goes_on.clear()
    assert len(answers_of(book, 8)) == 7


def test_new_addresses_are_known_after_the_request_that_asked(hung):
    book = registry._AddressBook()
    book.addresses("stock_service")
    hung.ports = [8011]
    deadline = time.monotonic() + 10
    while book.addresses("stock_service") != ["http://127.0.0.1:8011"]:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_consul_knew_last_is_used_by_the_next_process_too(hung, monkeypatch):
    registry._AddressBook().addresses("stock_service")

    def down(service: str):
        raise registry.consul.ConsulException("down")

    monkeypatch.setattr(registry, "instances", down)
    assert registry._AddressBook().addresses("stock_service") == ["http://127.0.0.1:8001"]


def test_a_proxy_of_the_machine_is_not_asked_for_consul(consul, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setattr(registry, "_local", threading.local())
    assert registry.service_names() == []
