"""Invoices and payments by hand: what is refused, what waits, who owes what."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from client import eventually
from playwright.sync_api import expect
from pypdf import PdfReader


def heading(screen):
    return screen.page.get_by_role("heading", level=1)


@pytest.fixture
def facture(shop, admin) -> dict:
    """Three parts at 10,00, shipped and invoiced: 36,00 with the tax."""
    piece, place = shop.piece(prix_vente="10.00"), shop.emplacement()
    shop.receive(piece, place, "3")
    order = shop.order(shop.client(), (piece, "3"))
    for action in ("valider", "expedier"):
        admin.post(f"/api/commandes/{order['id']}/{action}/", status=200)
    return admin.post(f"/api/commandes/{order['id']}/facturer/")


def encaisser(screen, amount: str, means: str):
    screen.button("Encaisser").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name=means).click()
    dialog.get_by_label("Montant").fill(amount)
    dialog.get_by_role("button", name=re.compile("^Encaisser")).click()
    return dialog


def test_never_more_is_taken_than_is_due(screen, facture):
    screen.log_in("vendeur")
    screen.open(f"/factures/{facture['id']}")
    screen.expects(409)
    dialog = encaisser(screen, "36,01", "Espèces")
    expect(dialog).to_contain_text("dépasse ce qui reste dû")
    dialog.get_by_label("Montant").fill("36")
    dialog.get_by_role("button", name=re.compile("^Encaisser")).click()
    screen.sees_message("36,00 € encaissés")
    expect(heading(screen)).to_contain_text("Payée")
    expect(screen.button("Encaisser")).to_have_count(0)


def test_a_payment_is_refunded_in_part(screen, facture):
    screen.log_in("vendeur")
    screen.open(f"/factures/{facture['id']}")
    encaisser(screen, "20", "Chèque")
    screen.sees_message("20,00 € encaissés")
    screen.button("Rembourser").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("Montant").fill("5,50")
    dialog.get_by_label("Motif").fill("Geste commercial")
    screen.confirm("Rembourser")
    screen.sees_message("5,50 € remboursés")
    expect(screen.page.locator(".operations")).to_contain_text("Remboursé : 5,50 € · Geste commercial")
    # 36,00 - 20,00 + 5,50
    expect(screen.page.locator(".balance-main")).to_contain_text("21,50 €")


def test_a_late_answer_of_the_bank_settles_by_itself(screen, facture):
    screen.log_in("vendeur")
    screen.open(f"/factures/{facture['id']}")
    screen.button("Encaisser").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_text("Cartes de test").click()
    dialog.get_by_role("button", name="4000000000000259").click()
    dialog.get_by_role("button", name=re.compile("^Encaisser")).click()
    screen.sees_message("Paiement en attente")
    expect(heading(screen)).to_contain_text("Payée", timeout=45_000)


def test_it_is_mailed_to_the_client_with_its_pdf(screen, facture, mails):
    screen.log_in("vendeur")
    screen.open(f"/factures/{facture['id']}")
    screen.button("Envoyer par e-mail").first.click()
    dialog = screen.page.get_by_role("dialog")
    address = f"client-{facture['id']}@exemple.fr"
    dialog.get_by_label("Adresse e-mail").fill(address)
    dialog.get_by_label("Message").fill("Merci de votre visite.")
    screen.confirm("Envoyer par e-mail")
    screen.sees_message(f"part à {address}")
    [mail] = eventually(lambda: mails.to(address), within=20)
    assert facture["numero"] in mail["subject"] and "Merci de votre visite." in mail["text"]
    [file] = mail["attachments"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(b64decode(file["content"]))).pages)
    assert facture["numero"] in text and "36,00" in text


def test_the_pdf_opens_and_downloads(screen, facture):
    screen.log_in("lecteur")
    screen.open(f"/factures/{facture['id']}")
    with screen.page.expect_download() as started:
        screen.button("PDF").click()
    assert started.value.suggested_filename.endswith(".pdf")
    assert started.value.path().read_bytes().startswith(b"%PDF-")


def test_who_owes_what_is_found_from_the_list_to_the_invoice(screen, facture):
    screen.log_in("vendeur")
    client = facture["client"]["nom"]
    screen.open(f"/echeancier?search={client.split()[-1]}")
    screen.page.get_by_role("link", name=client).click()
    expect(screen.page.locator(".balance-line")).to_contain_text("36,00 €")
    screen.page.get_by_role("link", name=re.compile(facture["numero"])).first.click()
    expect(heading(screen)).to_contain_text(facture["numero"])


def credit_dialog(screen, facture):
    screen.log_in("gestionnaire")
    screen.open(f"/factures/{facture['id']}")
    screen.button("Faire un avoir").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("Motif").fill("Retour")
    return dialog


def test_a_credit_note_says_at_its_line_what_is_wrong_with_it(screen, facture):
    dialog = credit_dialog(screen, facture)
    screen.expects(400)
    amount = dialog.get_by_label(re.compile("^Quantité"))
    amount.fill("deux")
    screen.confirm("Faire un avoir")
    expect(dialog.locator(".quantity-lines .field-error")).to_be_visible()
    expect(amount).to_be_focused()
    expect(dialog.get_by_role("alert")).to_have_count(1)
    # nothing of the line is not a quantity of zero: then no line is left
    amount.fill("0,00")
    expect(dialog.locator(".field-error")).to_have_count(0)
    screen.confirm("Faire un avoir")
    expect(dialog.get_by_role("alert").or_(dialog.locator(".field-error")).first).to_be_visible()
    amount.fill("1")
    screen.confirm("Faire un avoir")
    screen.sees_message("Avoir")


def test_a_refusal_about_fields_that_the_form_does_not_show_is_told_all_the_same(screen, facture):
    dialog = credit_dialog(screen, facture)
    screen.expects(400)
    problem = {"code": "donnees_invalides", "errors": {"ailleurs": ["Champ d’ailleurs."]}}

    def refuse(route):
        allowed = {"Access-Control-Allow-Origin": route.request.headers["origin"]}
        allowed["Access-Control-Allow-Credentials"] = "true"
        route.fulfill(status=400, json=problem, headers=allowed)

    screen.page.route("**/avoir/", refuse)
    screen.confirm("Faire un avoir")
    expect(dialog.get_by_role("alert")).to_contain_text("Champ d’ailleurs.")
