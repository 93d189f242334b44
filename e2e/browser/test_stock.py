"""The stock by hand: many movements at once, what is held, what is counted, places, reports."""

import csv
import re
from io import StringIO

import pytest
from playwright.sync_api import expect
from screen import PHONE


def heading(screen):
    return screen.page.get_by_role("heading", level=1)


def test_many_movements_are_entered_by_scanning_and_all_of_them_happen_or_none(screen, shop):
    one, other, place = shop.piece(), shop.piece(), shop.emplacement()
    screen.log_in("magasinier")
    screen.open("/stock/mouvements/saisie")
    screen.choose("Emplacement", place["code"])
    scan = screen.page.get_by_placeholder("Scanner ou taper un code pour ajouter")
    for number, code in enumerate([one["reference"], other["reference"], one["reference"]], start=1):
        scan.fill(code)
        scan.press("Enter")
        expect(scan).to_have_value("")
        expect(scan).to_have_attribute("aria-busy", "false")
        rows = min(number, 2)
        expect(screen.page.get_by_text(f"{rows} ligne", exact=rows == 1).first).to_be_visible()
    expect(screen.field("Quantité 1")).to_have_value("2")
    screen.button("Enregistrer 2 mouvements").click()
    screen.sees_message("2 mouvements enregistrés")
    assert shop.level(one)["quantite"] == "2.000"

    screen.expects(409)
    screen.page.get_by_text("Sortie", exact=True).click()
    for piece in (one, other):
        scan.fill(piece["reference"])
        scan.press("Enter")
        expect(scan).to_have_value("")
        expect(scan).to_have_attribute("aria-busy", "false")
    screen.field("Quantité 2").fill("9")
    screen.button("Enregistrer 2 mouvements").click()
    expect(screen.page.locator(".bulk-rows .line-short")).to_contain_text("1 de disponible")
    assert shop.level(one)["quantite"] == "2.000"


def test_a_reservation_by_hand_is_made_and_released(screen, shop):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "5")
    screen.log_in("magasinier")
    screen.open("/stock/reservations")
    screen.button("Nouvelle réservation").first.click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Pièce").fill(piece["reference"])
    dialog.get_by_role("option").filter(has_text=piece["reference"]).click()
    expect(dialog).to_contain_text("5 disponibles")
    dialog.get_by_label("Quantité").fill("2")
    dialog.get_by_label("Motif").fill("Pour le garage")
    screen.confirm("Réserver")
    screen.sees_message("Réservation enregistrée")
    assert shop.level(piece)["disponible"] == "3.000"

    screen.open(f"/stock/reservations?piece_id={piece['id']}")
    row = screen.page.locator(".data-table tbody tr").filter(has_text="Pour le garage")
    row.get_by_role("button", name="Libérer").click()
    screen.confirm("Libérer")
    screen.sees_message("Réservation libérée")
    expect(row).to_contain_text("Libérée")
    assert shop.level(piece)["disponible"] == "5.000"


def test_a_blind_counter_does_not_see_what_is_expected(screen, shop, user):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "41.25")
    body = {"nom": "À l’aveugle", "emplacement_ids": [place["id"]], "aveugle": True}
    session = user("gestionnaire").post("/api/stock/inventaires/", body)
    screen.log_in("magasinier")
    screen.open(f"/stock/inventaires/{session['id']}")
    card = screen.page.locator(".count-card")
    expect(card).to_contain_text(piece["nom"])
    expect(card).not_to_contain_text("41,25")
    card.get_by_label("Quantité").fill("40")
    screen.page.keyboard.press("Enter")
    screen.sees_message("Compté : 40")
    expect(screen.page.locator("#contenu")).to_contain_text("Tout est compté")


def test_a_place_is_moved_into_another(screen, shop):
    outer, inner = shop.emplacement(), shop.emplacement()
    screen.log_in("gestionnaire")
    screen.open("/stock/emplacements")
    row = screen.page.locator(".place-tree li").filter(has_text=inner["code"])
    expect(row).to_have_class(re.compile("depth-0"))
    screen.button(f"Modifier {inner['code']}").click()
    screen.choose("Dans", outer["code"])
    screen.confirm("Enregistrer")
    screen.sees_message(f"Emplacement {inner['code']} enregistré")
    expect(row).to_have_class(re.compile("depth-1"))


@pytest.mark.parametrize("name", ["valorisation", "rotation", "abc", "dormants"])
def test_a_report_opens_and_downloads(screen, shop, name):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "6")
    shop.move(piece, place, "OUT", "2")
    screen.log_in("lecteur")
    screen.open(f"/rapports/{name}")
    expect(heading(screen)).to_have_text("Rapports")
    screen.page.get_by_role("button", name="Exporter").click()
    with screen.page.expect_download() as started:
        screen.button("CSV (tableur)").click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    assert len(next(csv.reader(StringIO(text), delimiter=";"))) > 3


