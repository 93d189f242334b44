"""Every route with and without the slash at its end: the same answer, and never a redirect."""

import uuid

import pytest
import requests
from client import Api

READS = [
    "/api/auth/me/",
    "/api/auth/health/",
    "/api/pieces/",
    "/api/pieces/categories/",
    "/api/public/pieces/",
    "/api/stock/",
    "/api/stock/movements/",
    "/api/notifications/",
    "/api/commandes/",
    "/api/clients/",
    "/api/fournisseurs/",
    "/api/factures/",
    "/api/paiements/",
    "/api/logs/",
    "/api/corbeille/",
    "/api/gateway/services/",
]


def get(admin: Api, path: str) -> requests.Response:
    headers = {"Authorization": admin.authorization}
    return requests.get(admin.base + path, headers=headers, timeout=30, allow_redirects=False)


@pytest.mark.parametrize("path", READS)
def test_a_list_is_read_with_and_without_its_last_slash(admin, path):
    assert admin("GET", path).status_code == 200
    assert get(admin, path.removesuffix("/")).status_code == 200
    assert get(admin, path.removesuffix("/") + "?page_size=1").status_code in (200, 400)


def test_a_piece_is_written_without_the_last_slash(admin, shop):
    piece = admin.post("/api/pieces", {"nom": f"Pièce {uuid.uuid4().hex[:8]}", "prix_vente": "10.00"})
    path = f"/api/pieces/{piece['id']}"
    assert admin.get(path) == piece
    changed = admin("PUT", path, {"nom": f"Autre {uuid.uuid4().hex[:8]}", "prix_vente": "11.00"})
    assert changed.status_code == 200, changed.text
    assert admin("DELETE", path).status_code == 204


def test_a_movement_is_written_without_the_last_slash_and_once_in_both_spellings(admin, shop):
    piece, place, key = shop.piece(), shop.emplacement(), str(uuid.uuid4())
    body = {"piece_id": piece["id"], "emplacement_id": place["id"], "type": "IN", "quantite": "3"}
    first = admin.post("/api/stock/movement", body, key=key)
    assert admin.post("/api/stock/movement/", body, key=key) == first
    assert shop.level(piece)["quantite"] == "3.000"
    assert admin("POST", "/api/notifications/mark-read", {"all": True}).status_code == 200


def test_one_logs_in_and_refreshes_without_the_last_slash(demo):
    account = demo["comptes"][0]
    credentials = {"email": account["email"], "password": account["password"]}
    for path in ("/api/auth/login", "/Gateway/login", "/Gateway/login/"):
        answer = requests.post(demo["api"] + path, json=credentials, timeout=30, allow_redirects=False)
        assert answer.status_code == 200, f"{path}: {answer.text}"
    refreshed = requests.post(
        demo["api"] + "/api/auth/refresh", json={"refresh": answer.json()["refresh"]}, timeout=30
    )
    assert refreshed.status_code == 200, refreshed.text


def test_what_does_not_exist_is_unknown_in_both(admin):
    for path in ("/api/nothing", "/api/nothing/", "/api/pieces/nothing/more", "/api/stock/nothing"):
        assert get(admin, path).status_code == 404, path
