"""What a process tells Consul of itself."""

import threading

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
        in told["tags"]
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
