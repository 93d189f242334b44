"""One browser, several tabs, one session: what a tab does when the others have changed who is signed in."""

import pytest
from playwright.sync_api import expect
from screen import DESKTOP, Screen

# as if the browser had not told this tab what the others do, and no poll had met it
DEAF = "addEventListener('storage', (event) => event.stopImmediatePropagation(), true)"


@pytest.fixture
def another(screen):
    """Another tab of the same browser, on the same session."""
    screen.expects(401)
    tab = Screen(screen.page.context.new_page(), screen._demo)
    tab.expects(401)
    tab.page.set_viewport_size(DESKTOP)
    yield tab
    assert not tab.faults, "\n".join(tab.faults)


@pytest.fixture
def deaf(screen):
    screen.page.add_init_script(DEAF)
    screen.page.route("**/api/notifications/**", lambda route: None)


def email_of(screen, role: str) -> str:
    return next(account["email"] for account in screen._demo["comptes"] if account["role"] == role)


def type_a_movement(screen, piece, place) -> None:
    screen.open(f"/stock/mouvement?piece={piece['id']}")
    screen.field("Quantité").fill("3")
    screen.choose("Emplacement", place["code"])


def sign_in_instead(tab, role: str) -> None:
    tab.open("/")
    tab.sign_out()
    tab.log_in(role)


def notice(screen):
    return screen.page.get_by_role("dialog")


def movements(admin, piece) -> list[dict]:
    return admin.get("/api/stock/movements/", piece_id=piece["id"])["results"]


def sees_who_is_signed_in_now(screen) -> None:
    now = f"{email_of(screen, 'magasinier')} est maintenant connecté dans ce navigateur"
    expect(notice(screen).get_by_role("heading")).to_have_text(now)
    expect(notice(screen)).to_contain_text(f"celui de {email_of(screen, 'gestionnaire')}")


def test_a_tab_says_at_once_that_somebody_else_is_signed_in_and_keeps_what_is_typed(
    screen, another, shop, admin
):
    piece, place = shop.piece(), shop.emplacement()
    screen.log_in("gestionnaire")
    type_a_movement(screen, piece, place)
    sign_in_instead(another, "magasinier")
    sees_who_is_signed_in_now(screen)
    screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("Escape")
    expect(notice(screen)).to_be_visible()

    with screen.page.expect_popup() as opened:
        screen.page.get_by_role("link", name="Me reconnecter").click()
    again = Screen(opened.value, screen._demo)
    again.expects(401)
    account = next(one for one in screen._demo["comptes"] if one["role"] == "gestionnaire")
    again.page.get_by_label("Adresse e-mail").fill(account["email"])
    again.page.get_by_label("Mot de passe", exact=True).fill(account["password"])
    again.page.keyboard.press("Enter")
    again.sees_heading("Bonjour")
    expect(notice(another).get_by_role("heading")).to_contain_text(account["email"])

    expect(notice(screen)).to_have_count(0)
    screen.button("Enregistrer le mouvement").click()
    screen.sees_message("Enregistré : 3")
    (written,) = movements(admin, piece)
    assert written["user_email"] == account["email"]
    assert not again.faults


def test_a_tab_that_was_not_told_writes_nothing_as_somebody_else(screen, deaf, another, shop, admin):
    piece, place = shop.piece(), shop.emplacement()
    screen.log_in("gestionnaire")
    type_a_movement(screen, piece, place)
    sign_in_instead(another, "magasinier")
    screen.button("Enregistrer le mouvement").click()
    sees_who_is_signed_in_now(screen)
    expect(screen.page.locator("[name=quantite]")).to_have_value("3")
    assert movements(admin, piece) == []


def test_one_goes_on_as_who_is_signed_in_now(screen, another):
    screen.log_in("gestionnaire")
    sign_in_instead(another, "magasinier")
    # nothing was typed: the tab asked to sign in when the session ended
    screen.sees_heading("Connexion")
    screen.page.reload()
    screen.sees_heading("Bonjour")
    sign_in_over(another, "gestionnaire")
    screen.confirm("Passer à ce compte")
    screen.sees_heading("Bonjour")
    expect(notice(screen)).to_have_count(0)
    screen.open("/compte")
    expect(screen.page.locator("#contenu")).to_contain_text(email_of(screen, "gestionnaire"))


def sign_in_over(tab, role: str) -> None:
    """Sign in without having signed out."""
    account = next(one for one in tab._demo["comptes"] if one["role"] == role)
    tab.go("/connexion")
    tab.page.get_by_label("Adresse e-mail").fill(account["email"])
    tab.page.get_by_label("Mot de passe", exact=True).fill(account["password"])
    tab.page.keyboard.press("Enter")
    tab.sees_heading("Bonjour")


def test_signing_out_in_one_tab_signs_out_the_others(screen, another):
    screen.log_in("lecteur")
    another.open("/")
    another.sign_out()
    screen.sees_heading("Connexion")
    expect(screen.page.get_by_role("status")).to_contain_text("Votre session a expiré")


def test_a_tab_that_was_not_told_asks_to_sign_in_when_it_is_used(screen, deaf, another):
    screen.log_in("lecteur")
    another.open("/")
    another.sign_out()
    screen.go("/pieces")
    screen.sees_heading("Connexion")
    expect(screen.page.get_by_role("status")).to_contain_text("Votre session a expiré")


def test_what_is_typed_outlives_a_sign_out_elsewhere_until_it_is_given_up(screen, another):
    screen.log_in("gestionnaire")
    screen.open("/pieces/nouvelle")
    screen.field("Nom").fill("À moitié saisie")
    another.open("/")
    another.sign_out()
    expect(notice(screen)).to_contain_text("Votre session a été fermée dans un autre onglet")
    another.log_in("gestionnaire")
    expect(notice(screen)).to_have_count(0)
    expect(screen.field("Nom")).to_have_value("À moitié saisie")
    another.sign_out()
    screen.confirm("Abandonner")
    screen.sees_heading("Connexion")
