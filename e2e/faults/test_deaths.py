"""Processes killed and infrastructure taken away while requests are in flight."""

import shutil
import threading
import time
import uuid

import pytest
import requests
from client import GATEWAYS_OWN, Api, eventually
from running import PROGRAMS

BACK_WITHIN = 15  # seconds from the kill until every process runs and every route answers
PATIENCE = 60  # waited beyond that only so that a failure says how long it took
CONSUL_BACK_WITHIN = 25


def back(running, killed_at: float) -> float:
    """Wait until the system is whole again; how many seconds that took from the kill."""
    eventually(running.is_whole, within=PATIENCE)
    seconds = time.monotonic() - killed_at
    assert seconds <= BACK_WITHIN, f"back after {seconds:.1f} s, not within {BACK_WITHIN} s of the kill"
    return seconds


class Traffic:
    """Posts movements without pause, each with its own key, and remembers what was acknowledged."""

    def __init__(self, admin: Api, body: dict):
        self._admin, self._body = admin, body
        self.acknowledged: list[str] = []
        self.statuses: set[int] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        eventually(lambda: len(self.acknowledged) >= 3, within=20)
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _run(self):
        key = str(uuid.uuid4())
        while not self._stop.is_set():
            try:
                response = self._admin("POST", "/api/stock/movement/", self._body, **{"Idempotency-Key": key})
            except (
                requests.ConnectionError
            ):  # the gateway itself is away: no answer, so the same request again
                time.sleep(0.1)
                continue
            if response.text.strip() in GATEWAYS_OWN:
                continue  # no answer of the service: the same request again
            self.statuses.add(response.status_code)
            if response.status_code == 201:
                self.acknowledged.append(response.json()["id"])
                key = str(uuid.uuid4())  # otherwise the same request again, as a careful client does
            time.sleep(0.02)


@pytest.fixture
def traffic(running, demo, shop, admin):
    eventually(running.is_whole, within=PATIENCE)  # whatever struck before is over
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "1")
    body = {"piece_id": piece["id"], "emplacement_id": place["id"], "type": "IN", "quantite": "1"}
    traffic = Traffic(admin, body)
    yield traffic
    assert traffic.statuses <= {201, 409, 503}, "nothing but success and documented refusals"
    # the gateway's circuit breaker lets requests through again little by little, over two seconds
    path = f"/api/stock/pieces/{piece['id']}/"
    eventually(lambda: all(admin("GET", path).status_code == 200 for _ in range(10)), within=PATIENCE)
    level = shop.level(piece)
    assert level["quantite"] == f"{1 + len(traffic.acknowledged)}.000", "what was acknowledged is there, once"


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_killed_process_is_back_and_nothing_acknowledged_is_lost(running, demo, traffic, figures, program):
    with traffic:
        before = running.pid(program)
        killed_at = running.kill(before)
        eventually(lambda: running.pid(program) not in (0, before), within=PATIENCE)
        figures.seconds("a killed process is back, registered and routed", back(running, killed_at), program)
        count = len(traffic.acknowledged)
        eventually(lambda: len(traffic.acknowledged) > count, within=5)


def test_a_killed_gunicorn_worker_is_replaced(running, demo, traffic):
    with traffic:
        victim = running.children("stock_service")[-1]
        killed_at = running.kill(victim)
        eventually(lambda: victim not in running.children("stock_service"), within=PATIENCE)
        back(running, killed_at)
        count = len(traffic.acknowledged)
        eventually(lambda: len(traffic.acknowledged) > count, within=5)


def test_routes_are_back_after_consul_lost_its_state(running, demo, traffic, figures):
    with traffic:
        running.stop("consul")
        shutil.rmtree(running.instance.state / "consul")
        started_at = time.monotonic()
        running.start("consul")
        eventually(running.is_whole, within=CONSUL_BACK_WITHIN)
        figures.seconds(
            "every route is back after Consul started with nothing", time.monotonic() - started_at
        )


def test_good_tokens_stay_good_while_auth_service_is_down(running, demo, admin, shop):
    running.stop("auth_service")
    try:
        assert admin("GET", "/api/stock/").status_code == 200
        running.supervisor.restart(["stock_service"])
        eventually(lambda: admin("GET", "/api/stock/").status_code == 200, within=PATIENCE)
    finally:
        running.start("auth_service")
    eventually(running.is_whole, within=PATIENCE)


def test_notifications_and_audit_arrive_after_their_services_were_down(running, demo, admin, shop):
    for name in ("notification_service", "log_service"):
        running.stop(name)
    try:
        piece, place = shop.piece(), shop.emplacement()
        admin("PUT", f"/api/stock/seuils/{piece['id']}/", {"mini": "5"})
        shop.receive(piece, place, "10")
        shop.move(piece, place, "OUT", "6")
    finally:
        for name in ("notification_service", "log_service"):
            running.start(name)
    eventually(running.is_whole, within=PATIENCE)

    def alerts():
        rows = admin.get("/api/notifications/", type="stock_bas", page_size=200)["results"]
        return [row for row in rows if row["piece_id"] == piece["id"]]

    assert len(eventually(alerts, within=15)) == 1
    eventually(lambda: admin.get(f"/api/logs/objets/{piece['id']}/")["results"], within=15)


def test_a_service_that_is_stopped_is_a_503_with_retry_after(running, demo, admin):
    running.stop("pieces_service")
    try:
        eventually(lambda: admin("GET", "/api/pieces/").status_code == 503, within=10)
        response = admin("GET", "/api/pieces/")
        assert response.headers["Retry-After"]
        assert response.json()["code"] == "service_indisponible"
    finally:
        running.start("pieces_service")
    eventually(running.is_whole, within=PATIENCE)
