"""The main job, start to end, by API: catalogue, place, movements, sale, alert, audit log, trash."""

import uuid

import pytest
from client import eventually


@pytest.fixture(scope="module")
def world(shop):
    """A piece of which 10 were received, 3 withdrawn and 2 moved elsewhere, with its threshold at 5."""
    rayon, reserve = shop.emplacement(), shop.emplacement()
    piece, other = shop.piece(), shop.piece()
    shop.admin("PUT", f"/api/stock/seuils/{piece['id']}/", {"mini": "5"})
    shop.receive(piece, rayon, "10")
    shop.receive(other, rayon, "4")
    shop.move(piece, rayon, "OUT", "3")
    shop.move(piece, rayon, "TRANSFER", "2", emplacement_destination_id=reserve["id"])
    return {"rayon": rayon, "reserve": reserve, "piece": piece, "other": other}


def test_the_levels_follow_the_movements(shop, world):
    level = shop.level(world["piece"])
    assert (level["quantite"], level["reserve"], level["disponible"]) == ("7.000", "0.000", "7.000")
    by_place = {row["emplacement_id"]: row["quantite"] for row in level["emplacements"]}
    assert by_place[world["rayon"]["id"]] == "5.000"
    assert by_place[world["reserve"]["id"]] == "2.000"


def test_more_than_there_is_cannot_leave(shop, admin, world):
    body = {"piece_id": world["piece"]["id"], "emplacement_id": world["rayon"]["id"], "type": "OUT"}
    response = admin("POST", "/api/stock/movement/", {**body, "quantite": "5.001"})
    assert response.status_code == 409
    problem = response.json()
    assert problem["code"] == "stock_insuffisant"
    assert (problem["disponible"], problem["demande"]) == ("5.000", "5.001")


def test_a_sale_is_reserved_then_shipped_and_alerts_once(shop, admin, user, world):
    vendeur = user("vendeur")
    piece, other = world["piece"], world["other"]
    order = shop.order(shop.client(), (piece, "3"), (other, "1"), by=vendeur)
    assert order["etat"] == "brouillon"
    assert order["total_ttc"] == "48.00"

    validated = vendeur.post(f"/api/commandes/{order['id']}/valider/", status=200)
    assert validated["etat"] == "validee"
    assert shop.level(piece)["reserve"] == "3.000"

    shipped = vendeur.post(f"/api/commandes/{order['id']}/expedier/", status=200)
    assert shipped["etat"] == "expediee"
    level = shop.level(piece)
    assert (level["quantite"], level["reserve"], level["etat"]) == ("4.000", "0.000", "bas")
    left = admin.get("/api/stock/movements/", piece_id=piece["id"], type="OUT")["results"]
    assert sum(float(row["quantite"]) for row in left) == -3 - 3, "3 withdrawn, 3 shipped"

    def alerts():
        rows = vendeur.get("/api/notifications/", type="stock_bas", page_size=200)["results"]
        return [row for row in rows if row["piece_id"] == piece["id"]]

    assert len(eventually(alerts, within=20)) == 1
    shop.move(piece, world["rayon"], "OUT", "1")  # at least 2 of its 5 are left, wherever the 3 came from
    steps = [row["action"] for row in admin.get(f"/api/commandes/{order['id']}/historique/")["results"]]
    assert {"creer", "valider", "expedier"} <= set(steps)
    assert len(alerts()) == 1, "still below: no second alert for the same crossing"


def test_what_the_services_told_each_other_is_in_the_journal_of_calls(admin, world):
    """The alert above: stock_service told notification_service, and auth_service has told of its accounts."""
    for source in ("stock_service", "auth_service"):
        pair = {"service_source": source, "service_cible": "notification_service"}
        calls = eventually(lambda pair=pair: admin.get("/api/gateway/journal/", **pair)["results"], within=20)
        assert {(call["methode"], call["statut"]) for call in calls} == {("POST", 200)}


def test_every_step_is_in_the_audit_log_with_its_actor(shop, admin, user, world):
    order = shop.order(shop.client(), (world["other"], "1"), by=user("vendeur"))
    user("vendeur").post(f"/api/commandes/{order['id']}/valider/", status=200)
    email = user("vendeur").get("/api/auth/me/")["email"]

    def timeline():
        rows = admin.get(f"/api/logs/objets/{order['id']}/")["results"]
        return rows if len(rows) >= 2 else None

    rows = eventually(timeline, within=20)
    assert {"creer", "valider"} <= {row["action"] for row in rows}
    assert {row["user_email"] for row in rows} == {email}
    assert all(row["ip"] for row in rows)
    user("vendeur").post(f"/api/commandes/{order['id']}/annuler/", status=200)
    created = eventually(lambda: admin.get(f"/api/logs/objets/{world['piece']['id']}/")["results"], within=20)
    assert created


def test_a_piece_in_stock_is_not_deleted_and_an_empty_one_comes_back_from_the_trash(shop, admin):
    place, piece = shop.emplacement(), shop.piece()
    shop.receive(piece, place, "1")
    path = f"/api/pieces/{piece['id']}/"
    eventually(lambda: shop.level(piece)["quantite"] == "1.000", within=20)
    refused = admin("DELETE", path)
    assert (refused.status_code, refused.json()["code"]) == (409, "piece_en_stock")

    shop.move(piece, place, "OUT", "1")
    assert admin("DELETE", path).status_code == 204
    assert admin("GET", path).status_code == 404

    def in_trash():
        rows = admin.get("/api/corbeille/", objet_id=piece["id"])["results"]
        return [row for row in rows if row["objet_id"] == piece["id"]]

    entry = eventually(in_trash, within=20)[0]
    admin.post(f"/api/corbeille/{entry['id']}/restaurer/", status=200)
    assert admin.get(path)["reference"] == piece["reference"]
    eventually(lambda: _can_receive(shop, piece, place), within=20)


def _can_receive(shop, piece, place) -> bool:
    body = {"piece_id": piece["id"], "emplacement_id": place["id"], "type": "IN", "quantite": "1"}
    return shop.admin("POST", "/api/stock/movement/", body).status_code == 201


def test_a_reader_sees_and_changes_nothing(user, shop):
    lecteur = user("lecteur")
    assert lecteur("GET", "/api/pieces/").status_code == 200
    response = lecteur("POST", "/api/pieces/", {"nom": f"x{uuid.uuid4()}"})
    assert (response.status_code, response.json()["permission"]) == (403, "pieces.gerer")


def test_the_dashboard_counts_what_happened(admin, shop):
    before = admin.get("/api/stock/tableau-de-bord/")
    shop.receive(shop.piece(), shop.emplacement(), "2")
    after = admin.get("/api/stock/tableau-de-bord/")
    assert after["mouvements_aujourdhui"] == before["mouvements_aujourdhui"] + 1
    assert float(after["quantite_totale"]) == float(before["quantite_totale"]) + 2
