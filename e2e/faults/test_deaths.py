"""Processes killed and infrastructure taken away while requests are in flight."""

import shutil
import time

import pytest
from client import eventually
from running import PROGRAMS
from traffic import PATIENCE

BACK_WITHIN = 15  # seconds from the kill until every process runs and every route answers
CONSUL_BACK_WITHIN = 25


def back(running, killed_at: float) -> float:
    """Wait until the system is whole again; how many seconds that took from the kill."""
    eventually(running.is_whole, within=PATIENCE)
    seconds = time.monotonic() - killed_at
    assert seconds <= BACK_WITHIN, f"back after {seconds:.1f} s, not within {BACK_WITHIN} s of the kill"
    return seconds


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_killed_process_is_back_and_nothing_acknowledged_is_lost(running, demo, traffic, figures, program):
    with traffic:
        before = running.pid(program)
        killed_at = running.kill(before)
        eventually(lambda: running.pid(program) not in (0, before), within=PATIENCE)
        figures.seconds("a killed process is back, registered and routed", back(running, killed_at), program)
        traffic.goes_on()


def test_a_killed_gunicorn_worker_is_replaced(running, demo, traffic):
    with traffic:
        victim = running.children("stock_service")[-1]
        killed_at = running.kill(victim)
        eventually(lambda: victim not in running.children("stock_service"), within=PATIENCE)
        back(running, killed_at)
        traffic.goes_on()


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
