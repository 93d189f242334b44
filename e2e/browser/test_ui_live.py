"""What changes on the screen by itself: the bell, the services."""

import re

from playwright.sync_api import expect

POLL = 20_000  # milliseconds: the message has to arrive first


def test_a_low_stock_alert_reaches_the_bell_without_a_reload(screen, shop, admin):
    piece, place = shop.piece(), shop.emplacement()
    admin("PUT", f"/api/stock/seuils/{piece['id']}/", {"mini": "5"})
    shop.receive(piece, place, "8")
    screen.log_in("magasinier")
    bell = screen.page.get_by_role("button", name=re.compile("^Notifications"))
    before = bell.get_attribute("aria-label")

    shop.move(piece, place, "OUT", "4")

    expect(bell).not_to_have_attribute("aria-label", before, timeout=POLL)
    bell.click()
    alert = screen.page.locator(".bell-list .notification").filter(has_text=piece["nom"])
    expect(alert).to_contain_text("Stock bas")
    alert.get_by_role("link").click()
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text(piece["nom"])


def test_the_services_screen_shows_six_healthy_services(screen):
    screen.log_in("administrateur")
    screen.open("/services")
    cards = screen.page.locator(".service-card")
    for name in ("auth", "pieces", "stock", "notification", "commandes", "log"):
        card = cards.filter(has=screen.page.get_by_role("heading", name=f"{name}_service", exact=True))
        expect(card).to_contain_text("En marche")
        expect(card).to_contain_text("1 instance")
        expect(card).to_contain_text("en marche depuis")
    drawing = screen.page.get_by_role("img", name="Carte des services")
    expect(drawing).to_have_accessible_name(re.compile("stock_service En marche"))
