"""The main job, start to end, by API: catalogue, place, movements, sale, alert, audit log, trash."""

import uuid

import pytest
from client import Api, eventually


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

    assert [row["niveau"] for row in eventually(alerts, within=20)] == ["alerte"]
    steps = [row["action"] for row in admin.get(f"/api/commandes/{order['id']}/historique/")["results"]]
    assert {"creer", "valider", "expedier"} <= set(steps)

    shop.move(piece, world["rayon"], "OUT", "1")  # at least 2 of its 5 are left, wherever the 3 came from
    shop.receive(piece, world["rayon"], "5")
    # what is told of one piece arrives in its order: with the recovery, a second alert would be there
    eventually(lambda: "info" in [row["niveau"] for row in alerts()], within=20)
    levels = sorted(row["niveau"] for row in alerts())
    assert levels == ["alerte", "info"], "still below: no second alert for the same crossing"


def test_what_the_services_told_each_other_is_in_the_journal_of_calls(admin, world):
    """The alert above: stock_service told notification_service, and auth_service has told of its accounts."""
    for source in ("stock_service", "auth_service"):
        pair = {"service_source": source, "service_cible": "notification_service"}
        calls = eventually(lambda pair=pair: admin.get("/api/gateway/journal/", **pair)["results"], within=20)
        assert {(call["methode"], call["statut"]) for call in calls} == {("POST", 200)}


def test_every_step_is_in_the_audit_log_with_its_actor(shop, user):
    gestionnaire, magasinier, vendeur = user("gestionnaire"), user("magasinier"), user("vendeur")
    emails = {each: each.get("/api/auth/me/")["email"] for each in (gestionnaire, magasinier, vendeur)}
    name = uuid.uuid4().hex[:8]

    category = gestionnaire.post("/api/pieces/categories/", {"nom": f"Catégorie {name}"})
    body = {"nom": f"Pièce {name}", "unite": "pièce", "categorie_id": category["id"], "prix_vente": "10.00"}
    piece = gestionnaire.post("/api/pieces/", {**body, "prix_achat": "4.00", "taux_tva": "20.00"})
    place, other = (
        gestionnaire.post(
            "/api/stock/emplacements/", {"code": f"{kind}-{name}", "nom": name, "type": "rayon"}
        )
        for kind in "AB"
    )
    threshold = gestionnaire("PUT", f"/api/stock/seuils/{piece['id']}/", {"mini": "1"})
    assert threshold.status_code == 200

    moved = [
        _move(magasinier, piece, place, "IN", "10"),
        _move(magasinier, piece, place, "OUT", "3"),
        _move(magasinier, piece, place, "TRANSFER", "2", emplacement_destination_id=other["id"]),
        _move(magasinier, piece, place, "ADJUST", "-1", motif="cassée"),
    ]

    client = vendeur.post("/api/clients/", {"nom": f"Client {name}"})
    sold, given_up = (shop.order(client, (piece, "1"), by=vendeur) for _ in range(2))
    for order, step in ((sold, "valider"), (given_up, "valider"), (sold, "expedier"), (given_up, "annuler")):
        vendeur.post(f"/api/commandes/{order['id']}/{step}/", status=200)

    unused = gestionnaire.post("/api/pieces/", {"nom": f"Inutile {name}", "unite": "pièce"})
    assert gestionnaire("DELETE", f"/api/pieces/{unused['id']}/").status_code == 204
    entry = eventually(lambda: _in_trash(gestionnaire, unused), within=20)[0]
    gestionnaire.post(f"/api/corbeille/{entry['id']}/restaurer/", status=200)

    for actor, module, objet, *steps in [
        (gestionnaire, "categories", category, "creer"),
        (gestionnaire, "pieces", piece, "creer"),
        (gestionnaire, "seuils", piece, "definir"),
        (gestionnaire, "emplacements", place, "creer"),
        (gestionnaire, "emplacements", other, "creer"),
        *((magasinier, "mouvements", each, "creer") for each in moved),
        (vendeur, "clients", client, "creer"),
        (vendeur, "commandes", sold, "creer", "valider", "expedier"),
        (vendeur, "commandes", given_up, "creer", "valider", "annuler"),
        (gestionnaire, "pieces", unused, "creer", "supprimer", "restaurer"),
        (gestionnaire, "corbeille", entry, "restaurer"),
    ]:
        said = _timeline(gestionnaire, module, objet["id"], len(steps))
        assert [row["action"] for row in said] == steps, (module, said)
        assert {row["user_email"] for row in said} == {emails[actor]}, (module, said)
        assert all(row["ip"] for row in said), (module, said)


def test_each_login_is_in_the_audit_log(admin, anonymous, demo):
    account = next(each for each in demo["comptes"] if each["role"] == "lecteur")
    reader = Api(demo["api"], account)
    reader.login()
    me = reader.get("/api/auth/me/")
    before = _timeline(admin, "utilisateurs", me["id"], 1)[-1]
    reader.login()

    def another():
        last = _timeline(admin, "utilisateurs", me["id"], 1)[-1]
        return last if last["id"] != before["id"] else None

    said = eventually(another, within=20)
    assert (said["action"], said["user_email"]) == ("connecter", account["email"])
    assert said["ip"]


def _move(actor, piece, place, kind: str, quantite: str, **fields) -> dict:
    body = {"piece_id": piece["id"], "emplacement_id": place["id"], "type": kind, "quantite": quantite}
    return actor.post("/api/stock/movement/", {**body, **fields})


def _timeline(actor, module: str, objet_id: str, count: int) -> list[dict]:
    """What was done to this object, oldest first, once there are so many entries."""

    def enough():
        rows = actor.get(f"/api/logs/objets/{objet_id}/", module=module)["results"]
        return rows[::-1] if len(rows) >= count else None

    return eventually(enough, within=20)


def _in_trash(actor, objet: dict) -> list[dict]:
    return [
        row
        for row in actor.get("/api/corbeille/", objet_id=objet["id"])["results"]
        if row["objet_id"] == objet["id"]
    ]


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

    entry = eventually(lambda: _in_trash(admin, piece), within=20)[0]
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
