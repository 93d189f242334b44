"""Deleting: refused while there is stock, then a way back from the trash."""

from client import eventually
from playwright.sync_api import expect


def delete(screen, piece):
    screen.open(f"/pieces/{piece['id']}")
    screen.button("Supprimer").click()
    screen.confirm("Supprimer")


def open_the_trash(screen, admin, piece):
    """The trash hears of a deletion by a message, so a moment later."""
    eventually(lambda: admin.get("/api/corbeille/", search=piece["reference"])["count"], within=20)
    screen.open(f"/corbeille?search={piece['reference']}")
    return screen.page.locator(".data-table tbody tr").filter(has_text=piece["reference"])


def test_a_piece_in_stock_is_kept_and_an_emptied_one_comes_back_from_the_trash(screen, shop, admin):
    piece, place = shop.piece(), shop.emplacement()
    shop.receive(piece, place, "4")
    screen.log_in("administrateur")

    screen.expects(409)
    delete(screen, piece)
    screen.sees_message("Il en reste 4 en stock")

    shop.move(piece, place, "OUT", "4")
    delete(screen, piece)
    screen.sees_message(f"« {piece['nom']} » est dans la corbeille")

    row = open_the_trash(screen, admin, piece)
    row.get_by_role("button", name="Restaurer").click()
    screen.confirm("Restaurer")
    screen.sees_message("est de retour")
    expect(row).to_have_count(0)

    screen.open(f"/pieces/{piece['id']}")
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text(piece["nom"])


def test_what_is_erased_from_the_trash_is_gone(screen, shop, admin):
    piece = shop.piece()
    screen.log_in("administrateur")
    delete(screen, piece)
    open_the_trash(screen, admin, piece).get_by_role("button", name="Effacer").click()
    screen.confirm("Effacer")
    screen.sees_message("est effacé")
    expect(screen.page.get_by_text("La corbeille est vide")).to_be_visible()
