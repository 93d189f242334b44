"""The life of a part by hand, from a purchase to the next one; then what comes back, is copied, deleted."""

import re
import uuid
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from screen import PHONE, Screen


@dataclass(frozen=True)
class Names:
    mark: str

    def __getattr__(self, kind: str) -> str:
        return f"{kind.capitalize()} {self.mark}"


@pytest.fixture
def names() -> Names:
    return Names(uuid.uuid4().hex[:6])


def heading(screen: Screen):
    return screen.page.get_by_role("heading", level=1)


def test_from_a_purchase_to_the_next_one(screen, shop, admin, names):
    piece = shop.piece(nom=names.vis, prix_achat="4.00", prix_vente="10.00")
    place = shop.emplacement()
    screen.log_in("gestionnaire")

    buy(screen, names, piece, quantity="20")
    receive(screen, piece, place, "12")
    receive(screen, piece, place, None)
    expect(heading(screen)).to_contain_text("Reçue")
    print_its_labels(screen, piece)

    sell(screen, names, piece, quantity="6")
    ship(screen, piece, "4")
    expect(heading(screen)).to_contain_text("Expédiée en partie")
    ship(screen, piece, None)
    expect(heading(screen)).to_contain_text("Expédiée")

    invoice(screen)
    pay(screen, "30", "Virement")
    expect(heading(screen)).to_contain_text("Payée en partie")
    pay_by_a_card_that_is_declined_then_accepted(screen)
    expect(heading(screen)).to_contain_text("Payée")
    credit(screen, piece, "1")

    count_one_missing(screen, piece, place)
    approve_as_somebody_else(screen, admin, place)
    assert shop.level(piece)["quantite"] == "13.000"

    admin("PUT", f"/api/stock/seuils/{piece['id']}/", {"mini": "15", "maxi": "40"})
    reorder(screen, names, piece)


def buy(screen, names, piece, *, quantity):
    screen.open("/achats")
    screen.page.get_by_role("link", name="Nouvel achat").first.click()
    screen.page.get_by_role("combobox", name="Fournisseur").fill(names.fournisseur)
    screen.page.get_by_role("option").filter(has_text="Créer le fournisseur").click()
    screen.page.get_by_role("dialog").get_by_label("Délai de livraison").fill("5")
    screen.confirm("Enregistrer")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)
    screen.pick("Pièce 1", piece["reference"])
    expect(screen.field("Prix HT 1")).to_have_value("4")
    screen.field("Quantité 1").fill(quantity)
    # 20 x 4,00 and the tax of 20 %
    expect(screen.page.locator(".order-foot")).to_contain_text("96,00 €")
    screen.button("Valider la commande").click()
    expect(heading(screen)).to_contain_text("Validée")


def receive(screen, piece, place, quantity):
    screen.button("Recevoir").click()
    dialog = screen.page.get_by_role("dialog")
    option = dialog.get_by_label("Ranger dans").locator("option").filter(has_text=place["code"])
    dialog.get_by_label("Ranger dans").select_option(option.get_attribute("value"))
    if quantity:
        dialog.get_by_label(f"Quantité : {piece['nom']}").fill(quantity)
    screen.confirm("Recevoir")
    screen.sees_message("Réception de")


def print_its_labels(screen, piece):
    screen.page.get_by_role("link", name="Étiquettes").first.click()
    expect(heading(screen)).to_have_text("Planche d’étiquettes")
    expect(screen.page.locator(".label-preview")).to_be_visible()
    screen.field("Exemplaires de chaque").fill("3")
    with screen.page.context.expect_page() as opened:
        screen.button("Imprimer 3 étiquettes").click()
    opened.value.close()


def sell(screen, names, piece, *, quantity):
    screen.open("/commandes/nouvelle?type=vente")
    screen.page.get_by_role("combobox", name="Client").fill(names.client)
    screen.page.get_by_role("option").filter(has_text="Créer le client").click()
    screen.confirm("Enregistrer")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)
    scan = screen.page.get_by_placeholder("Scanner ou taper un code pour ajouter")
    scan.fill(piece["reference"])
    scan.press("Enter")
    expect(screen.page.get_by_role("combobox", name="Pièce 1")).to_have_value(re.compile(piece["nom"]))
    screen.field("Quantité 1").fill(quantity)
    screen.button("Valider la commande").click()
    expect(heading(screen)).to_contain_text("Validée")


def ship(screen, piece, quantity):
    screen.button("Expédier").click()
    if quantity:
        dialog = screen.page.get_by_role("dialog")
        dialog.get_by_label(f"Quantité : {piece['nom']}").fill(quantity)
    screen.confirm("Expédier")
    screen.sees_message("est expédiée")
    expect(screen.page.get_by_role("dialog")).to_have_count(0)


def invoice(screen):
    screen.button("Facturer").click()
    screen.confirm("Facturer")
    expect(heading(screen)).to_contain_text("FAC-")
    # 6 x 10,00 and the tax of 20 %
    expect(screen.page.locator(".balance-main")).to_contain_text("72,00 €")


