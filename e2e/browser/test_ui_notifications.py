"""What tells people and programs: live, by preference, by webhook; and why."""

import re
import uuid

import pytest
from client import eventually
from playwright.sync_api import expect
from screen import DESKTOP, Screen


def announce(admin, **to) -> str:
    title = f"Annonce {uuid.uuid4().hex[:8]}"
    admin.post("/api/notifications/", {"titre": title, "message": "À lire.", **(to or {"tous": True})})
    return title


def bell(screen):
    return screen.page.get_by_role("button", name=re.compile("^Notifications : "))


def listening(screen) -> bool:
    """Whether a tab of this browser holds the one stream."""
    held = screen.page.evaluate("async () => (await navigator.locks.query()).held.map(({ name }) => name)")
    return any(name.startswith("gds.notifications.") for name in held)


class TestLive:
    def test_a_notification_reaches_an_open_page_by_itself(self, screen, admin):
        screen.log_in("magasinier")
        screen.open("/notifications")
        eventually(lambda: listening(screen), within=20)
        screen.page.wait_for_timeout(500)
        title = announce(admin)
        expect(screen.page.locator(".toast-card").filter(has_text=title)).to_be_visible(timeout=5_000)
        expect(screen.page.locator("#contenu .notification").filter(has_text=title)).to_be_visible()

    def test_two_tabs_share_one_stream_and_both_hear_it(self, screen, admin):
        screen.log_in("magasinier")
        eventually(lambda: listening(screen), within=20)
        second = Screen(screen.page.context.new_page(), screen._demo)
        second.page.set_viewport_size(DESKTOP)
        second.open("/notifications")
        second.page.wait_for_timeout(500)
        locks = screen.page.evaluate("async () => await navigator.locks.query()")
        names = [lock["name"] for lock in locks["held"]]
        assert len([name for name in names if name.startswith("gds.notifications.")]) == 1
        title = announce(admin)
        for tab in (second, screen):
            tab.page.bring_to_front()
            shown = tab.page.locator("#contenu .notification, .bell-list .notification").filter(
                has_text=title
            )
            if tab is screen:
                bell(tab).click()
            expect(shown).to_be_visible()
        assert not second.faults

    def test_without_the_stream_the_bell_polls(self, screen, admin):
        screen.expects(503)
        screen.page.route("**/api/notifications/stream/", lambda route: route.fulfill(status=503, body="{}"))
        screen.log_in("magasinier")
        bell(screen).wait_for()
        before = bell(screen).get_attribute("aria-label")
        announce(admin)
        expect(bell(screen)).not_to_have_attribute("aria-label", before, timeout=20_000)

    def test_reading_one_lowers_the_count_in_every_tab(self, screen, admin, person):
        account = person("magasinier")
        eventually(lambda: self.told(admin, account), within=20)
        screen.sign_in(account["email"], account["password"])
        screen.sees_heading("Bonjour")
        expect(bell(screen)).to_have_accessible_name(re.compile(": 1 non lue"), timeout=20_000)
        other = screen.page.context.new_page()
        other.goto(screen.page.url)
        screen.open("/notifications")
        screen.button("Tout marquer lu").click()
        expect(bell(screen)).to_have_accessible_name(re.compile(": 0 non lue"))
        count = other.get_by_role("button", name=re.compile("^Notifications : 0 non lue"))
        expect(count).to_be_visible(timeout=20_000)

    def test_news_are_one_message_beside_ones_own(self, screen, shop, admin):
        piece, place = shop.piece(), shop.emplacement()
        screen.log_in("magasinier")
        screen.open(f"/stock/mouvement?piece={piece['id']}")
        eventually(lambda: listening(screen), within=20)
        screen.page.wait_for_timeout(500)
        screen.field("Quantité").fill("3")
        screen.choose("Emplacement", place["code"])
        screen.button("Enregistrer le mouvement").click()
        screen.sees_message("Enregistré : 3")
        for _ in range(5):
            announce(admin)
        news = screen.page.locator(".toast-card").filter(has_text=re.compile(r"\d+ nouvelles notifications"))
        expect(news).to_have_count(1, timeout=5_000)
        expect(screen.page.locator(".toast-card")).to_have_count(2)
        own = screen.page.locator(".toast-card").filter(has_text="Enregistré : 3")
        expect(own.get_by_role("button", name="Annuler")).to_be_visible()
        news.get_by_role("button", name="Voir").click()
        screen.sees_heading("Notifications")

    def test_while_something_is_typed_news_are_only_counted(self, screen, admin):
        screen.log_in("gestionnaire")
        screen.open("/pieces/nouvelle")
        eventually(lambda: listening(screen), within=20)
        screen.page.wait_for_timeout(500)
        screen.field("Nom").fill("À moitié saisie")
        before = bell(screen).get_attribute("aria-label")
        announce(admin)
        expect(bell(screen)).not_to_have_attribute("aria-label", before, timeout=5_000)
        expect(screen.page.locator(".toast-card")).to_have_count(0)

    def told(self, admin, account) -> bool:
        """True once notification_service knows the account, and has told it something."""
        body = {"titre": "Bienvenue", "user_ids": [account["id"]]}
        return admin("POST", "/api/notifications/", body).status_code == 201


