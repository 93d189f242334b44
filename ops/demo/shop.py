"""What the demo shop is made of: catalogue, places, thresholds, customers, suppliers."""

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import cache
from pathlib import Path

from ops.demo.client import Client
from ops.demo.identity import demo_id, ean13

AT_ONCE = 6


@cache
def data() -> dict:
    return json.loads(Path(__file__).with_name("catalogue.json").read_text(encoding="utf-8"))


def create_missing(client: Client, path: str, objects: list[dict], one_by_one: bool = False) -> list[dict]:
    """POST what is not there yet (by id); return what was. A tree is made one by one, parents first."""
    there = {row["id"] for row in client.all(path)}
    missing = [each for each in objects if each["id"] not in there]
    with ThreadPoolExecutor(1 if one_by_one else AT_ONCE) as pool:
        list(pool.map(lambda each: client.post(path, each, key=f"demo-{each['id']}"), missing))
    return missing


def fill(client: Client) -> None:
    categories = [
        {"id": demo_id("categorie", row["nom"]), "nom": row["nom"], **_parent("categorie", row)}
        for row in data()["categories"]
    ]
    create_missing(client, "/api/pieces/categories/", categories, one_by_one=True)
    places = [
        {key: row[key] for key in ("code", "nom", "type")}
        | {"id": demo_id("emplacement", row["code"]), **_parent("emplacement", row)}
        for row in data()["emplacements"]
    ]
    create_missing(client, "/api/stock/emplacements/", places, one_by_one=True)
    for kind, path in (("client", "/api/clients/"), ("fournisseur", "/api/fournisseurs/")):
        rows = data()[f"{kind}s"]
        people = [
            {"id": demo_id(kind, row["nom"]), **{k: v for k, v in row.items() if k != "categories"}}
            for row in rows
        ]
        create_missing(client, path, people)
    create_missing(client, "/api/pieces/", [_piece(index, row) for index, row in enumerate(data()["pieces"])])


def set_thresholds(client: Client) -> None:
    """After the past of the ledger: it rings no alarm."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda row: _threshold(client, row), data()["pieces"]))


def _parent(kind: str, row: dict) -> dict:
    return {"parent_id": demo_id(kind, row["parent"])} if "parent" in row else {}


def _piece(index: int, row: list) -> dict:
    reference, name, category, unit, cost, price, *_ = row
    return {
        "id": demo_id("piece", reference),
        "reference": reference,
        "nom": name,
        "categorie_id": demo_id("categorie", category),
        "fournisseur_id": demo_id("fournisseur", _supplier(category)),
        "unite": unit,
        "code_barres": ean13(index + 1),
        "prix_achat": str(Decimal(cost).quantize(Decimal("0.01"))),
        "prix_vente": price,
        "taux_tva": "20.00",
        "publie": True,
    }


def _supplier(category: str) -> str:
    return next(row["nom"] for row in data()["fournisseurs"] if category in row["categories"])


def _threshold(client: Client, row: list) -> None:
    quantity = row[6]
    values = {
        "mini": str(max(quantity // 4, 1)),
        "maxi": str(quantity * 2),
        "lot_commande": str(max(quantity // 2, 1)),
        "delai_jours": 7,
    }
    client.put(f"/api/stock/seuils/{demo_id('piece', row[0])}/", values)
