"""Two instances of a service: Traefik shares the requests, and leaves out the one that does not answer."""

import os
import signal
import threading
from collections import Counter

import pytest
import requests
from client import eventually

from ops import consul, environment, registry, up, wait

NAME = "stock_service"
SECOND = f"{NAME}-2"
IN_TRAEFIK = "stock-service@consulcatalog"
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


class Traffic:
    """Three clients that read and post movements without pause while the block runs."""

    def __init__(self, admin, body: dict):
        self._admin, self._body = admin, body
        self.statuses: Counter[str] = Counter()
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(3)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        self.goes_on()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join()

    def goes_on(self) -> None:
        before = self.statuses.total()
        eventually(lambda: self.statuses.total() > before + 50, within=60)

    def _run(self) -> None:
        while not self._over.is_set():
            read = self._admin("GET", PATH)
            written = self._admin("POST", "/api/stock/movement/", self._body)
            self.statuses.update([f"GET {read.status_code}", f"POST {written.status_code}"])


def test_replacing_one_instance_after_the_other_fails_no_request(two, admin, shop):
    """Each leaves Consul, lets the gateway notice, finishes what it has begun, and only then stops."""
    piece, place = shop.piece(), shop.emplacement()
    body = {"piece_id": piece["id"], "emplacement_id": place["id"], "type": "IN", "quantite": "1"}
    with Traffic(admin, body) as traffic:
        for program in (SECOND, NAME):
            before = two.pid(program)
            two.supervisor.restart([program])
            eventually(lambda: list(servers(two).values()) == ["UP", "UP"], within=40)
            assert two.pid(program) != before
            traffic.goes_on()
    assert set(traffic.statuses) == {"GET 200", "POST 201"}, traffic.statuses
    assert shop.level(piece)["quantite"] == f"{traffic.statuses['POST 201']}.000"