def pay(screen, amount, means):
    screen.button("Encaisser").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name=means).click()
    dialog.get_by_label("Montant").fill(amount)
    dialog.get_by_role("button", name=re.compile("^Encaisser")).click()
    screen.sees_message("encaissés")


def pay_by_a_card_that_is_declined_then_accepted(screen):
    screen.expects(409)
    screen.button("Encaisser").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_text("Cartes de test").click()
    dialog.get_by_role("button", name="4000000000000002").click()
    dialog.get_by_role("button", name=re.compile("^Encaisser")).click()
    expect(dialog.get_by_role("alert")).to_contain_text("carte refusée")
    dialog.get_by_role("button", name="4242424242424242").click()
    dialog.get_by_role("button", name=re.compile("^Encaisser")).click()
    screen.sees_message("42,00 € encaissés")
    expect(screen.page.locator(".balance-main")).to_contain_text("0,00 €")
    expect(screen.page.locator(".operations")).to_contain_text("•••• 4242")


def credit(screen, piece, quantity):
    screen.button("Faire un avoir").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("Motif").fill("Une pièce abîmée")
    dialog.get_by_label(f"Quantité : {piece['nom']}").fill(quantity)
    screen.confirm("Faire un avoir")
    expect(heading(screen)).to_contain_text("AV-")
    expect(screen.page.locator("#contenu")).to_contain_text("12,00 €")


def count_one_missing(screen, piece, place):
    """As on the shop floor: a phone, one line at a time."""
    screen.open("/stock/inventaires")
    screen.button("Nouvel inventaire").first.click()
    screen.page.get_by_role("dialog").get_by_label(place["code"]).first.check()
    screen.confirm("Ouvrir l’inventaire")
    expect(heading(screen)).to_contain_text("En cours")
    screen.page.set_viewport_size(PHONE)
    scan = screen.page.get_by_placeholder("Scanner la pièce à compter")
    scan.fill(piece["reference"])
    scan.press("Enter")
    card = screen.page.locator(".count-card")
    expect(card).to_contain_text(piece["nom"])
    card.get_by_label("Quantité").fill("12")
    screen.button("Un de plus").click()
    screen.button("Enregistrer le comptage").click()
    screen.sees_message(f"Compté : 13 × « {piece['nom']} »")
    assert screen.fits()
    screen.page.set_viewport_size({"width": 1440, "height": 900})


def approve_as_somebody_else(screen, admin, place):
    """Who counted may not approve."""
    screen.expects(409)
    screen.page.reload()
    screen.wait_until_read()
    screen.button("Approuver").click()
    screen.confirm("Approuver")
    expect(screen.page.get_by_role("dialog")).to_contain_text("une autre personne doit approuver")
    screen.confirm("Renoncer")
    session = screen.page.url.rsplit("/", 1)[-1].split("?")[0]
    admin.post(f"/api/stock/inventaires/{session}/valider/", status=200)
    screen.page.reload()
    expect(heading(screen)).to_contain_text("Approuvé")
    expect(screen.page.locator("#contenu")).to_contain_text("-1")


def reorder(screen, names, piece):
    screen.open(f"/stock/reapprovisionnement?search={piece['reference']}")
    row = screen.page.locator(".proposals li").filter(has_text=piece["nom"])
    row.get_by_role("button", name="Voir le calcul").click()
    expect(row).to_contain_text("Point de commande")
    row.get_by_label(f"Commander {piece['nom']}").check()
    row.get_by_label(f"Quantité à commander de {piece['nom']}").fill("30")
    row.get_by_role("combobox", name="Fournisseur").fill(names.fournisseur)
    found = screen.page.get_by_role("option").filter(has_text=names.fournisseur)
    found.filter(has_not_text="Créer").click()
    screen.button("Créer les achats").click()
    expect(heading(screen)).to_contain_text("CMD-")
    expect(heading(screen)).to_contain_text("Brouillon")
    expect(screen.page.locator("#contenu")).to_contain_text("120,00 €")


def test_what_comes_back_is_put_back_where_it_is_said(screen, shop, admin):
    piece, place, returns = shop.piece(), shop.emplacement(), shop.emplacement()
    shop.receive(piece, place, "5")
    order = shop.order(shop.client(), (piece, "4"))
    for action in ("valider", "expedier"):
        admin.post(f"/api/commandes/{order['id']}/{action}/", status=200)
    screen.log_in("magasinier")
    screen.open(f"/commandes/{order['id']}")
    screen.button("Actions").click()
    screen.button("Retourner").click()
    screen.choose("Remettre dans", returns["code"])
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label(f"Quantité : {piece['nom']}").fill("9")
    screen.expects(409)
    screen.confirm("Retourner")
    expect(dialog).to_contain_text("Trop : 9 demandés, 4 possibles")
    dialog.get_by_label(f"Quantité : {piece['nom']}").fill("1")
    screen.confirm("Retourner")
    screen.sees_message("Retour sur")
    expect(screen.page.locator("#contenu")).to_contain_text("1 retourné")
    assert shop.level(piece)["quantite"] == "2.000"


