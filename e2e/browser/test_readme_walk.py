"""The README's five minutes in the browser: its bold words are what is clicked and filled in."""

import re
from pathlib import Path

from playwright.sync_api import expect

README = (Path(__file__).parents[2] / "README.md").read_text()


def bold_words() -> list[str]:
    walk = re.search(r"## Five minutes in the browser\n(.*?)\n## ", README, re.DOTALL)[1]
    return re.findall(r"\*\*(.+?)\*\*", walk)


def test_a_newcomer_reaches_a_received_piece(screen, shop, demo):
    place, followed = shop.emplacement(), []

    def the(words: str) -> str:
        followed.append(words)
        return words

    account = next(account for account in demo["comptes"] if account["role"] == "administrateur")
    menu = screen.page.get_by_role("navigation").first
    screen.go("/")
    screen.field(the("Adresse e-mail")).fill(account["email"])
    screen.field(the("Mot de passe")).fill(account["password"])
    screen.page.keyboard.press("Enter")

    menu.get_by_role("link", name=the("Pièces"), exact=True).click()
    screen.page.get_by_role("link", name=the("Nouvelle pièce")).click()
    screen.field(the("Nom")).fill(f"Vis de {place['code']}")
    screen.button(the("Créer la pièce")).click()
    screen.sees_heading(place["code"])

    menu.get_by_role("link", name=the("Mouvements"), exact=True).click()
    screen.page.get_by_role("link", name=the("Nouveau mouvement")).click()
    screen.page.get_by_text(the("Entrée"), exact=True).click()
    screen.pick(the("Pièce"), place["code"])
    screen.field(the("Quantité")).fill("10")
    screen.choose(the("Emplacement"), place["code"])
    screen.button(the("Enregistrer le mouvement")).click()
    screen.sees_message("Enregistré : 10 ×")

    menu.get_by_role("link", name=the("Stock"), exact=True).click()
    screen.page.locator("#contenu").get_by_role("searchbox").fill(place["code"])
    row = screen.page.get_by_role("row").filter(has_text=place["code"])
    expect(row).to_contain_text("10")
    expect(screen.page.get_by_text(the("FR"), exact=True).first).to_be_visible()
    assert followed == bold_words()
