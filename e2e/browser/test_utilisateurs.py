"""Those who manage accounts: find, invite, change, unlock; what each role may do."""

import uuid

import pyotp
import requests
from client import Api, eventually
from playwright.sync_api import expect


def test_the_addresses_of_the_notes_lead_to_the_list_and_to_the_form(screen, demo):
    screen.log_in("administrateur")
    for address, heading in (("users", "Utilisateurs"), ("users/add", "Ajouter un utilisateur")):
        screen.page.goto(f"{demo['ui'].rstrip('/')}/{address}")
        screen.sees_heading(heading)
        assert screen.page.url.endswith(f"/#/{address}")


def test_the_search_bar_and_the_filters_find_an_account(screen, person):
    account = person("vendeur")
    screen.log_in("administrateur")
    screen.open("/users")
    screen.page.get_by_role("searchbox", name="Nom, adresse e-mail…").fill(account["nom"])
    rows = screen.page.locator(".data-table tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(account["email"])
    screen.field("Rôle").select_option("lecteur")
    expect(screen.page.get_by_text("Rien ne correspond")).to_be_visible()
    assert f"search={account['nom']}" in screen.page.url


def test_somebody_is_invited_by_mail_and_comes_in(screen, mails):
    address = f"{uuid.uuid4().hex[:10]}@navigateur.example"
    screen.log_in("administrateur")
    screen.open("/users/add")
    screen.field("Prénom").fill("Karim")
    screen.page.get_by_label("Adresse e-mail").fill(address)
    screen.field("Rôle").select_option("magasinier")
    screen.button("Envoyer l’invitation").click()
    screen.sees_message(f"Invitation envoyée à {address}")
    expect(screen.page.locator("h1")).to_contain_text("Invité")
    screen.sign_out()

    screen.go(mails.link(address, "invitation"))
    screen.page.get_by_label("Mot de passe", exact=True).fill("une phrase que je retiens bien")
    screen.button("Accepter l’invitation").click()
    screen.sees_heading("Tout est prêt")
    screen.sign_in(address, "une phrase que je retiens bien")
    screen.sees_heading("Bonjour Karim")


def test_an_invitation_is_sent_again_and_the_first_one_is_void(screen, mails, admin):
    address = f"{uuid.uuid4().hex[:10]}@navigateur.example"
    invited = admin.post("/api/auth/users/", {"email": address, "role": "magasinier", "prenom": "Karim"})
    first = mails.link(address, "invitation")
    screen.expects(400)
    screen.log_in("administrateur")
    screen.open(f"/users/{invited['id']}")
    screen.button("Actions").click()
    screen.button("Renvoyer l’invitation").click()
    screen.sees_message(f"Invitation envoyée à {address}")
    eventually(lambda: mails.link(address, "invitation") != first, within=20)
    screen.sign_out()

    accept(screen, first)
    screen.sees_heading("Ce lien ne fonctionne plus")
    screen.page.get_by_role("link", name="Revenir à la connexion").click()
    screen.sees_heading("Connexion")
    accept(screen, mails.link(address, "invitation"))
    screen.sees_heading("Tout est prêt")


def accept(screen, link):
    screen.go(link)
    screen.page.get_by_label("Mot de passe", exact=True).fill("une phrase que je retiens bien")
    screen.button("Accepter l’invitation").click()


def test_an_address_taken_is_told_at_its_field(screen, demo):
    screen.expects(409)
    screen.log_in("administrateur")
    screen.open("/users/add")
    screen.page.get_by_label("Adresse e-mail").fill(demo["comptes"][1]["email"])
    screen.button("Envoyer l’invitation").click()
    email = screen.page.get_by_label("Adresse e-mail")
    expect(email).to_have_accessible_description("Un compte emploie déjà cette adresse.")


def test_a_role_is_given_and_an_account_is_disabled(screen, person, demo):
    account = person("lecteur")
    guest = Api(demo["api"], account)
    guest.login()
    screen.log_in("administrateur")
    screen.open(f"/users/{account['id']}")
    screen.field("Rôle").select_option("vendeur")
    screen.button("Enregistrer").click()
    screen.sees_message("est enregistré")
    screen.button("Actions").click()
    screen.button("Désactiver").click()
    screen.confirm("Désactiver")
    screen.sees_message("est désactivé")
    expect(screen.page.locator("h1")).to_contain_text("Inactif")
    eventually(lambda: guest._send("GET", "/api/pieces/", None, {}).status_code == 401, within=5)


def test_who_guessed_too_often_is_let_in_again(screen, person, demo):
    account = person()
    for _ in range(6):
        wrong = {"email": account["email"], "password": "ce n'est pas celui-ci"}
        requests.post(f"{demo['api']}/api/auth/login/", json=wrong, timeout=10)
    screen.log_in("administrateur")
    screen.open(f"/users/{account['id']}")
    expect(screen.page.locator("h1")).to_contain_text("Bloqué")
    expect(screen.page.locator("#contenu")).to_contain_text("Mot de passe refusé")
    screen.button("Débloquer").click()
    screen.sees_message("peut de nouveau se connecter")
    expect(screen.page.locator("h1")).not_to_contain_text("Bloqué")


def test_who_lost_the_telephone_is_helped_by_an_administrator(screen, person, demo):
    account = person()
    owner = Api(demo["api"], account)
    app = pyotp.TOTP(owner.post("/api/auth/2fa/totp/setup/", status=200)["secret"])
    owner.post("/api/auth/2fa/totp/activate/", {"code": app.now()}, status=200)
    screen.log_in("administrateur")
    screen.open(f"/users/{account['id']}")
    facts = screen.page.locator("section").filter(has_text="En bref")
    expect(facts).to_contain_text("Application d’authentification")
    screen.button("Actions").click()
    screen.button("Enlever le second facteur").click()
    screen.confirm("Enlever le second facteur")
    screen.sees_message(f"Second facteur de {account['email']} enlevé")
    expect(facts).not_to_contain_text("Application d’authentification")
    eventually(lambda: owner._send("GET", "/api/auth/me/", None, {}).status_code == 401, within=5)
    owner.login()  # the password is enough again


def test_one_s_own_address_is_not_changed_as_somebody_else_s(screen, admin):
    screen.log_in("administrateur")
    screen.open(f"/users/{admin.get('/api/auth/me/')['id']}")
    address = screen.page.get_by_label("Adresse e-mail")
    expect(address).to_be_disabled()
    expect(address).to_have_accessible_description(
        "Votre propre adresse se change dans « Mon compte », Sécurité."
    )


def test_a_role_is_made_and_its_permissions_apply_at_once(screen, person, admin, demo):
    name = f"Accueil {uuid.uuid4().hex[:6]}"
    screen.log_in("administrateur")
    screen.open("/users/roles")
    screen.button("Nouveau rôle").click()
    screen.page.get_by_role("dialog").get_by_label("Nom", exact=True).fill(name)
    screen.confirm("Enregistrer")
    screen.sees_message("enregistré")
    account = person(name)
    guest = Api(demo["api"], account)
    guest.login()
    assert guest("GET", "/api/pieces/").status_code == 403

    box = screen.page.get_by_label(f"Voir le catalogue, pour {name}")
    box.check()
    expect(screen.page.locator(".save-bar")).to_contain_text("1 changement")
    screen.page.locator(".save-bar").get_by_role("button", name="Enregistrer").click()
    screen.sees_message("Permissions enregistrées")
    eventually(lambda: guest("GET", "/api/pieces/").status_code == 200, within=5)


def test_a_role_that_somebody_has_stays(screen):
    screen.expects(409)
    screen.log_in("administrateur")
    screen.open("/users/roles")
    screen.page.get_by_role("button", name="Supprimer le rôle Vendeur").click()
    screen.confirm("Supprimer")
    screen.sees_message("donnez-leur d’abord un autre rôle")