def test_an_order_is_copied_and_the_copy_deleted_then_brought_back(screen, shop):
    piece = shop.piece()
    order = shop.order(shop.client(), (piece, "2"))
    screen.log_in("gestionnaire")
    screen.open(f"/commandes/{order['id']}")
    screen.button("Actions").click()
    screen.button("Dupliquer").click()
    expect(heading(screen)).to_have_text("Modifier la commande")
    screen.button("Garder en brouillon").click()
    expect(heading(screen)).to_contain_text("Brouillon")
    copy = heading(screen).inner_text().split()[0]
    assert copy != order["reference"]
    screen.button("Actions").click()
    screen.button("Supprimer").click()
    screen.confirm("Supprimer")
    screen.sees_message(f"« {copy} » est dans la corbeille")
    screen.page.locator(".toast-card").filter(has_text=copy).get_by_role("button", name="Annuler").click()
    screen.sees_message("est de retour")
    expect(heading(screen)).to_contain_text(copy)


def test_the_lines_of_an_order_are_entered_from_the_keyboard(screen, shop):
    client, first, second = shop.client(), shop.piece(), shop.piece()
    keyboard = screen.page.keyboard
    screen.log_in("vendeur")
    screen.expects(400)
    screen.open("/commandes/nouvelle")
    screen.button("Garder en brouillon").click()
    box = screen.page.get_by_role("combobox", name="Client")
    expect(box).to_have_attribute("aria-invalid", "true")
    box.fill(client["nom"])
    screen.page.get_by_role("option").filter(has_text=client["nom"], has_not_text="Créer").click()
    expect(box).not_to_have_attribute("aria-invalid", "true")

    for number, piece in enumerate((first, second), 1):
        screen.page.get_by_role("combobox", name=f"Pièce {number}").fill(piece["reference"])
        expect(screen.page.get_by_role("option").first).to_contain_text(piece["nom"])
        keyboard.press("Enter")
        expect(screen.field(f"Quantité {number}")).to_be_focused()
        keyboard.type("3")
        keyboard.press("Enter")
        expect(screen.page.get_by_role("combobox", name=f"Pièce {number + 1}")).to_be_focused()
    keyboard.press("Enter")
    screen.sees_heading("Nouvelle commande")
    keyboard.press("Control+Enter")
    screen.sees_heading("CMD-")
    screen.sees_heading("Brouillon")
    expect(screen.page.get_by_role("row").filter(has_text=second["nom"])).to_contain_text("3")
    keyboard.press("e")
    screen.sees_heading("Modifier la commande")


def test_a_shipment_says_at_its_line_what_is_wrong_with_it(screen, shop, admin):
    pieces, place = [shop.piece(), shop.piece()], shop.emplacement()
    for piece in pieces:
        shop.receive(piece, place, "5")
    order = shop.order(shop.client(), *[(piece, "2") for piece in pieces])
    admin.post(f"/api/commandes/{order['id']}/valider/", status=200)
    screen.log_in("magasinier")
    screen.open(f"/commandes/{order['id']}")
    screen.button("Expédier").click()
    dialog = screen.page.get_by_role("dialog")
    amounts = dialog.get_by_label(re.compile("^Quantité : "))
    amounts.first.fill("0,00")
    amounts.last.fill("deux")
    screen.expects(400)
    screen.confirm("Expédier")
    expect(amounts.last).to_be_focused()
    expect(amounts.last).to_have_accessible_description(re.compile("nombre"))
    expect(amounts.first).not_to_have_attribute("aria-invalid", "true")
    amounts.last.fill("1")
    screen.confirm("Expédier")
    screen.sees_message("est expédiée")


def test_an_error_of_an_order_is_told_at_its_line_after_an_empty_one(screen, shop):
    piece, client = shop.piece(), shop.client()
    shop.receive(piece, shop.emplacement(), "5")
    screen.log_in("vendeur")
    screen.open(f"/commandes/nouvelle?type=vente&client={client['id']}")
    screen.button("Ajouter une ligne").click()
    screen.pick("Pièce 2", piece["reference"])
    screen.field("Quantité 2").fill("deux")
    screen.expects(400)
    screen.button("Garder en brouillon").click()
    quantity = screen.field("Quantité 2")
    expect(quantity).to_be_focused()
    expect(quantity).to_have_attribute("aria-invalid", "true")
    expect(quantity).to_have_accessible_description(re.compile("nombre"))
    expect(screen.page.locator(".order-lines tbody tr").first.locator(".field-error")).to_have_count(0)
    quantity.fill("2")
    expect(screen.page.locator(".order-lines .field-error")).to_have_count(0)
