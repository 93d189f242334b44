"""One's own account by hand, with the real mails: sign-up, links, second factor, sessions, leaving."""

import json
import uuid
from pathlib import Path

import pyotp
import pytest
import requests
from client import Api, eventually
from playwright.sync_api import expect
from screen import PHONE

PASSWORD = "un cheval correct sur une pile de boîtes"


def new_address() -> str:
    return f"{uuid.uuid4().hex[:10]}@navigateur.example"


def test_signing_up_takes_a_mail_and_leads_to_a_reader_s_account(screen, mails):
    address = new_address()
    screen.go("/")
    screen.page.get_by_role("link", name="Créer un compte").click()
    screen.field("Prénom").fill("Zoé")
    screen.field("Nom").fill("Petit")
    screen.page.get_by_label("Adresse e-mail").fill(address)
    screen.page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    screen.button("Créer un compte").click()
    screen.sees_heading("Regardez vos e-mails")

    screen.go(mails.link(address, "confirmer"))
    screen.sees_heading("Adresse confirmée")
    assert "token" not in screen.page.url, "the token stays in the address"
    screen.sign_in(address, PASSWORD)
    screen.sees_heading("Bonjour Zoé")
    screen.open("/compte")
    expect(screen.page.locator("#contenu .role-badge")).to_have_text("Lecteur")


def test_an_address_that_has_an_account_looks_the_same_when_signing_up(screen, demo):
    screen.go("/inscription")
    screen.page.get_by_label("Adresse e-mail").fill(demo["comptes"][0]["email"])
    screen.page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    screen.button("Créer un compte").click()
    screen.sees_heading("Regardez vos e-mails")


def test_a_weak_password_is_told_at_its_field(screen):
    screen.expects(400)
    screen.go("/inscription")
    screen.page.get_by_label("Adresse e-mail").fill(new_address())
    screen.page.get_by_label("Mot de passe", exact=True).fill("123")
    screen.button("Créer un compte").click()
    expect(screen.page.get_by_label("Mot de passe", exact=True)).to_have_attribute("aria-invalid", "true")


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(screen, mails, person):
    account = person()
    screen.expects(400)
    screen.go("/")
    screen.page.get_by_role("link", name="Mot de passe oublié ?").click()
    screen.page.get_by_label("Adresse e-mail").fill(account["email"])
    screen.button("Envoyer le lien").click()
    screen.sees_heading("Regardez vos e-mails")

    link = mails.link(account["email"], "reinitialiser")
    choose_password(screen, link)
    screen.sees_message("Mot de passe changé")
    screen.sign_in(account["email"], PASSWORD)
    screen.sees_heading("Bonjour")
    choose_password(screen, link)
    screen.sees_heading("Ce lien ne fonctionne plus")


def choose_password(screen, link):
    screen.go(link)
    screen.page.get_by_label("Nouveau mot de passe").fill(PASSWORD)
    screen.button("Enregistrer").click()


def test_a_new_address_takes_effect_when_its_link_is_followed(screen, mails, person):
    account, address = person(), new_address()
    screen.sign_in(account["email"], account["password"])
    screen.sees_heading("Bonjour")
    screen.open("/compte/securite")
    screen.field("Nouvelle adresse e-mail").fill(address)
    form = screen.page.locator("form").filter(has_text="Nouvelle adresse e-mail")
    form.get_by_label("Mot de passe actuel").fill(account["password"])
    screen.button("Changer l’adresse").click()
    expect(form.get_by_role("status")).to_contain_text(address)

    screen.go(mails.link(address, "adresse"))
    screen.sees_heading("Adresse changée")
    screen.open("/compte")
    expect(screen.page.locator("#contenu")).to_contain_text(address)


