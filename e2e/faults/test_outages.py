"""PostgreSQL or Consul away for a while, with requests of several clients under way."""

import time

from client import eventually
from traffic import PATIENCE

from ops import postgres, registry

DATABASE_AWAY = 10  # seconds
CONSUL_AWAY = 30


def test_a_database_that_is_away_is_a_503_and_what_was_acknowledged_stays(running, crowd, visits, figures):
    with crowd, visits:
        running.stop("postgres")
        time.sleep(DATABASE_AWAY)
        running.start("postgres")
        began = time.monotonic()
        eventually(running.is_whole, within=PATIENCE)
        figures.seconds("every route is back after PostgreSQL was away", time.monotonic() - began)
        crowd.goes_on(within=20)
    assert not crowd.gateways_own
    assert 503 in crowd.statuses, "nobody noticed: nothing was tried"


def test_connections_that_the_database_ends_are_made_anew(running, crowd, visits, shop, admin):
    with crowd, visits:
        for _ in range(5):
            assert end_connections(running) >= len(registry.services())
            crowd.goes_on(within=20)
    assert not crowd.gateways_own
    eventually(running.is_whole, within=PATIENCE)
    piece = shop.piece()  # workers too: what one service tells another arrives
    eventually(lambda: admin.get(f"/api/logs/objets/{piece['id']}/")["results"], within=15)


def end_connections(running) -> int:
    """As an administrator of the server does it; how many there were, of all services."""
    connection = postgres.connect(running.instance)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = ANY(%s) AND pid <> pg_backend_pid()",
                [[service.database for service in registry.services()]],
            )
            return cursor.fetchone()[0]
    finally:
        connection.close()


def test_while_consul_is_away_no_request_fails(running, crowd, visits, shop, admin):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "1")
    order = shop.order(shop.client(), (piece, "1"))
    with crowd, visits:
        running.stop("consul")
        time.sleep(CONSUL_AWAY)
        assert admin("POST", f"/api/commandes/{order['id']}/valider/", {}).status_code == 200
        running.start("consul")
        eventually(running.is_whole, within=PATIENCE)
        crowd.goes_on()
    assert crowd.statuses == {201}
    assert visits.statuses == {200}
    assert not crowd.gateways_own
    # the gateway asks again ever more seldom, and has not seen yet what changed; the next tests need it to
    running.supervisor.restart(["traefik"])
    eventually(running.is_whole, within=PATIENCE)
