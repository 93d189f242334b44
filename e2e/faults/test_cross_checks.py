"""What `./stack verify` says of orders and reservations, which are rows of two services."""

from client import eventually

from ops import cross_checks, databases, registry


def behind_the_back(running, service: str, statement: str, *values) -> None:
    connection = databases.connect(running.instance, registry.service(service))
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
    finally:
        connection.close()


def validated(shop, quantity: str = "4") -> dict:
    piece = shop.piece()
    shop.receive(piece, shop.emplacement(), quantity)
    order = shop.order(shop.client(), (piece, quantity))
    return shop.admin.post(f"/api/commandes/{order['id']}/valider/", {}, status=200)


def set_state(running, order: dict, state: str) -> None:
    behind_the_back(
        running, "commandes_service", "UPDATE commandes SET etat = %s WHERE id = %s", state, order["id"]
    )


def test_a_reservation_whose_order_is_over_is_named(shop, running):
    order = validated(shop)
    assert order["id"] not in cross_checks.reservations_without_order(running.instance)
    set_state(running, order, "annulee")
    assert order["id"] in cross_checks.reservations_without_order(running.instance)
    set_state(running, order, "validee")


def test_an_order_whose_reservation_is_gone_is_named(shop, running):
    order = shop.order(shop.client(), (shop.piece(), "1"))
    assert order["id"] not in cross_checks.orders_without_reservation(running.instance)
    set_state(running, order, "validee")
    assert order["id"] in cross_checks.orders_without_reservation(running.instance)
    set_state(running, order, "brouillon")


def test_an_order_shipped_in_part_keeps_the_rest_and_breaks_nothing(shop, running):
    order = validated(shop)
    [line] = order["details"]
    shipped = shop.admin.post(
        f"/api/commandes/{order['id']}/expedier/",
        {"lignes": [{"detail_id": line["id"], "quantite": "1"}]},
        status=200,
    )
    assert shipped["etat"] == "partiellement_expediee"
    assert order["id"] not in cross_checks.reservations_without_order(running.instance)
    assert order["id"] not in cross_checks.orders_without_reservation(running.instance)


def test_a_message_that_was_sent_and_took_no_effect_is_named(shop, running):
    piece = shop.piece()
    assert cross_checks.sent_without_effect(running.instance) == []
    [message] = eventually(lambda: last_sent(running, piece), within=20)
    behind_the_back(running, "stock_service", "DELETE FROM inbox WHERE message_id = %s", message)
    assert cross_checks.sent_without_effect(running.instance) == [message]
    behind_the_back(running, "stock_service", "INSERT INTO inbox VALUES (%s, now())", message)


def last_sent(running, piece: dict) -> list[str]:
    """The message to stock_service that tells of this piece, once it is sent."""
    query = """SELECT message_id::text FROM outbox WHERE target = 'stock_service' AND sent_at IS NOT NULL
               AND body::text LIKE %s"""
    connection = databases.connect(running.instance, registry.service("pieces_service"))
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, [f"%{piece['id']}%"])
            return [row[0] for row in cursor.fetchall()]
    finally:
        connection.close()
