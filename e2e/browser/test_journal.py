"""The audit log, the trash, the services and the configuration, by hand."""

import re
import uuid

import pytest
from client import eventually
from playwright.sync_api import expect


def rows(screen):
    return screen.page.locator(".data-table tbody tr")


@pytest.fixture
def changed_piece(shop, admin) -> dict:
    """A piece that the log knows: made, then renamed."""
    piece = shop.piece()
    admin("PATCH", f"/api/pieces/{piece['id']}/", {"nom": f"{piece['nom']} bis"})
    told = f"/api/logs/objets/{piece['id']}/"
    eventually(lambda: len(admin.get(told)["results"]) >= 2, within=20)
    return piece


class TestLog:
    def test_one_finds_who_changed_what_and_sees_before_and_after(self, screen, changed_piece):
        screen.log_in("administrateur")
        screen.open(f"/journal?objet_id={changed_piece['id']}")
        expect(rows(screen)).to_have_count(2)
        screen.field("Action").select_option("modifier")
        expect(rows(screen)).to_have_count(1)
        rows(screen).get_by_role("button").first.click()
        diff = screen.page.get_by_role("dialog").locator(".diff tr").filter(has_text="nom")
        expect(diff.locator("td")).to_have_text([changed_piece["nom"], f"{changed_piece['nom']} bis"])

    def test_the_filters_stay_in_the_address_and_can_be_taken_off(self, screen, changed_piece):
        screen.log_in("administrateur")
        screen.open(f"/journal?objet_id={changed_piece['id']}&champ=nom")
        chips = screen.page.locator(".filter-chips .chip")
        expect(chips).to_have_count(2)
        chips.filter(has_text="Champ").click()
        expect(chips).to_have_count(1)
        assert "champ=" not in screen.page.url

    def test_an_entry_is_annotated_hidden_and_shown_again(self, screen, changed_piece):
        screen.log_in("administrateur")
        screen.open(f"/journal?objet_id={changed_piece['id']}")
        rows(screen).get_by_role("button").first.click()
        screen.page.get_by_role("dialog").get_by_label("Annotation").fill("Vu avec l’atelier.")
        screen.confirm("Annoter")
        screen.sees_message("Annotation enregistrée")
        screen.confirm("Masquer des listes")
        screen.sees_message("Entrée masquée")
        expect(rows(screen)).to_have_count(1)
        screen.page.locator(".toast-card").get_by_role("button", name="Annuler").click()
        expect(rows(screen)).to_have_count(2)
        expect(rows(screen).first).to_contain_text("Vu avec l’atelier.")

    def test_the_history_stands_on_the_page_of_the_object(self, screen, person, admin):
        account = person("vendeur")
        told = f"/api/logs/objets/{account['id']}/"
        eventually(lambda: admin.get(told)["results"], within=20)
        screen.log_in("administrateur")
        screen.open(f"/users/{account['id']}")
        expect(screen.page.locator(".object-timeline")).to_contain_text(account["email"])

    def test_the_history_of_a_customer_goes_back_to_its_beginning(self, screen, admin):
        customer = admin.post("/api/clients/", {"nom": f"Ancien {uuid.uuid4().hex[:8]}"})
        for number in range(17):
            admin("PATCH", f"/api/clients/{customer['id']}/", {"telephone": f"01 00 00 00 {number:02}"})
        told = f"/api/logs/objets/{customer['id']}/"
        eventually(lambda: len(admin.get(told)["results"]) == 18, within=30)
        screen.log_in("administrateur")
        screen.open(f"/clients/{customer['id']}")
        acts = screen.page.locator(".object-timeline .timeline > li")
        expect(acts).to_have_count(15)
        screen.button("Plus ancien").click()
        expect(acts).to_have_count(18)
        expect(acts.last).to_contain_text("a créé le client")
        expect(screen.button("Plus ancien")).to_have_count(0)

    def test_the_chain_is_verified(self, screen):
        screen.log_in("administrateur")
        screen.open("/journal")
        screen.button("Vérifier la chaîne").click()
        verdict = screen.page.get_by_role("dialog").get_by_text("La chaîne est intacte.")
        expect(verdict).to_be_visible(timeout=60_000)

    def test_what_is_shown_can_be_taken_along(self, screen, changed_piece):
        screen.log_in("administrateur")
        screen.open(f"/journal?objet_id={changed_piece['id']}")
        with screen.page.expect_download() as download:
            screen.button("CSV").click()
        assert re.fullmatch(r"logs-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
        with open(download.value.path(), encoding="utf-8-sig") as file:
            assert changed_piece["reference"] in file.read()

    def test_who_may_only_read_is_offered_no_change(self, screen, changed_piece):
        screen.log_in("gestionnaire")
        screen.open(f"/journal?objet_id={changed_piece['id']}")
        rows(screen).get_by_role("button").first.click()
        expect(screen.page.get_by_role("dialog")).to_contain_text(changed_piece["reference"])
        expect(screen.button("Annoter")).to_have_count(0)


class TestTrash:
    @pytest.fixture
    def deleted(self, shop, admin) -> list[dict]:
        pieces = [shop.piece(), shop.piece()]
        for piece in pieces:
            assert admin("DELETE", f"/api/pieces/{piece['id']}/").status_code == 204
            found = {"objet_id": piece["id"]}
            eventually(lambda found=found: admin.get("/api/corbeille/", **found)["count"], within=20)
        return pieces

    def test_the_preview_says_what_comes_back(self, screen, deleted):
        screen.log_in("administrateur")
        screen.open(f"/corbeille?search={deleted[0]['reference']}")
        rows(screen).get_by_role("button", name="Restaurer").click()
        dialog = screen.page.get_by_role("dialog")
        expect(dialog.get_by_role("heading", name=re.compile("evient"))).to_be_visible()
        dialog.get_by_text("Ce qu’il était").click()
        expect(dialog.locator(".diff")).to_contain_text(deleted[0]["reference"])
        screen.confirm("Restaurer")
        screen.sees_message("est de retour")

    def test_a_conflict_is_told_before_restoring(self, screen, deleted, admin):
        other = {"nom": "Autre", "unite": "pièce", "reference": deleted[0]["reference"]}
        admin.post("/api/pieces/", {**other, "prix_achat": "1", "prix_vente": "2", "taux_tva": "20"})
        screen.log_in("administrateur")
        screen.open(f"/corbeille?search={deleted[0]['reference']}")
        rows(screen).get_by_role("button", name="Restaurer").click()
        dialog = screen.page.get_by_role("dialog")
        expect(dialog.get_by_role("alert")).to_contain_text("repris par une autre pièce")
        expect(dialog.get_by_role("button", name="Restaurer")).to_be_disabled()

    def test_several_are_restored_at_once(self, screen, deleted, admin):
        screen.log_in("administrateur")
        screen.open("/corbeille?module=pieces")
        for piece in deleted:
            screen.page.get_by_label(re.compile(f"^Choisir .*{piece['reference']}")).check()
        screen.page.locator(".selection-bar").get_by_role("button", name="Restaurer").click()
        screen.confirm("Restaurer")
        screen.sees_message("2 objets traités")
        for piece in deleted:
            assert admin("GET", f"/api/pieces/{piece['id']}/").status_code == 200


class TestGateway:
    def test_a_request_is_followed_through_the_services(self, screen, shop, admin):
        piece, place = shop.piece(), shop.emplacement()
        shop.receive(piece, place, "5")
        order = shop.order(shop.client(), (piece, "1"))
        asked = admin("POST", f"/api/commandes/{order['id']}/valider/", {})
        request_id = asked.headers["X-Request-ID"]
        calls = "/api/gateway/journal/"
        eventually(lambda: admin.get(calls, request_id=request_id)["results"], within=20)

        screen.log_in("administrateur")
        screen.open(f"/services/appels?request_id={request_id}")
        rows(screen).filter(has_text="/internal/").first.get_by_role("link").click()
        screen.wait_until_read()
        steps = screen.page.locator(".request-steps li")
        expect(steps.filter(has_text="commandes_service → stock_service").first).to_be_visible()

    def test_a_setting_is_changed_within_its_bounds_and_undone(self, screen, admin):
        address = "/api/gateway/config/log_service/journal_services_jours/"
        before = admin.get(address)["valeur"]
        screen.expects(400)
        screen.log_in("administrateur")
        screen.open("/configuration")
        screen.button("Changer Jours des appels entre services").click()
        field = screen.field("Valeur")
        field.fill("-4")
        screen.confirm("Enregistrer")
        expect(field).to_have_attribute("aria-invalid", "true")
        field.fill(str(before + 1))
        screen.confirm("Enregistrer")
        screen.sees_message(f"Jours des appels entre services : {before + 1}")
        assert admin.get(address)["valeur"] == before + 1
        history = screen.page.locator(".timeline li").filter(has_text="journal_services_jours").first
        expect(history).to_contain_text("administrateur@")
        toast = screen.page.locator(".toast-card").filter(has_text="Jours des appels entre services")
        toast.get_by_role("button", name="Annuler").click()
        eventually(lambda: admin.get(address)["valeur"] == before, within=20)

    def test_who_may_only_look_changes_nothing(self, screen):
        screen.log_in("gestionnaire")
        screen.open("/configuration")
        expect(screen.page.get_by_text("corbeille_jours", exact=True)).to_be_visible()
        expect(screen.page.get_by_role("button", name=re.compile("^Changer "))).to_have_count(0)


def test_a_log_that_never_was_is_an_empty_list(screen):
    screen.log_in("administrateur")
    screen.open(f"/journal?search={uuid.uuid4().hex}")
    expect(screen.page.get_by_text("Rien ne correspond")).to_be_visible()
