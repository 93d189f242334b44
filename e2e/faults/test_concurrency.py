"""What must stay true when many ask at the same moment."""

import uuid
from collections import Counter

import pytest
from client import at_once

PAIRS = 200
POSTS = 100


@pytest.fixture(scope="module")
def place(shop):
    return shop.emplacement()


def test_of_two_orders_for_the_last_item_exactly_one_wins_each_time(shop, admin, place, figures):
    piece, client = shop.piece(), shop.client()
    outcomes = Counter()
    for _ in range(PAIRS):
        shop.receive(piece, place, "1")
        orders = [shop.order(client, (piece, "1")) for _ in range(2)]
        answers = at_once(
            *[lambda o=o: admin("POST", f"/api/commandes/{o['id']}/valider/", {}) for o in orders]
        )
        outcomes[tuple(sorted(answer.status_code for answer in answers))] += 1
        refused = next(answer for answer in answers if answer.status_code == 409)
        assert refused.json()["code"] == "stock_insuffisant"
        assert refused.json()["lignes"] == [
            {"piece_id": piece["id"], "demande": "1.000", "disponible": "0.000"}
        ]
    figures.count("pairs of orders for the last item of which one won", outcomes[(200, 409)])
    assert outcomes == {(200, 409): PAIRS}
    level = shop.level(piece)
    assert (level["quantite"], level["reserve"]) == (f"{PAIRS}.000", f"{PAIRS}.000")


def test_a_hundred_posts_with_one_key_are_one_movement(shop, admin, place):
    piece = shop.piece()
    shop.receive(piece, place, "5")
    body = {"piece_id": piece["id"], "emplacement_id": place["id"], "type": "IN", "quantite": "1"}
    key = str(uuid.uuid4())

    def post():
        return admin("POST", "/api/stock/movement/", body, **{"Idempotency-Key": key})

    answers = at_once(*[post] * POSTS)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    assert shop.level(piece)["quantite"] == "6.000"
    assert len(admin.get("/api/stock/movements/", piece_id=piece["id"])["results"]) == 2


def test_crossed_orders_do_not_deadlock(shop, admin, place):
    p, q, client = shop.piece(), shop.piece(), shop.client()
    shop.receive(p, place, "40")
    shop.receive(q, place, "40")
    orders = [shop.order(client, *([(p, "1"), (q, "1")][:: 1 if n % 2 else -1])) for n in range(20)]
    answers = at_once(*[lambda o=o: admin("POST", f"/api/commandes/{o['id']}/valider/", {}) for o in orders])
    assert {answer.status_code for answer in answers} == {200}
    assert shop.level(p)["reserve"] == shop.level(q)["reserve"] == "20.000"