def test_the_profile_is_saved_and_the_screen_takes_its_language(screen, person, admin):
    account = person()
    screen.sign_in(account["email"], account["password"])
    screen.sees_heading("Bonjour")
    screen.open("/compte")
    screen.field("Prénom").fill("Noé")
    screen.field("Téléphone").fill("+33 6 12 34 56 78")
    screen.field("Langue").select_option("en")
    screen.button("Enregistrer").click()
    screen.sees_message("Profile saved")
    screen.page.reload()
    expect(screen.field("First name")).to_have_value("Noé")
    saved = admin.get(f"/api/auth/users/{account['id']}/")
    assert (saved["prenom"], saved["telephone"], saved["langue"]) == ("Noé", "+33 6 12 34 56 78", "en")


def test_a_password_is_changed_by_who_knows_it_and_the_other_sessions_end(screen, person, demo):
    account = person()
    other = Api(demo["api"], account)
    other.login()
    screen.expects(400)
    screen.sign_in(account["email"], account["password"])
    screen.sees_heading("Bonjour")
    screen.open("/compte/securite")
    form = screen.page.locator("form").filter(has_text="Nouveau mot de passe")
    present, chosen = form.get_by_label("Mot de passe actuel"), form.get_by_label("Nouveau mot de passe")
    present.fill("ce n'est pas celui-ci")
    chosen.fill(PASSWORD)
    screen.button("Changer le mot de passe").click()
    expect(present).to_have_accessible_description("Le mot de passe actuel est incorrect.")

    present.fill(account["password"])
    screen.button("Changer le mot de passe").click()
    screen.sees_message("Mot de passe changé")
    expect(present).to_have_value("")
    eventually(lambda: other._send("GET", "/api/auth/me/", None, {}).status_code == 401, within=5)
    screen.sign_out()
    screen.sign_in(account["email"], PASSWORD)
    screen.sees_heading("Bonjour")