class TestPreferences:
    def test_what_one_chooses_is_kept(self, screen, person):
        account = person("magasinier")
        screen.sign_in(account["email"], account["password"])
        screen.sees_heading("Bonjour")
        self.open(screen)
        screen.page.get_by_label("Commandes dans l’application").uncheck()
        screen.field("Stock bas par e-mail").select_option("resume")
        screen.field("Heure du résumé").select_option("7")
        screen.page.get_by_role("switch", name="Heures de silence").check()
        screen.field("De").fill("21:30")
        screen.button("Enregistrer").click()
        screen.sees_message("Préférences enregistrées")

        screen.page.reload()
        screen.wait_until_read()
        expect(screen.page.get_by_label("Commandes dans l’application")).not_to_be_checked()
        expect(screen.field("Stock bas par e-mail")).to_have_value("resume")
        expect(screen.field("De")).to_have_value("21:30")

    def open(self, screen):
        screen.open("/notifications/preferences")
        expect(screen.page.locator(".preference-table tbody tr")).to_have_count(5)

    def test_a_time_zone_that_is_none_is_told_at_its_field(self, screen, person):
        account = person("magasinier")
        screen.expects(400)
        screen.sign_in(account["email"], account["password"])
        screen.sees_heading("Bonjour")
        self.open(screen)
        screen.field("Fuseau horaire").fill("Mars/Olympus")
        screen.button("Enregistrer").click()
        expect(screen.field("Fuseau horaire")).to_have_attribute("aria-invalid", "true")


class TestWhy:
    def test_one_learns_why_one_got_it(self, screen, admin):
        title = announce(admin, role="magasinier")
        screen.log_in("magasinier")
        screen.open("/notifications")
        item = screen.page.locator("#contenu .notification").filter(has_text=title)
        item.get_by_role("button", name="Pourquoi ai-je reçu ceci ?").click()
        expect(screen.page.get_by_role("dialog")).to_contain_text("Message envoyé à la main")

    def test_who_sends_sees_who_got_it_and_who_did_not(self, screen):
        title = f"Inventaire {uuid.uuid4().hex[:8]}"
        screen.log_in("gestionnaire")
        screen.open("/notifications/envoyees")
        screen.button("Écrire une annonce").click()
        screen.field("À").select_option("magasinier")
        screen.field("Titre").fill(title)
        screen.confirm("Envoyer")
        screen.sees_message("Envoyée à")
        screen.page.get_by_role("link", name=title).click()
        screen.wait_until_read()
        screen.button("Pas reçue").click()
        rows = screen.page.locator(".data-table tbody tr")
        expect(rows.first).to_contain_text("Non")
        screen.page.get_by_role("searchbox").fill("gestionnaire@demo")
        expect(rows).to_have_count(1)


@pytest.fixture
def webhook(screen):
    """A webhook made by hand; no machine has this name."""
    name = f"Boutique {uuid.uuid4().hex[:6]}"
    screen.log_in("gestionnaire")
    screen.open("/notifications/webhooks")
    screen.button("Nouveau webhook").first.click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("Nom", exact=True).fill(name)
    dialog.get_by_label("Adresse appelée").fill("https://boutique.invalid/hook")
    dialog.get_by_label("Stock bas").check()
    screen.confirm("Enregistrer")
    return name


class TestWebhooks:
    def test_the_secret_is_shown_once(self, screen, webhook):
        secret = screen.page.get_by_role("dialog").locator(".secret code")
        expect(secret).to_have_text(re.compile("^whsec_"))
        text = secret.inner_text()
        screen.confirm("Je l’ai gardé")
        screen.sees_heading(webhook)
        screen.page.reload()
        screen.wait_until_read()
        assert text not in screen.page.content()

    def test_a_test_shows_its_delivery_and_each_try(self, screen, webhook):
        screen.confirm("Je l’ai gardé")
        screen.sees_heading(webhook)
        screen.button("Tester").click()
        row = screen.page.locator(".data-table tbody tr").filter(has_text="Essai")
        expect(row).to_contain_text("Nom inconnu", timeout=20_000)
        row.get_by_role("button", name="Essai").click()
        expect(screen.page.get_by_role("dialog")).to_contain_text("Contenu envoyé")

    def test_a_private_address_is_refused_at_its_field(self, screen):
        screen.expects(409)
        screen.log_in("gestionnaire")
        screen.open("/notifications/webhooks")
        screen.button("Nouveau webhook").first.click()
        dialog = screen.page.get_by_role("dialog")
        dialog.get_by_label("Nom", exact=True).fill("Chez nous")
        dialog.get_by_label("Adresse appelée").fill("http://10.0.0.1:8500/")
        dialog.get_by_label("Stock bas").check()
        screen.confirm("Enregistrer")
        address = dialog.get_by_label("Adresse appelée")
        expect(address).to_have_accessible_description(re.compile("privée ou locale"))

    def test_a_deleted_one_comes_back(self, screen, webhook):
        screen.confirm("Je l’ai gardé")
        screen.sees_heading(webhook)
        screen.button("Supprimer").click()
        screen.confirm("Supprimer")
        toast = screen.page.locator(".toast-card").filter(has_text=webhook)
        toast.get_by_role("button", name="Annuler").click()
        screen.sees_heading(webhook)
