"""What is ordered while notification_service is away is told when it is back."""

import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from client import eventually

ORDERS = int(os.environ.get("E2E_ORDERS", "30"))


def test_orders_made_while_notification_service_is_away_are_told_once_each(running, admin, user, shop):
    """Thirty of them; E2E_ORDERS says another number."""
    piece, place, client = shop.piece(), shop.emplacement(), shop.client()
    shop.receive(piece, place, str(ORDERS))
    since = datetime.now(UTC).isoformat()
    running.stop("notification_service")
    try:
        with ThreadPoolExecutor(4) as clerks:
            made = list(clerks.map(lambda _: _confirm(admin, shop, client, piece), range(ORDERS)))
    finally:
        running.start("notification_service")

    def told(api) -> list[str]:
        rows, page = [], 1
        while page:
            answer = api.get("/api/notifications/", type="commande", depuis=since, page_size=200, page=page)
            rows += [row["commande_id"] for row in answer["results"]]
            page = page + 1 if answer["next"] else 0
        return [row for row in rows if row in ids]

    ids = set(made)
    assert len(ids) == ORDERS
    eventually(lambda: _answers(admin), within=30)
    for api in (admin, user("vendeur")):
        eventually(lambda api=api: len(told(api)) >= ORDERS, within=60, every=1)
    time.sleep(2)  # whatever would come twice
    for api in (admin, user("vendeur")):
        assert sorted(told(api)) == sorted(ids)


def _confirm(admin, shop, client: dict, piece: dict) -> str:
    order = shop.order(client, (piece, "1"))
    admin.post(f"/api/commandes/{order['id']}/valider/", status=200, key=str(uuid.uuid4()))
    return order["id"]


def _answers(admin) -> bool:
    return admin("GET", "/api/notifications/non-lues/").status_code == 200