class TestSecondFactor:
    def test_an_application_is_set_up_by_its_key_and_asked_for_from_then_on(self, screen, person):
        account = person()
        screen.expects(401)
        screen.sign_in(account["email"], account["password"])
        screen.sees_heading("Bonjour")
        codes = self.set_up(screen)
        screen.sign_out()

        screen.sign_in(account["email"], account["password"])
        screen.sees_heading("Vérification en deux étapes")
        screen.field("Code de vérification").fill("000000")
        screen.button("Vérifier").click()
        expect(screen.page.get_by_role("alert")).to_contain_text("Ce code n’est pas le bon")
        self.enter_recovery_code(screen, codes[0])
        screen.sees_heading("Bonjour")

        screen.open("/compte/securite")
        expect(screen.page.locator("#contenu")).to_contain_text("9 codes restants")
        screen.sign_out()
        screen.sign_in(account["email"], account["password"])
        self.enter_recovery_code(screen, codes[0])
        expect(screen.page.get_by_role("alert")).to_contain_text("Ce code n’est pas le bon")

    def test_it_is_turned_off_with_the_password(self, screen, person):
        account = person()
        screen.sign_in(account["email"], account["password"])
        screen.sees_heading("Bonjour")
        self.set_up(screen)
        screen.page.get_by_role("button", name="Désactiver : Application d’authentification").click()
        self.prove(screen, account, "Désactiver")
        screen.sees_message("Vérification désactivée")
        turn_on = screen.page.get_by_role("button", name="Activer : Application d’authentification")
        expect(turn_on).to_be_visible()
        screen.sign_out()
        screen.sign_in(account["email"], account["password"])
        screen.sees_heading("Bonjour")

    def test_new_recovery_codes_replace_the_old_ones(self, screen, person):
        account = person()
        screen.expects(401)
        screen.sign_in(account["email"], account["password"])
        screen.sees_heading("Bonjour")
        former = self.set_up(screen)
        screen.button("Renouveler").click()
        self.prove(screen, account, "Renouveler")
        screen.sees_message("Nouveaux codes créés")
        codes = self.keep_codes(screen)
        assert not set(codes) & set(former)
        screen.sign_out()

        screen.sign_in(account["email"], account["password"])
        self.enter_recovery_code(screen, former[0])
        expect(screen.page.get_by_role("alert")).to_contain_text("Ce code n’est pas le bon")
        screen.field("Code de secours").fill(codes[0])
        screen.button("Vérifier").click()
        screen.sees_heading("Bonjour")

    def test_a_code_is_mailed_when_asked_for_and_lets_in(self, screen, mails, person, demo):
        account = person()
        email = account["email"]
        mine = Api(demo["api"], account)
        mine.post("/api/auth/2fa/email/setup/", status=202)
        mine.post("/api/auth/2fa/email/activate/", {"code": mails.code(email)}, status=200)

        def codes() -> int:
            return sum(mail["subject"] == "Votre code" for mail in mails.to(email))

        screen.sign_in(email, account["password"])
        screen.sees_heading("Vérification en deux étapes")
        assert codes() == 1, "none is mailed before it is asked for"
        screen.button("M’envoyer un code").click()
        screen.sees_message("Un code vient de vous être envoyé")
        eventually(lambda: codes() == 2, within=20)
        screen.field("Code de vérification").fill(mails.code(email))
        screen.button("Vérifier").click()
        screen.sees_heading("Bonjour")

    def prove(self, screen, account, act):
        """Give the password in the dialog that asks for it."""
        dialog = screen.page.get_by_role("dialog")
        dialog.get_by_label("Mot de passe actuel").fill(account["password"])
        dialog.get_by_role("button", name=act, exact=True).click()

    def set_up(self, screen) -> list[str]:
        screen.open("/compte/securite")
        screen.page.get_by_role("button", name="Activer : Application d’authentification").click()
        dialog = screen.page.get_by_role("dialog")
        expect(dialog.get_by_alt_text("QR code")).to_be_visible()
        key = dialog.locator(".secret code").inner_text().replace(" ", "")
        dialog.get_by_label("Code de vérification").fill(pyotp.TOTP(key).now())
        dialog.get_by_role("button", name="Activer").click()
        return self.keep_codes(screen)

    def keep_codes(self, screen) -> list[str]:
        shown = screen.page.locator(".recovery-codes code")
        expect(shown).to_have_count(10)
        codes = shown.all_inner_texts()
        with screen.page.expect_download() as download:
            screen.button("Télécharger").click()
        saved = Path(download.value.path()).read_text(encoding="utf-8")
        assert all(code in saved for code in codes)
        screen.button("Continuer").click()
        return codes

    def enter_recovery_code(self, screen, code):
        screen.button("Utiliser un code de secours").click()
        screen.field("Code de secours").fill(code)
        screen.button("Vérifier").click()

    @pytest.fixture
    def demanding_role(self, admin):
        """A role of its own whose accounts must have a second factor."""
        body = {"nom": f"exigeant-{uuid.uuid4().hex[:6]}", "permissions": ["pieces.lire"]}
        role = admin.post("/api/auth/roles/", body)
        address = "/api/gateway/config/auth_service/roles_avec_2fa/"
        before = admin.get(address)["valeur"] or []
        assert admin("PUT", address, {"valeur": [*before, role["nom"]]}).status_code == 200
        yield role["nom"]
        admin("PUT", address, {"valeur": before})

    def test_a_role_that_demands_one_has_it_set_up_before_the_first_screen(
        self, screen, mails, person, demanding_role, demo
    ):
        account = person(demanding_role)
        credentials = {"email": account["email"], "password": account["password"]}

        def asked() -> bool:
            answer = requests.post(f"{demo['api']}/api/auth/login/", json=credentials, timeout=10)
            return answer.json().get("mfa_setup_required", False)

        eventually(asked, within=15)
        screen.sign_in(account["email"], account["password"])
        screen.sees_heading("Protégez votre compte")
        screen.page.get_by_role("button", name="Code par e-mail").click()
        screen.field("Code de vérification").fill(mails.code(account["email"]))
        screen.button("Activer").click()
        self.keep_codes(screen)
        screen.sees_heading("Bonjour")


