"""Names that are markup: every screen shows them as they were written, and runs nothing."""

import uuid

import pytest
from client import eventually
from playwright.sync_api import expect

IMAGE = "<img src=x onerror=\"document.body.dataset.ran='yes'\">"
SCRIPT = "</title><script>document.body.dataset.ran='yes'</script>"


@pytest.fixture(scope="module")
def mark() -> str:
    """What the three names have in common, to search for."""
    return uuid.uuid4().hex[:8]


@pytest.fixture(scope="module")
def world(shop, admin, mark) -> dict:
    """A piece, a place, a customer, an order of theirs, and an alert."""
    piece = shop.piece(nom=f"{IMAGE} {mark}")
    place = shop.emplacement(nom=f"{SCRIPT} {mark}")
    client = admin.post("/api/clients/", {"nom": f"{SCRIPT}{IMAGE} {mark}"})
    admin("PUT", f"/api/stock/seuils/{piece['id']}/", {"mini": "5"})
    shop.receive(piece, place, "6")
    shop.move(piece, place, "OUT", "2")
    order = shop.order(client, (piece, "1"))
    admin.post(f"/api/commandes/{order['id']}/valider/", status=200)
    told = {"type": "stock_bas", "page_size": 200}
    eventually(lambda: names_in(admin.get("/api/notifications/", **told), piece), within=20)
    eventually(lambda: admin.get(f"/api/logs/objets/{client['id']}/")["results"], within=20)
    return {"piece": piece, "place": place, "client": client, "order": order}


def names_in(notifications: dict, piece: dict) -> list[dict]:
    return [row for row in notifications["results"] if row["piece_id"] == piece["id"]]


def shows(screen, path: str, name: str) -> None:
    screen.open(path)
    expect(screen.page.locator("#contenu").get_by_text(name).first).to_be_visible()
    nothing_ran(screen)


def nothing_ran(screen) -> None:
    """Neither an element of the name's own, nor what it would do; a policy that forbids it is a fault too."""
    assert screen.page.locator("img[src=x], body script").count() == 0
    assert screen.page.evaluate("document.body.dataset.ran") is None


def test_names_that_are_markup_are_shown_as_written(screen, world, mark):
    piece, place, client, order = (world[name] for name in ("piece", "place", "client", "order"))
    screen.log_in("administrateur")
    for path in (f"/pieces?search={mark}", f"/pieces/{piece['id']}", f"/stock?search={mark}"):
        shows(screen, path, piece["nom"])
    shows(screen, f"/pieces/{piece['id']}?onglet=stock", place["nom"])
    shows(screen, f"/pieces/{piece['id']}?onglet=historique", piece["nom"])
    shows(screen, "/stock/emplacements", place["nom"])
    shows(screen, f"/stock/mouvements?piece_id={piece['id']}", piece["nom"])
    for path in (f"/clients?search={mark}", f"/clients/{client['id']}"):
        shows(screen, path, client["nom"])
    shows(screen, f"/commandes/{order['id']}", client["nom"])
    shows(screen, f"/commandes/{order['id']}", piece["nom"])
    shows(screen, f"/commandes?client_id={client['id']}", client["nom"])
    shows(screen, "/notifications?type=stock_bas", piece["nom"])


@pytest.mark.parametrize("kind", ["piece", "place", "client"])
def test_the_audit_log_shows_what_was_written(screen, world, kind):
    screen.log_in("administrateur")
    shows(screen, f"/journal?objet_id={world[kind]['id']}", world[kind]["nom"])
    screen.page.locator(".data-table tbody tr").last.get_by_role("button").first.click()
    expect(screen.page.get_by_role("dialog").get_by_text(world[kind]["nom"]).first).to_be_visible()
    nothing_ran(screen)
