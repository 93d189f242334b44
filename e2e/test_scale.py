"""Two instances of a service: Traefik shares the requests, and leaves out the one that does not answer."""

import os
import signal
import threading

import pytest
import requests
from client import eventually

from ops import consul, environment, registry, up, wait

NAME = "stock_service"
SECOND = f"{NAME}-2"
SERVICE = registry.service(NAME)
PATH = "/api/stock/emplacements/"
LISTS_OF_PLACES = 'http_requests_total{method="GET",route="api/stock/emplacements/",status="200"}'


@pytest.fixture(scope="module")
def two(running):
    """As after `./stack up --scale stock_service=2`."""
    up.run(running.instance, {NAME: 2}, with_seed=False)
    yield running
    up.run(running.instance, {}, with_seed=False)


def servers(running) -> dict[str, str]:
    """What Traefik's API says of the instances: address -> UP or DOWN."""
    url = f"{running.instance.url('traefik_dashboard')}/api/http/services/{NAME}@consulcatalog"
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


def test_an_instance_that_hangs_is_left_out_and_taken_back(two, admin):
    everyone = frozen(two)
    for pid in everyone:
        os.kill(pid, signal.SIGSTOP)
    try:
        eventually(lambda: len(consul.healthy_addresses(two.instance, NAME)) == 1, within=40)
        eventually(lambda: list(servers(two).values()) == ["UP"], within=15)
        assert {admin("GET", PATH).status_code for _ in range(40)} == {200}
    finally:
        for pid in everyone:
            os.kill(pid, signal.SIGCONT)
    eventually(lambda: list(servers(two).values()) == ["UP", "UP"], within=30)


def test_taking_an_instance_away_fails_no_request(two, admin):
    """It leaves Consul before it stops, and finishes what it has begun."""
    statuses: list[int] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            statuses.append(admin("GET", PATH).status_code)

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    try:
        eventually(lambda: len(statuses) > 50, within=30)
        two.stop(SECOND)
        gone = len(statuses)
        eventually(lambda: len(statuses) > gone + 50, within=30)
    finally:
        over.set()
        for thread in asking:
            thread.join()
    assert set(statuses) == {200}
