"""Language, theme, keyboard, phone."""

import re

import pytest
from client import eventually
from playwright.sync_api import expect
from screen import PHONE


def heading(screen):
    return screen.page.get_by_role("heading", level=1)


@pytest.fixture
def reader(user):
    """The demo's reader, whose language is French again afterwards: other tests read the screens."""
    api = user("lecteur")
    yield api
    api("PATCH", "/api/auth/me/", {"langue": "fr"})


def test_the_language_switches_at_once_and_is_remembered(screen, reader):
    screen.log_in("lecteur")
    screen.open("/pieces")
    screen.page.get_by_role("button", name=re.compile("passer en English")).click()
    expect(heading(screen)).to_have_text("Parts")
    screen.page.reload()
    expect(heading(screen)).to_have_text("Parts")
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    eventually(lambda: reader.get("/api/auth/me/")["langue"] == "en", within=20)


def test_the_theme_switches_and_is_remembered(screen):
    screen.log_in("lecteur")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = screen.page.evaluate(ground)
    screen.button("Passer au thème sombre").click()
    dark = screen.page.evaluate(ground)
    assert dark != light
    screen.page.reload()
    expect(screen.button("Passer au thème clair")).to_be_visible()
    assert screen.page.evaluate(ground) == dark


def test_the_keyboard_reaches_everything(screen, shop):
    piece = shop.piece()
    keyboard = screen.page.keyboard
    screen.log_in("administrateur")

    screen.open("/pieces")
    keyboard.press("/")
    expect(screen.page.get_by_role("searchbox")).to_be_focused()
    keyboard.press("Escape")
    keyboard.press("n")
    expect(heading(screen)).to_have_text("Nouvelle pièce")
    expect(screen.field("Nom")).to_be_focused()

    keyboard.press("Control+k")
    palette = screen.page.get_by_role("dialog")
    palette.get_by_role("combobox").fill(piece["reference"])
    expect(palette.get_by_role("option").first).to_contain_text(piece["nom"])
    keyboard.press("Enter")
    expect(heading(screen)).to_contain_text(piece["nom"])

    keyboard.press("e")
    expect(heading(screen)).to_have_text("Modifier la pièce")
    screen.open("/stock")
    keyboard.press("?")
    expect(screen.page.get_by_role("dialog")).to_contain_text("Nouveau mouvement")
    keyboard.press("Escape")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)


def test_a_phone_has_its_menu_under_the_thumb(screen):
    screen.page.set_viewport_size(PHONE)
    screen.log_in("administrateur")
    bar = screen.page.locator(".bottom-nav")
    expect(screen.page.locator(".side-nav")).to_be_hidden()
    bar.get_by_role("link", name="Stock").click()
    expect(heading(screen)).to_have_text("Stock")
    bar.get_by_role("button", name="Plus").click()
    screen.page.get_by_role("dialog").get_by_role("link", name="Emplacements").click()
    expect(heading(screen)).to_have_text("Emplacements")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)


def test_signing_out_closes_the_session(screen):
    screen.expects(401)
    screen.log_in("lecteur")
    screen.page.get_by_role("button", name=re.compile("mon compte")).click()
    screen.button("Se déconnecter").click()
    expect(heading(screen)).to_have_text("Connexion")
    screen.page.reload()
    expect(heading(screen)).to_have_text("Connexion")


def test_who_goes_on_before_a_screen_has_come_stays_where_they_went(screen):
    held = []
    screen.page.route("**/js/pages/clients.js", lambda route: held.append(route))
    screen.log_in("administrateur")
    screen.go("/clients")
    expect(screen.page.locator(".skeleton").first).to_be_visible()
    screen.open("/stock")
    screen.sees_heading("Stock")
    with screen.page.expect_response("**/js/pages/clients.js"):
        held[0].continue_()
    screen.page.wait_for_timeout(500)
    screen.sees_heading("Stock")


def test_what_is_typed_is_not_lost_by_leaving(screen):
    screen.log_in("gestionnaire")
    screen.open("/pieces")
    screen.open("/pieces/nouvelle")
    screen.field("Nom").fill("À moitié saisie")
    screen.page.get_by_role("link", name="Clients").click()
    screen.confirm("Continuer la saisie")
    screen.page.go_back()
    screen.confirm("Continuer la saisie")
    screen.sees_heading("Nouvelle pièce")
    expect(screen.page).to_have_url(re.compile("#/pieces/nouvelle$"))
    expect(screen.field("Nom")).to_have_value("À moitié saisie")
    screen.page.go_back()
    screen.confirm("Abandonner")
    expect(heading(screen)).to_have_text("Pièces")


def test_a_dialog_keeps_what_is_typed_in_it_and_gives_the_focus_back(screen):
    screen.log_in("gestionnaire")
    screen.open("/clients")
    opener = screen.button("Nouveau client").first
    opener.click()
    dialogs = screen.page.get_by_role("dialog")
    screen.page.keyboard.press("Escape")
    expect(dialogs).to_have_count(0)
    expect(opener).to_be_focused()

    opener.click()
    screen.field("Nom ou raison sociale").fill("À moitié saisi")
    screen.page.mouse.click(5, 5)
    screen.page.keyboard.press("Escape")
    screen.button("Continuer la saisie").click()
    expect(screen.field("Nom ou raison sociale")).to_have_value("À moitié saisi")
    screen.page.keyboard.press("Escape")
    screen.button("Abandonner").click()
    expect(dialogs).to_have_count(0)
    expect(opener).to_be_focused()
