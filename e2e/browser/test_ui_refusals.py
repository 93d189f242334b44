"""What the API refuses, told where it matters."""

from playwright.sync_api import expect


def test_a_wrong_password_is_told_and_asks_again(screen):
    screen.expects(401)
    screen.go("/")
    screen.page.get_by_label("Adresse e-mail").fill("personne@demo.gestion.example")
    screen.page.get_by_label("Mot de passe", exact=True).fill("ce n'est pas celui-ci")
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_role("alert")).to_contain_text("Adresse ou mot de passe incorrect")
    expect(screen.page.get_by_label("Mot de passe", exact=True)).to_be_visible()


def test_a_withdrawal_of_more_than_there_is_is_refused_at_the_quantity(screen, shop):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "7")
    screen.log_in("magasinier")
    screen.expects(409)
    screen.open(f"/stock/mouvement?piece={piece['id']}")
    screen.page.get_by_text("Sortie", exact=True).click()
    screen.field("Quantité").fill("9")
    screen.choose("Emplacement", place["code"])
    screen.button("Enregistrer le mouvement").click()

    quantity = screen.field("Quantité")
    expect(quantity).to_have_attribute("aria-invalid", "true")
    expect(quantity).to_be_focused()
    expect(quantity).to_have_accessible_description("Il n’y en a que 7 de disponible ici, pour 9 demandés.")

    quantity.fill("7")
    screen.button("Enregistrer le mouvement").click()
    screen.sees_message("Enregistré : 7")


def test_a_cost_that_cannot_be_read_is_refused_at_its_field(screen, shop, admin):
    piece, place = shop.piece(), shop.emplacement()
    screen.log_in("magasinier")
    screen.expects(400)
    screen.open(f"/stock/mouvement?piece={piece['id']}")
    screen.field("Quantité").fill("2")
    screen.choose("Emplacement", place["code"])
    screen.field("Coût unitaire HT").fill("4€10")
    screen.button("Enregistrer le mouvement").click()
    expect(screen.field("Coût unitaire HT")).to_have_attribute("aria-invalid", "true")
    assert admin.get("/api/stock/movements/", piece_id=piece["id"])["results"] == []


def test_two_lines_of_one_part_that_are_too_many_together_are_short(screen, shop):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "10")
    screen.log_in("vendeur")
    screen.open("/commandes/nouvelle")
    for number, quantity in ((1, "6"), (2, "4")):
        screen.pick(f"Pièce {number}", piece["nom"])
        screen.field(f"Quantité {number}").fill(quantity)
    expect(screen.page.locator(".order-lines tbody tr")).to_have_count(3)
    expect(screen.page.locator(".line-short")).to_have_count(0)
    screen.field("Quantité 2").fill("5")
    expect(screen.page.locator(".line-short")).to_have_count(2)


def test_a_sale_of_more_than_there_is_names_the_short_line(screen, shop):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "2")
    order = shop.order(shop.client(), (piece, "5"))
    screen.log_in("vendeur")
    screen.expects(409)
    screen.open(f"/commandes/{order['id']}")
    screen.button("Valider").click()
    expect(screen.page.locator(".line-short")).to_contain_text("5 demandés, 2 disponibles")
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text("Brouillon")


def test_a_change_made_meanwhile_by_somebody_else_is_not_overwritten(screen, shop, admin):
    piece = shop.piece()
    screen.log_in("administrateur")
    screen.expects(412)
    screen.open(f"/pieces/{piece['id']}/modifier")
    admin("PATCH", f"/api/pieces/{piece['id']}/", {"description": "changée ailleurs"})
    screen.field("Prix de vente HT").fill("11")
    screen.button("Enregistrer").click()
    screen.sees_message("Quelqu’un d’autre a modifié cet objet")
    assert admin.get(f"/api/pieces/{piece['id']}/")["prix_vente"] == "10.00"


def test_a_screen_that_is_not_permitted_names_the_permission(screen):
    screen.log_in("lecteur")
    screen.open("/journal")
    expect(screen.page.locator("#contenu")).to_contain_text("logs.lire")