def test_the_stock_at_a_date_is_what_it_was(screen, shop):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "3")
    screen.log_in("lecteur")
    screen.open(f"/stock/a-date?search={piece['reference']}")
    expect(screen.page.locator("#contenu")).not_to_contain_text(piece["nom"])


def test_an_error_of_many_movements_is_told_at_its_row_and_stays_with_it(screen, shop):
    piece, place = shop.piece(), shop.emplacement()
    screen.log_in("magasinier")
    screen.open("/stock/mouvements/saisie")
    screen.choose("Emplacement", place["code"])
    screen.pick("Pièce 1", shop.piece()["reference"])
    screen.pick("Pièce 2", piece["reference"])
    screen.field("Quantité 2").fill("deux")
    screen.expects(400)
    screen.button("Enregistrer 2 mouvements").click()
    expect(screen.field("Quantité 2")).to_be_focused()
    expect(screen.field("Quantité 1")).not_to_have_attribute("aria-invalid", "true")
    screen.button("Enlever la ligne 1").click()
    expect(screen.field("Quantité 1")).to_have_accessible_description(re.compile("nombre"))
    screen.field("Quantité 1").fill("2")
    screen.button("Enregistrer 1 mouvement").click()
    screen.sees_message("1 mouvement enregistré")


@pytest.fixture
def three_to_count(shop, user):
    """A count session of three parts at one place, and these parts by name, as the session lists them."""
    place = shop.emplacement()
    pieces = [shop.piece(nom=f"Pièce {name} {place['code']}") for name in "ABC"]
    for piece in pieces:
        shop.receive(piece, place, "1")
    body = {"nom": "Trois lignes", "emplacement_ids": [place["id"]], "aveugle": True}
    return user("gestionnaire").post("/api/stock/inventaires/", body), pieces


def test_a_count_that_is_typed_is_saved_by_going_on_to_another_line(screen, three_to_count):
    session, (one, other, third) = three_to_count
    screen.log_in("magasinier")
    screen.open(f"/stock/inventaires/{session['id']}")
    card, amount = screen.page.locator(".count-card"), screen.field("Quantité")
    line = screen.page.locator(".count-list button")

    line.filter(has_text=one["nom"]).click()
    amount.fill("12")
    line.filter(has_text=other["nom"]).click()
    screen.sees_message(f"Compté : 12 × « {one['nom']} »")
    expect(card).to_contain_text(other["nom"])
    expect(line.filter(has_text=one["nom"])).to_have_count(0)

    amount.fill("sept")
    line.filter(has_text=third["nom"]).click()
    expect(card.locator(".field-error")).to_be_visible()
    expect(card).to_contain_text(other["nom"])

    amount.fill("7")
    scan = screen.page.get_by_placeholder("Scanner la pièce à compter")
    scan.fill(third["reference"])
    scan.press("Enter")
    screen.sees_message(f"Compté : 7 × « {other['nom']} »")
    expect(card).to_contain_text(third["nom"])


def test_a_count_that_is_typed_is_not_lost_by_leaving(screen, three_to_count):
    session, _ = three_to_count
    screen.log_in("magasinier")
    screen.open(f"/stock/inventaires/{session['id']}")
    screen.field("Quantité").fill("5")
    screen.page.get_by_role("tab", name="Écarts").click()
    screen.page.get_by_role("tab", name="Compter").click()
    expect(screen.field("Quantité")).to_have_value("5")
    screen.page.get_by_role("link", name="Inventaires").first.click()
    screen.confirm("Continuer la saisie")
    expect(screen.field("Quantité")).to_have_value("5")


def test_a_long_name_is_read_whole_in_the_count_list_of_a_phone(screen, shop, user):
    place, piece = shop.emplacement(), shop.piece(nom="Référence" + "0123456789" * 8)
    shop.receive(piece, place, "1")
    body = {"nom": "Long", "emplacement_ids": [place["id"]], "aveugle": True}
    session = user("gestionnaire").post("/api/stock/inventaires/", body)
    screen.page.set_viewport_size(PHONE)
    screen.log_in("magasinier")
    screen.open(f"/stock/inventaires/{session['id']}")
    line = screen.page.locator(".count-list button")
    expect(line).to_contain_text(piece["nom"])
    name, count = line.locator("strong").bounding_box(), line.locator(".num").bounding_box()
    assert name["x"] + name["width"] <= count["x"]
    assert screen.fits()
