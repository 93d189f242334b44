"""Two instances of a service: Traefik shares the requests, and leaves out the one that does not answer."""

import os
import signal

import pytest
import requests
from client import eventually

from ops import consul, environment, registry, traefik, up, wait

NAME = "stock_service"
SECOND = f"{NAME}-2"
IN_TRAEFIK = "stock-service@consulcatalog"
SERVICE = registry.service(NAME)
PATH = "/api/stock/emplacements/"
GIVES_UP_AFTER = 10  # seconds
LISTS_OF_PLACES = 'http_requests_total{method="GET",route="api/stock/emplacements/",status="200"}'


@pytest.fixture(scope="module")
def two(running):
    """As after `./stack up --scale stock_service=2`."""
    up.run(running.instance, {NAME: 2}, with_seed=False)
    yield running
    up.run(running.instance, {}, with_seed=False)


def servers(running) -> dict[str, str]:
    """What Traefik's API says of the instances: address -> UP or DOWN."""
    url = f"{running.instance.url('traefik_dashboard')}/api/http/services/{IN_TRAEFIK}"
    return wait.http_json(url).get("serverStatus", {})


def test_both_instances_are_registered_and_answer(two, admin):
    eventually(lambda: len(consul.healthy_addresses(two.instance, NAME)) == 2, within=15)
    eventually(lambda: list(servers(two).values()) == ["UP", "UP"], within=15)
    before = served(two)
    for _ in range(40):
        assert admin("GET", PATH).status_code == 200
    after = served(two)
    assert all(now - then >= 10 for now, then in zip(after, before, strict=True)), (before, after)


def served(running) -> list[int]:
    """How many lists of places each instance has answered, by its own metrics."""
    counts = []
    for number in (1, 2):
        port = environment.service_port(running.instance, SERVICE, number)
        lines = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=10).text.splitlines()
        lists = [line for line in lines if line.startswith(LISTS_OF_PLACES)]
        counts.append(sum(int(float(line.rsplit(" ", 1)[1])) for line in lists))
    return counts


def frozen(running):
    """The processes of the second instance, all stopped in the middle of what they do."""
    return [running.pid(SECOND), *running.children(SECOND)]


@pytest.fixture
def impatient_gateway(two):
    """It gives up on an answer after 10 s instead of a minute: the test need not wait for so long."""
    file = traefik.write_configuration(two.instance)
    usual = "responseHeaderTimeout: 60s"
    text = file.read_text()
    assert usual in text
    file.write_text(text.replace(usual, f"responseHeaderTimeout: {GIVES_UP_AFTER}s"))
    restart_gateway(two)
    yield
    traefik.write_configuration(two.instance)
    restart_gateway(two)


def restart_gateway(running) -> None:
    running.supervisor.restart(["traefik"])
    eventually(running.is_whole, within=30)


def test_an_instance_that_hangs_is_left_out_and_taken_back(two, impatient_gateway, admin, crowd, visits):
    """What it had begun, and what came before it was left out, ends in 503 when the gateway gives up."""
    everyone = frozen(two)
    with crowd, visits:
        for pid in everyone:
            os.kill(pid, signal.SIGSTOP)
        try:
            eventually(lambda: 503 in crowd.statuses, within=GIVES_UP_AFTER + 5)
            eventually(lambda: len(consul.healthy_addresses(two.instance, NAME)) == 1, within=40)
            eventually(lambda: list(servers(two).values()) == ["UP"], within=15)
            assert {admin("GET", PATH).status_code for _ in range(40)} == {200}
            crowd.goes_on(within=GIVES_UP_AFTER + 5, movements=50)
        finally:
            for pid in everyone:
                os.kill(pid, signal.SIGCONT)
        eventually(lambda: list(servers(two).values()) == ["UP", "UP"], within=30)


def test_replacing_one_instance_after_the_other_fails_no_request(two, crowd, visits):
    """Each leaves Consul, lets the gateway notice, finishes what it has begun, and only then stops."""
    with crowd, visits:
        for program in (SECOND, NAME):
            before = two.pid(program)
            two.supervisor.restart([program])
            eventually(lambda: list(servers(two).values()) == ["UP", "UP"], within=40)
            assert two.pid(program) != before
            crowd.goes_on(within=60, movements=50)
    assert crowd.statuses == {201} and not crowd.gateways_own
    assert visits.statuses == {200}
