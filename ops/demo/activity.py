"""What happened in the demo shop: receptions, exits, transfers, orders in many states, invoices, payments."""

from decimal import Decimal

from ops.demo import seller
from ops.demo.client import Client
from ops.demo.identity import demo_id
from ops.demo.shop import create_missing, data

SHIPPED = ["valider", "preparer", "expedier", "livrer"]
# (customer, [(reference, quantity)], what was done with the order, the part of its invoice paid and how)
SALES = [
    ("Garage Lefèvre", [("ROU-6204", 4), ("GRA-400", 2)], SHIPPED, ("tout", "carte")),
    ("Ferme des Tilleuls", [("HUI-46-20", 1), ("FIL-HYD", 2)], SHIPPED, ("tout", "especes")),
    ("Imprimerie Garnier", [("COU-SPZ-1000", 4)], SHIPPED, ("moitie", "virement")),
    ("Ateliers Dupont", [("VIS-M8-40", 6), ("ECR-M8-FR", 6), ("RON-M6", 2)], SHIPPED[:3], ("rien", "")),
    ("Maintenance Alpes", [("DIS-C16", 10), ("CAB-3G25", 50)], ["valider", "preparer"], None),
    ("Imprimerie Garnier", [("COU-SPZ-1000", 3), ("POU-SPZ-100", 1)], ["valider"], None),
    ("Ferme des Tilleuls", [("FLE-H12", 2), ("HUI-46-20", 1)], [], None),
    ("Garage Lefèvre", [("PER-18V", 1)], ["valider", "annuler"], None),
]
# (supplier, [(reference, quantity)], how many of each are received: None leaves the order a draft)
PURCHASES = [
    ("Roulements du Rhône", [("ROU-6206", 20), ("PAL-UCP205", 6)], "tout"),
    ("Électro Services", [("REL-THE", 8), ("CON-9A", 10)], "moitie"),
    ("Quincaillerie Morel", [("PER-18V", 4), ("GAN-10", 60)], "rien"),
    ("Roulements du Rhône", [("HUI-46-20", 10)], None),
]
PAST = "DEMO-HISTORIQUE"
RECEIVED_AT = "ENT-A-01"
CARD = {"numero": "4242424242424242", "expiration": "12/30", "cryptogramme": "123"}
# exits that bring a few parts near or below their threshold: the screens show something to do
EXITS = [("PER-18V", 3), ("HUI-46-20", 7), ("GAI-20", 8), ("CHA-08B", 9), ("GAN-10", 60), ("DIS-C16", 15)]
TRANSFERS = [("ROU-6202", 10), ("DIS-C16", 12), ("VIS-M6-30", 8), ("CAB-RJ45-3", 10)]


def fill(client: Client) -> None:
    if not client.get(f"/api/stock/movements/?reference={PAST}")["results"]:
        _move(client, "DEMO-RECEPTION", [_reception(row) for row in data()["pieces"]])
    _move(client, "DEMO-TRANSFERT", [_transfer(*each) for each in TRANSFERS])
    _move(client, "DEMO-SORTIE", [_exit(*each) for each in EXITS])
    _sales(client)
    _purchases(client)


def _sales(client: Client) -> None:
    orders = [_order(f"vente {index}", "client", *each[:2]) for index, each in enumerate(SALES)]
    created = {order["id"] for order in create_missing(client, "/api/commandes/", orders)}
    for order, (_, _, actions, paid) in zip(orders, SALES, strict=True):
        if order["id"] not in created:
            continue
        for action in actions:
            client.post(f"/api/commandes/{order['id']}/{action}/", key=f"demo-{order['id']}-{action}")
        if paid:
            _invoice(client, order["id"], *paid)


def _invoice(client: Client, order_id: str, part: str, means: str) -> None:
    address = f"/api/commandes/{order_id}/facturer/"
    invoice = client.post(address, key=f"demo-{order_id}-facturer", passing=seller.UNKNOWN_YET)
    if part == "rien":
        return
    total = Decimal(invoice["total_ttc"])
    amount = total if part == "tout" else (total / 2).quantize(Decimal("0.01"))
    payment = {"facture_id": invoice["id"], "montant": str(amount), "moyen": means}
    if means == "carte":
        payment["carte"] = CARD
    client.post("/api/paiements/", payment, key=f"demo-{order_id}-payer")


def _purchases(client: Client) -> None:
    orders = [_order(f"achat {index}", "fournisseur", *each[:2]) for index, each in enumerate(PURCHASES)]
    created = {order["id"] for order in create_missing(client, "/api/commandes/", orders)}
    for order, (_, lines, received) in zip(orders, PURCHASES, strict=True):
        if order["id"] not in created or received is None:
            continue
        address = f"/api/commandes/{order['id']}"
        order = client.post(f"{address}/valider/", key=f"demo-{order['id']}-valider")
        if received != "rien":
            numbers = {demo_id("piece", name): number for name, number in lines}
            part = 1 if received == "tout" else 2
            parts = [
                {"detail_id": detail["id"], "quantite": str(numbers[detail["piece_id"]] // part)}
                for detail in order["details"]
            ]
            body = {"emplacement_id": demo_id("emplacement", RECEIVED_AT), "lignes": parts}
            client.post(f"{address}/recevoir/", body, key=f"demo-{order['id']}-recevoir")


def past() -> list[dict]:
    """What `manage.py historique_demo` of stock_service makes a past for, and what is left of it today."""
    return [
        {
            "piece_id": demo_id("piece", row[0]),
            "emplacement_id": demo_id("emplacement", row[7]),
            "quantite": row[6],
            "cout_unitaire": row[4],
        }
        for row in data()["pieces"]
    ]


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


def _order(name: str, kind: str, partner: str, lines: list[tuple[str, int]]) -> dict:
    details = [{"piece_id": demo_id("piece", name), "quantite": str(quantity)} for name, quantity in lines]
    return {
        "id": demo_id("commande", name),
        "type": "vente" if kind == "client" else "achat",
        f"{kind}_id": demo_id(kind, partner),
        "details": details,
        "notes": "Commande de démonstration",
    }
