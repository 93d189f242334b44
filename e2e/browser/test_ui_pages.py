"""Every screen, as each kind of user: it opens, without a fault, on a desktop and on a phone."""

import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from screen import DESKTOP, PHONE

STOCK = (
    "/ /pieces /stock /stock/mouvements /stock/emplacements /stock/inventaires /stock/reservations /rapports"
)
VENTES = "/commandes /clients /factures /paiements /echeancier"
ACHATS = "/stock/reapprovisionnement /achats /fournisseurs"
MENUS = {
    "administrateur": f"{STOCK} {VENTES} {ACHATS} /notifications /corbeille"
    " /users /journal /services /configuration",
    "gestionnaire": f"{STOCK} {VENTES} {ACHATS} /notifications /corbeille /journal /services /configuration",
    "magasinier": f"{STOCK} /commandes /clients {ACHATS} /notifications /corbeille",
    "vendeur": f"{STOCK} {VENTES} /stock/reapprovisionnement /achats /notifications",
    "lecteur": f"{STOCK} {VENTES} {ACHATS} /notifications /corbeille",
}


@pytest.fixture(scope="module")
def world(shop):
    """A piece with a history, an order with a line: nothing below is an empty list."""
    piece, rayon, reserve = shop.piece(), shop.emplacement(), shop.emplacement()
    shop.receive(piece, rayon, "9")
    shop.move(piece, rayon, "TRANSFER", "2", emplacement_destination_id=reserve["id"])
    return {"piece": piece, "commande": shop.order(shop.client(), (piece, "1"))}


def opens(screen, path):
    screen.page.set_viewport_size(DESKTOP)
    screen.open(path)
    assert screen.fits(), f"{path} is wider than a desktop"
    screen.page.set_viewport_size(PHONE)
    assert screen.fits(), f"{path} is wider than a phone"
    text = screen.page.locator("#contenu").inner_text()
    for leaked in ("undefined", "NaN", "[object", "Invalid Date"):
        assert leaked not in text, f"{path} shows {leaked}"


@pytest.mark.parametrize("role", MENUS)
def test_each_entry_of_the_menu_opens(screen, world, role):
    screen.log_in(role)
    entries = screen.page.locator(".side-nav a.nav-entry")
    paths = [entry.get_attribute("href").removeprefix("#") for entry in entries.all()]
    assert paths == MENUS[role].split()
    for path in paths:
        opens(screen, path)


def test_each_other_screen_opens(screen, world):
    piece, order = f"/pieces/{world['piece']['id']}", f"/commandes/{world['commande']['id']}"
    screen.log_in("administrateur")
    for path in (piece, f"{piece}/modifier", "/pieces/nouvelle", order, f"{order}/modifier"):
        opens(screen, path)
    for tab in ("stock", "mouvements", "etiquette", "historique"):
        opens(screen, f"{piece}?onglet={tab}")
    for path in (
        "/pieces/categories",
        "/pieces/etiquettes",
        "/pieces/import",
        "/stock/a-date",
        "/stock/mouvements/saisie",
    ):
        opens(screen, path)
    for path in (
        "/rapports/rotation",
        "/rapports/abc",
        "/rapports/dormants",
        f"/clients/{world['commande']['client_id']}",
    ):
        opens(screen, path)
    for path in ("/commandes/nouvelle", "/stock/mouvement", "/users/add", "/compte", "/nulle-part"):
        opens(screen, path)
    for path in ("/compte/securite", "/users/roles", "/services/appels", "/notifications/preferences"):
        opens(screen, path)
    for path in ("/notifications/envoyees", "/notifications/webhooks"):
        opens(screen, path)


def test_the_screens_before_signing_in_open(screen):
    for path in ("/", "/mot-de-passe-oublie"):
        screen.go(path)
        expect(screen.page.get_by_role("heading", level=1)).to_be_visible()
        screen.page.set_viewport_size(PHONE)
        assert screen.fits()


def test_each_column_that_sorts_is_one_that_the_api_sorts(screen, world):
    """A sort that the API does not know would be a refusal in the console."""
    screen.log_in("administrateur")
    lists = "pieces stock commandes clients corbeille achats fournisseurs factures paiements echeancier"
    for path in (*lists.split(), "stock/inventaires"):
        screen.open(f"/{path}")
        for button in screen.page.locator(".sort-button").all():
            button.click()
            screen.wait_until_read()


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/stock/mouvements", "/api/stock/movements/"),
        ("/commandes", "/api/commandes/"),
        ("/notifications", "/api/notifications/"),
        ("/journal", "/api/logs/"),
    ],
)
def test_a_day_of_a_filter_is_the_readers_day(screen, path, route):
    screen.log_in("administrateur")
    cdp = screen.page.context.new_cdp_session(screen.page)
    cdp.send("Emulation.setTimezoneOverride", {"timezoneId": "America/New_York"})

    def filtered(response) -> bool:
        return urlsplit(response.url).path == route and "depuis=" in response.url

    with screen.page.expect_response(filtered) as answer:
        screen.open(f"{path}?depuis=2026-01-05&jusqua=2026-01-05")

    asked = parse_qs(urlsplit(answer.value.url).query)
    assert answer.value.ok
    assert asked["depuis"] == ["2026-01-05T05:00:00.000Z"]
    assert asked["jusqua"] == ["2026-01-06T04:59:59.999999Z"]


def test_a_wide_list_of_clients_cuts_neither_address_and_a_narrow_one_fits(screen, admin):
    mark = uuid.uuid4().hex[:6]
    body = {"nom": f"Client {mark}", "email": f"service-achats-{mark}@ateliers-dupont.example"}
    admin.post("/api/clients/", {**body, "adresse": "18 chemin des Usines, 42000 Saint-Étienne"})
    screen.log_in("vendeur")
    screen.open(f"/clients?search={mark}")
    texts = screen.page.locator(".cell-clip > span")
    expect(texts).to_have_count(2)
    assert texts.evaluate_all("all => all.every((one) => one.scrollWidth <= one.clientWidth)")
    for width in (1440, 1100, 820, 390):
        screen.page.set_viewport_size({"width": width, "height": 844})
        assert screen.fits(), width
