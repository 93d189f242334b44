"""The main job by hand, in the browser: from an empty shelf to a shipped sale, and its trace."""

import uuid

import pytest
from playwright.sync_api import expect


@pytest.fixture
def names() -> dict[str, str]:
    mark = uuid.uuid4().hex[:6]
    return {
        "categorie": f"Visserie {mark}",
        "piece": f"Vis {mark}",
        "reference": f"VIS-{mark}",
        "rayon": f"R-{mark}",
        "reserve": f"S-{mark}",
        "client": f"Garage {mark}",
    }


def test_from_an_empty_shelf_to_a_shipped_sale(screen, shop, names):
    other = shop.piece(prix_vente="5.00")
    shop.receive(other, shop.emplacement(), "4")
    screen.log_in("administrateur")

    create_the_piece_and_its_category(screen, names)
    create_a_place(screen, names["rayon"])
    create_a_place(screen, names["reserve"])
    move(screen, names, "Entrée", "10")
    move(screen, names, "Sortie", "3")
    move(screen, names, "Transfert", "2")
    set_the_threshold(screen, names, "5")
    sell(screen, names, other)
    ship(screen)

    the_stock_is(screen, names, quantity="4", state="Stock bas")
    the_audit_log_tells_it(screen, names)


def create_the_piece_and_its_category(screen, names):
    screen.open("/pieces")
    screen.page.get_by_role("link", name="Nouvelle pièce").click()
    screen.field("Nom").fill(names["piece"])
    screen.field("Référence").fill(names["reference"])
    screen.button("Nouvelle catégorie").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("Nom", exact=True).fill(names["categorie"])
    screen.confirm("Créer")
    expect(screen.field("Catégorie").locator("option:checked")).to_have_text(names["categorie"])
    screen.field("Prix d’achat HT").fill("4")
    screen.field("Prix de vente HT").fill("9,50")
    screen.button("Créer la pièce").click()
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text(names["piece"])
    expect(screen.page.locator("#contenu")).to_contain_text("9,50 €")


def create_a_place(screen, code):
    screen.open("/stock/emplacements")
    screen.button("Nouvel emplacement").first.click()
    screen.field("Code").fill(code)
    screen.field("Nom").fill(f"Rayon {code}")
    screen.confirm("Enregistrer")
    expect(screen.page.locator(".place-tree")).to_contain_text(code)


def move(screen, names, kind, quantity):
    screen.open("/stock/mouvement")
    screen.page.get_by_text(kind, exact=True).click()
    screen.pick("Pièce", names["reference"])
    screen.field("Quantité").fill(quantity)
    if kind == "Transfert":
        screen.choose("Depuis", names["rayon"])
        screen.choose("Vers", names["reserve"])
    else:
        screen.choose("Emplacement", names["rayon"])
    screen.button("Enregistrer le mouvement").click()
    screen.sees_message(f"Enregistré : {quantity} × « {names['piece']} »")


def set_the_threshold(screen, names, quantity):
    open_the_piece(screen, names)
    screen.button("Modifier le seuil").click()
    screen.field("Seuil minimum").fill(quantity)
    screen.confirm("Enregistrer")
    screen.sees_message("Seuil enregistré")


def sell(screen, names, other):
    screen.open("/commandes/nouvelle")
    screen.page.get_by_role("combobox", name="Client").fill(names["client"])
    screen.page.get_by_role("option").filter(has_text="Créer le client").click()
    screen.confirm("Enregistrer")
    expect(screen.page.get_by_role("combobox", name="Client")).to_have_value(names["client"])
    screen.pick("Pièce 1", names["reference"])
    screen.field("Quantité 1").fill("3")
    screen.pick("Pièce 2", other["reference"])
    screen.field("Quantité 2").fill("1")
    # 3 x 9,50 + 1 x 5,00, and the tax of 20 %
    expect(screen.page.locator(".order-foot")).to_contain_text("40,20 €")
    screen.button("Garder en brouillon").click()
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text("CMD-")
    expect(screen.page.locator("#contenu")).to_contain_text("40,20 €")


def ship(screen):
    screen.button("Valider").click()
    screen.sees_message("le stock est réservé")
    screen.button("Expédier").click()
    screen.confirm("Expédier")
    screen.sees_message("est expédiée")
    history = screen.page.locator(".order-steps .timeline strong")
    expect(history).to_have_text(["Expédiée", "Validée", "Brouillon"])


def the_stock_is(screen, names, *, quantity, state):
    open_the_piece(screen, names)
    figures = screen.page.locator(".level-figures")
    expect(figures).to_contain_text(f"En stock{quantity}")
    expect(screen.page.locator("#contenu .panel-header .status-badge")).to_have_text(state)
    # newest first: the shipping, the transfer's two rows, the withdrawal, the reception
    amounts = screen.page.locator(".movement-amount span")
    assert sorted(amounts.all_inner_texts()) == sorted(["−3", "+2", "−2", "−3", "+10"])


def the_audit_log_tells_it(screen, names):
    screen.open(f"/journal?search={names['reference']}")
    rows = screen.page.locator(".data-table tbody tr")
    told = "\n".join(rows.all_inner_texts())
    assert f"a créé la pièce « {names['reference']}" in told
    for movement in ("IN", "OUT", "TRANSFER"):
        assert f" {movement} " in told, told
    rows.filter(has_text="a créé la pièce").get_by_role("button").click()
    expect(screen.page.get_by_role("dialog")).to_contain_text(names["piece"])
    expect(screen.page.get_by_role("dialog")).to_contain_text("administrateur@")


def open_the_piece(screen, names):
    screen.open(f"/pieces?search={names['reference']}")
    screen.page.get_by_role("link", name=names["piece"]).click()
    screen.wait_until_read()