def test_this_was_not_me_closes_every_session(screen, mails, person, demo):
    account = person()
    thief = Api(demo["api"], account)
    thief.login()
    screen.expects(401)
    screen.sign_in(account["email"], account["password"])
    screen.sees_heading("Bonjour")

    screen.go(mails.link(account["email"], "pas-moi"))
    screen.sees_heading("Ce n’était pas vous ?")
    screen.button("Ce n’était pas moi : tout fermer").click()
    screen.sees_heading("Toutes vos sessions sont fermées")
    mails.link(account["email"], "reinitialiser")
    eventually(lambda: thief._send("GET", "/api/auth/me/", None, {}).status_code == 401, within=5)


def test_another_session_is_closed_from_the_list(screen, person, demo):
    account = person()
    other = Api(demo["api"], account)
    other.login()
    screen.sign_in(account["email"], account["password"])
    screen.sees_heading("Bonjour")
    screen.open("/compte/securite")
    rows = screen.page.locator(".session-list").first.locator("li")
    expect(rows).to_have_count(2)
    rows.filter(has_not_text="Celle-ci").get_by_role("button", name="Fermer").click()
    screen.sees_message("Session fermée")
    expect(rows).to_have_count(1)
    eventually(lambda: other._send("GET", "/api/auth/me/", None, {}).status_code == 401, within=5)


def test_all_sessions_are_closed_at_once_this_one_too(screen, person, demo):
    account = person()
    other = Api(demo["api"], account)
    other.login()
    screen.sign_in(account["email"], account["password"])
    screen.sees_heading("Bonjour")
    screen.open("/compte/securite")
    screen.button("Fermer partout").click()
    screen.confirm("Fermer partout")
    screen.sees_heading("Connexion")
    eventually(lambda: other._send("GET", "/api/auth/me/", None, {}).status_code == 401, within=5)
    screen.page.reload()
    screen.sees_heading("Connexion")


def test_one_sees_who_came_to_the_door(screen, person, demo):
    account = person()
    program = Api(demo["api"], account)
    for _ in range(8):
        program.login()
    wrong = {"email": account["email"], "password": "ce n'est pas celui-ci"}
    requests.post(f"{demo['api']}/api/auth/login/", json=wrong, timeout=10)
    screen.sign_in(account["email"], account["password"])
    screen.sees_heading("Bonjour")
    screen.open("/compte/securite")
    history = screen.page.locator("section").filter(has_text="Historique des connexions")
    rows = history.locator(".session-list li")
    expect(rows).to_have_count(8)
    expect(rows.nth(0)).to_contain_text("Réussie")
    expect(rows.nth(1)).to_contain_text("Mot de passe refusé")
    history.get_by_role("button", name="En voir plus").click()
    expect(rows).to_have_count(10)


def test_the_data_go_along_and_the_account_is_closed(screen, person, admin):
    account = person()
    screen.expects(401)
    screen.sign_in(account["email"], account["password"])
    screen.sees_heading("Bonjour")
    screen.open("/compte/securite")
    with screen.page.expect_download() as download:
        screen.button("Exporter mes données").click()
    data = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert data["compte"]["email"] == account["email"]

    screen.button("Supprimer mon compte").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("Mot de passe actuel").fill(account["password"])
    dialog.get_by_role("button", name="Supprimer mon compte").click()
    screen.sees_heading("Connexion")
    screen.sign_in(account["email"], account["password"])
    expect(screen.page.get_by_role("alert")).to_contain_text("Adresse ou mot de passe incorrect")
    eventually(lambda: admin.get("/api/corbeille/", search=account["email"])["count"], within=20)


def test_the_screens_before_signing_in_fit_a_phone(screen):
    screen.page.set_viewport_size(PHONE)
    for path in ("/", "/inscription", "/mot-de-passe-oublie", "/invitation?token=x", "/pas-moi?token=x"):
        screen.go(path)
        expect(screen.page.get_by_role("heading", level=1)).to_be_visible()
        assert screen.fits(), path
