"""What happened in the demo shop: receptions, exits, transfers, and orders in different states."""

from ops.demo.client import Client
from ops.demo.identity import demo_id
from ops.demo.shop import create_missing, data

# (customer, [(reference, quantity)], what was done with the order)
ORDERS = [
    ("Garage Lefèvre", [("ROU-6204", 4), ("GRA-400", 2)], ["valider", "preparer", "expedier", "livrer"]),
    (
        "Ateliers Dupont",
        [("VIS-M8-40", 6), ("ECR-M8-FR", 6), ("RON-M6", 2)],
        ["valider", "preparer", "expedier"],
    ),
    ("Maintenance Alpes", [("DIS-C16", 10), ("CAB-3G25", 50)], ["valider", "preparer"]),
    ("Imprimerie Garnier", [("COU-SPZ-1000", 3), ("POU-SPZ-100", 1)], ["valider"]),
    ("Ferme des Tilleuls", [("FLE-H12", 2), ("HUI-46-20", 1)], []),
    ("Garage Lefèvre", [("PER-18V", 1)], ["valider", "annuler"]),
]
# exits that bring a few parts near or below their threshold: the screens show something to do
EXITS = [("PER-18V", 3), ("HUI-46-20", 7), ("GAI-20", 8), ("CHA-08B", 9), ("GAN-10", 60), ("DIS-C16", 15)]
TRANSFERS = [("ROU-6202", 10), ("DIS-C16", 12), ("VIS-M6-30", 8), ("CAB-RJ45-3", 10)]


def fill(client: Client) -> None:
    _move(client, "DEMO-RECEPTION", [_reception(row) for row in data()["pieces"]])
    _move(client, "DEMO-TRANSFERT", [_transfer(*each) for each in TRANSFERS])
    _move(client, "DEMO-SORTIE", [_exit(*each) for each in EXITS])
    orders = [_order(index, *each[:2]) for index, each in enumerate(ORDERS)]
    created = {order["id"] for order in create_missing(client, "/api/commandes/", orders)}
    for order, (_, _, actions) in zip(orders, ORDERS, strict=True):
        for action in actions if order["id"] in created else ():
            client.post(f"/api/commandes/{order['id']}/{action}/", key=f"demo-{order['id']}-{action}")


def _move(client: Client, reference: str, movements: list[dict]) -> None:
    """All in one posting, unless it was done: the ledger is asked, since keys are forgotten after a while."""
    if client.get(f"/api/stock/movements/?reference={reference}")["results"]:
        return
    body = {"mouvements": [{**movement, "reference": reference} for movement in movements]}
    client.post("/api/stock/movements/bulk/", body, key=reference.lower())


def _home(reference: str) -> str:
    return next(row[7] for row in data()["pieces"] if row[0] == reference)


def _reception(row: list) -> dict:
    return {
        "type": "IN",
        "piece_id": demo_id("piece", row[0]),
        "quantite": str(row[6]),
        "emplacement_id": demo_id("emplacement", row[7]),
        "cout_unitaire": row[4],
        "motif": "Réception fournisseur",
    }


def _transfer(reference: str, quantity: int) -> dict:
    return {
        "type": "TRANSFER",
        "piece_id": demo_id("piece", reference),
        "quantite": str(quantity),
        "emplacement_id": demo_id("emplacement", _home(reference)),
        "emplacement_destination_id": demo_id("emplacement", "MAG-01"),
        "motif": "Réassort du magasin",
    }


def _exit(reference: str, quantity: int) -> dict:
    return {
        "type": "OUT",
        "piece_id": demo_id("piece", reference),
        "quantite": str(quantity),
        "emplacement_id": demo_id("emplacement", _home(reference)),
        "motif": "Vente au comptoir",
    }


def _order(index: int, customer: str, lines: list[tuple[str, int]]) -> dict:
    details = [{"piece_id": demo_id("piece", name), "quantite": str(quantity)} for name, quantity in lines]
    return {
        "id": demo_id("commande", str(index)),
        "type": "vente",
        "client_id": demo_id("client", customer),
        "details": details,
        "notes": "Commande de démonstration",
    }
