"""The catalogue by hand: its tree, its pictures, its labels, a file of parts, and what anybody may see."""

import re
import uuid
from io import BytesIO

from PIL import Image
from playwright.sync_api import expect
from screen import PHONE


def heading(screen):
    return screen.page.get_by_role("heading", level=1)


def picture() -> dict:
    made = BytesIO()
    Image.new("RGB", (640, 480), (31, 94, 255)).save(made, "PNG")
    return {"name": "vis.png", "mimeType": "image/png", "buffer": made.getvalue()}


def test_a_picture_is_seen_before_it_is_sent_then_shown_in_the_list(screen, shop):
    piece = shop.piece()
    screen.log_in("gestionnaire")
    screen.open(f"/pieces/{piece['id']}")
    screen.page.locator(".image-card input[type=file]").first.set_input_files(picture())
    shown = screen.page.locator(".image-whole")
    expect(shown).to_have_attribute("src", re.compile("^blob:"))
    screen.button("Enregistrer la photo").click()
    screen.sees_message("Photo enregistrée")
    expect(shown).to_have_attribute("src", re.compile("/api/public/images/"))
    screen.open(f"/pieces?search={piece['reference']}")
    thumbnail = screen.page.locator(".thumbnail img")
    expect(thumbnail).to_be_visible()
    assert thumbnail.evaluate("img => img.complete && img.naturalWidth > 0")

    screen.button("En images").click()
    expect(screen.page.locator(".piece-grid")).to_contain_text(piece["nom"])


def test_what_is_not_a_picture_is_refused_before_it_is_sent(screen, shop):
    piece = shop.piece()
    screen.log_in("gestionnaire")
    screen.open(f"/pieces/{piece['id']}")
    file = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"bonjour"}
    screen.page.locator(".image-card input[type=file]").first.set_input_files(file)
    screen.sees_message("Seules les images")


def test_a_category_is_made_renamed_moved_and_comes_back(screen, admin):
    mark = uuid.uuid4().hex[:6]
    parent = admin.post("/api/pieces/categories/", {"nom": f"Parent {mark}"})
    screen.log_in("gestionnaire")
    screen.open("/pieces/categories")
    screen.button("Nouvelle catégorie").first.click()
    screen.field("Nom").fill(f"Fille {mark}")
    screen.confirm("Créer")
    screen.sees_message(f"Catégorie « Fille {mark} » enregistrée")

    row = screen.page.locator(".place-tree li").filter(has_text=f"Fille {mark}")
    row.drag_to(screen.page.locator(".place-tree li").filter(has_text=f"Parent {mark}"))
    screen.sees_message(f"Fille {mark} est déplacé")
    expect(row).to_have_class(re.compile("depth-1"))

    screen.button(f"Supprimer Fille {mark}").click()
    screen.confirm("Supprimer")
    screen.sees_message("est dans la corbeille")
    expect(row).to_have_count(0)
    toast = screen.page.locator(".toast-card").filter(has_text="corbeille")
    toast.get_by_role("button", name="Annuler").click()
    screen.sees_message("est de retour")
    expect(row).to_have_count(1)
    assert parent["nom"] in screen.page.locator(".place-tree").inner_text()


def test_a_scan_says_what_a_part_is_and_how_many_there_are(screen, shop):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "8")
    screen.log_in("magasinier")
    screen.open("/pieces")
    screen.button("Scanner").click()
    scan = screen.page.get_by_placeholder("Scannez un code-barres, un QR code, ou tapez une référence")
    scan.fill(piece["reference"])
    scan.press("Enter")
    found = screen.page.locator(".scan-found")
    expect(found).to_contain_text(piece["nom"])
    expect(found).to_contain_text("8 pièces disponibles")
    expect(found).to_contain_text(place["code"])
    screen.expects(404)
    scan.fill("INCONNU-42")
    scan.press("Enter")
    expect(screen.page.get_by_role("dialog")).to_contain_text("Aucune pièce ne porte le code « INCONNU-42 »")


def test_labels_are_seen_then_printed_for_what_was_chosen(screen, shop):
    piece = shop.piece()
    screen.log_in("gestionnaire")
    screen.open(f"/pieces?search={piece['reference']}")
    screen.page.get_by_label(f"Choisir : {piece['nom']}").check()
    screen.page.get_by_role("link", name="Imprimer les étiquettes").click()
    expect(heading(screen)).to_have_text("Planche d’étiquettes")
    label = screen.page.locator(".label-preview")
    expect(label).to_be_visible()
    assert label.evaluate("img => img.complete && img.naturalWidth > 0")
    screen.button("Commencer à l’étiquette 4").click()
    expect(screen.field("Première étiquette")).to_have_value("4")


def test_a_file_is_previewed_with_its_errors_then_applied(screen, admin):
    mark = uuid.uuid4().hex[:6]
    rows = [f"IMP-{mark}-{n};Importée {mark} {n};{n},50" for n in range(1, 4)]
    text = "\n".join(["reference;nom;prix_vente", *rows, f"IMP-{mark}-9;Fautive;{'douze' * 20}"])
    screen.log_in("gestionnaire")
    screen.open("/pieces/import")
    file = {"name": f"{mark}.csv", "mimeType": "text/csv", "buffer": text.encode()}
    screen.page.locator("input[type=file]").set_input_files(file)
    screen.button("Voir ce qui changerait").click()
    expect(heading(screen)).to_contain_text("Prêt à appliquer", timeout=20_000)
    errors = screen.page.locator(".import-errors tbody tr")
    expect(errors).to_have_count(1)
    expect(errors).to_contain_text("5")
    expect(errors).to_contain_text("douze")
    line = screen.page.locator(".data-table tbody tr").filter(has_text=f"IMP-{mark}-2")
    expect(line.last).to_contain_text("Prix de vente HT 2,50 €")
    value = errors.locator(".cell-clip > span")
    assert value.bounding_box()["width"] < errors.bounding_box()["width"] / 3
    screen.page.set_viewport_size(PHONE)
    assert screen.fits()

    screen.button("Appliquer 3 changements").click()
    screen.confirm("Appliquer")
    expect(heading(screen)).to_contain_text("Terminé", timeout=20_000)
    assert admin.get("/api/pieces/", search=f"IMP-{mark}")["count"] == 3


def test_anybody_sees_what_is_published_and_not_what_it_costs(screen, shop):
    piece = shop.piece(publie=True, prix_achat="3.33", prix_vente="9.90")
    hidden = shop.piece()
    screen.go(f"/catalogue?search={piece['reference']}")
    expect(heading(screen)).to_have_text("Catalogue public")
    screen.page.locator(".piece-grid").get_by_role("link", name=re.compile(piece["nom"])).click()
    expect(screen.page.locator("#contenu")).to_contain_text("9,90 €")
    expect(screen.page.locator("#contenu")).not_to_contain_text("3,33")
    screen.go(f"/catalogue?search={hidden['reference']}")
    expect(screen.page.locator("#contenu")).to_contain_text("Aucune pièce publiée ne correspond")
    screen.page.set_viewport_size(PHONE)
    assert screen.fits()
