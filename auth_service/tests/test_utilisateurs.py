"""Accounts, as administrators keep them, and one's own profile."""

from uuid import UUID

import pytest

from chassis.models import OutboxMessage
from comptes.models import Connexion, Session, Tentatives, Utilisateur
from tests.conftest import MOT_DE_PASSE, role_de

pytestmark = pytest.mark.django_db
USERS = "/api/auth/users/"
ME = "/api/auth/me/"
NOUVEAU = "brouette-lilas-77"


@pytest.fixture
def gestion(admin, en_tant_que):
    """An administrator's HTTP client."""
    return en_tant_que(admin)


def demande(**champs):
    return {"email": "nouveau@example.org", "password": MOT_DE_PASSE, "role": "vendeur"} | champs


def messages(module: str) -> list[tuple[str, dict]]:
    rows = OutboxMessage.objects.filter(body__moduleName=module).order_by("id")
    return [(row.body["method"], row.body["data"][0]) for row in rows]


def test_a_created_account_can_sign_in(gestion, login):
    response = gestion.post(USERS, demande(nom="Durand", prenom="Zoé", telephone="+33 1 23", langue="en"))
    assert response.status_code == 201
    cree = response.json()
    assert (cree["email"], cree["role"], cree["langue"]) == ("nouveau@example.org", "vendeur", "en")
    assert (cree["actif"], cree["version"], cree["verrouille_jusqua"]) == (True, 1, None)
    assert "password" not in str(cree)
    assert login("nouveau@example.org").status_code == 200


def test_the_password_is_stored_as_argon2(gestion):
    gestion.post(USERS, demande())
    hache = Utilisateur.objects.get(email="nouveau@example.org").password_hash
    assert hache.startswith("argon2$argon2id$")
    assert MOT_DE_PASSE not in str(list(OutboxMessage.objects.values_list("body", flat=True)))


def test_the_client_may_give_the_id_once(gestion):
    id = "01930000-0000-7000-8000-0000000000aa"
    assert gestion.post(USERS, demande(id=id)).json()["id"] == id
    response = gestion.post(USERS, demande(id=id, email="autre@example.org"))
    assert (response.status_code, response.json()["code"]) == (409, "identifiant_deja_utilise")
    assert Utilisateur.objects.get(pk=id).email == "nouveau@example.org"


def test_an_address_is_taken_in_any_case(gestion):
    gestion.post(USERS, demande())
    response = gestion.post(USERS, demande(email="Nouveau@Example.org"))
    assert (response.status_code, response.json()["code"]) == (409, "email_deja_utilise")


def test_the_address_of_a_deleted_account_is_free(gestion):
    cree = gestion.post(USERS, demande()).json()
    gestion.delete(f"{USERS}{cree['id']}/")
    assert gestion.post(USERS, demande()).status_code == 201


def test_the_same_idempotency_key_makes_one_account(gestion):
    key = {"Idempotency-Key": "form-1"}
    first, second = (gestion.post(USERS, demande(), headers=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Utilisateur.objects.filter(email="nouveau@example.org").count() == 1


@pytest.mark.parametrize(
    ("champs", "champ", "code"),
    [
        ({"role": "inconnu"}, "role", "role_inconnu"),
        ({"password": "court"}, "password", "mot_de_passe_refuse"),
        ({"password": "password123"}, "password", "mot_de_passe_refuse"),
        ({"password": "1357924680"}, "password", "mot_de_passe_refuse"),
        ({"password": "nouveau@example"}, "password", "mot_de_passe_refuse"),
        ({"password": "x" * 129}, "password", "donnees_invalides"),
        ({"email": "pas une adresse"}, "email", "donnees_invalides"),
        ({"email": "é@example.org"}, "email", "donnees_invalides"),
        ({"email": "\u212a@example.org"}, "email", "donnees_invalides"),
        ({"email": "a" * 250 + "@example.org"}, "email", "donnees_invalides"),
        ({"nom": "a\nb"}, "nom", "donnees_invalides"),
        ({"nom": "\u200b"}, "nom", "donnees_invalides"),
        ({"prenom": "a\u202eb"}, "prenom", "donnees_invalides"),
        ({"nom": "a" * 101}, "nom", "donnees_invalides"),
        ({"telephone": "call me"}, "telephone", "donnees_invalides"),
        ({"langue": "de"}, "langue", "donnees_invalides"),
        ({"actif": "peut-être"}, "actif", "donnees_invalides"),
        ({"id": "1"}, "id", "donnees_invalides"),
        ({"prenom": "a\x00"}, "prenom", "donnees_invalides"),
    ],
)
def test_bad_input_is_a_400_that_names_the_field(gestion, champs, champ, code):
    response = gestion.post(USERS, demande(**champs))
    assert response.status_code == 400
    assert (list(response.json()["errors"]), response.json()["code"]) == ([champ], code)


def test_a_weak_password_is_explained_in_french(gestion):
    errors = gestion.post(USERS, demande(password="court")).json()["errors"]
    assert "10 caractères" in errors["password"][0]


def test_what_is_not_a_field_of_the_form_is_refused(gestion):
    interdits = {"ver": 99, "version": 99, "password_hash": "x", "permissions": ["roles.gerer"]}
    response = gestion.post(USERS, demande(**interdits))
    assert (response.status_code, set(response.json()["errors"])) == (400, set(interdits))
    assert not Utilisateur.objects.filter(email="nouveau@example.org").exists()


def test_creating_is_told_to_the_others(gestion, admin):
    cree = gestion.post(USERS, demande()).json()
    [(methode, donnees)] = messages("utilisateurs")
    assert (methode, donnees["id"], donnees["role"]) == ("create", cree["id"], "vendeur")
    [(_, entree)] = messages("logs")
    assert (entree["action"], entree["objet_id"]) == ("creer", cree["id"])
    assert (entree["user_id"], entree["apres"]["role"]) == (str(admin.id), "vendeur")


def test_the_list_is_filtered_searched_and_ordered(gestion, compte):
    compte("vendeur", email="zoe@example.org", nom="Lefèvre", prenom="Zoé")
    compte("vendeur", email="bob@example.org", actif=False)

    def emails(query):
        return [row["email"] for row in gestion.get(f"{USERS}?{query}").json()["results"]]

    assert emails("") == ["admin@example.org", "bob@example.org", "zoe@example.org"]
    assert emails("search=lefevre zoe") == ["zoe@example.org"]
    assert emails("search=ZOE@EX") == ["zoe@example.org"]
    assert emails("role=Vendeur&actif=true") == ["zoe@example.org"]
    assert emails("actif=false") == ["bob@example.org"]
    assert emails("role=inconnu") == []
    assert emails("ordering=-email")[0] == "zoe@example.org"


@pytest.mark.parametrize(
    "query",
    ["actif=oui", "actif=1", "ordering=password_hash", "password_hash=x", "page_size=201", "role=%00"],
)
def test_a_bad_parameter_is_a_400(gestion, query):
    response = gestion.get(f"{USERS}?{query}")
    assert response.status_code == 400
    assert query.split("=")[0] in response.json()["errors"]


def test_the_list_takes_as_many_queries_for_many_as_for_one(gestion, compte, django_assert_num_queries):
    gestion.get(USERS)  # reads the deny list
    for _ in range(10):
        compte("vendeur")
    with django_assert_num_queries(4):  # count, page, permissions, second factors
        assert gestion.get(USERS).json()["count"] == 11


def test_one_account(gestion, compte):
    utilisateur = compte("vendeur")
    assert gestion.get(f"{USERS}{utilisateur.id}/").json()["email"] == utilisateur.email
    inconnu = gestion.get(f"{USERS}01930000-0000-7000-8000-0000000000ff/")
    assert (inconnu.status_code, inconnu.json()["code"]) == (404, "utilisateur_introuvable")
    assert gestion.get(f"{USERS}not-a-uuid/").status_code == 404


def test_a_change_bumps_the_version_and_a_stale_one_is_refused(gestion, compte):
    url = f"{USERS}{compte().id}/"
    first = gestion.patch(url, {"nom": "Martin"}, headers={"If-Match": '"1"'})
    assert (first.status_code, first.json()["version"], first.json()["nom"]) == (200, 2, "Martin")
    stale = gestion.patch(url, {"nom": "Petit"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"], stale.json()["version"]) == (412, "version_perimee", 2)
    assert gestion.patch(url, {"nom": "Martin"}).json()["version"] == 2


def test_a_changed_name_is_found(gestion, compte):
    utilisateur = compte()
    gestion.patch(f"{USERS}{utilisateur.id}/", {"nom": "Kovač"})
    assert gestion.get(f"{USERS}?search=kovac").json()["count"] == 1


def test_a_change_that_tokens_do_not_tell_leaves_them_good(gestion, login, compte, bearer):
    utilisateur = compte()
    access = login(utilisateur.email).json()["access"]
    gestion.patch(f"{USERS}{utilisateur.id}/", {"nom": "Martin", "langue": "en"})
    assert bearer(access).get(ME).status_code == 200
    assert [methode for methode, _ in messages("utilisateurs")] == ["update"]


@pytest.mark.parametrize("champs", [{"role": "vendeur"}, {"email": "autre@example.org"}])
def test_a_new_role_or_address_refuses_old_tokens_and_the_next_are_right(
    gestion, login, compte, bearer, refresh, champs
):
    utilisateur = compte("lecteur")
    donne = login(utilisateur.email).json()
    assert gestion.patch(f"{USERS}{utilisateur.id}/", champs).status_code == 200
    assert bearer(donne["access"]).get(ME).status_code == 401
    moi = bearer(refresh(donne["refresh"]).json()["access"]).get(ME).json()
    assert {champ: moi[champ] for champ in champs} == champs
    [(_, donnees)] = messages("sessions")[:1]
    assert (donnees["user_id"], donnees["ver"]) == (str(utilisateur.id), 2)


def test_a_disabled_account_is_out_at_once_and_may_come_back(gestion, login, compte, bearer, refresh):
    utilisateur = compte()
    url = f"{USERS}{utilisateur.id}/"
    donne = login(utilisateur.email).json()
    assert gestion.patch(url, {"actif": False}).json()["actif"] is False
    assert bearer(donne["access"]).get(ME).status_code == 401
    assert refresh(donne["refresh"]).status_code == 401
    assert login(utilisateur.email).status_code == 401
    assert Session.objects.get(utilisateur=utilisateur).fin == "compte"
    gestion.patch(url, {"actif": True})
    assert refresh(donne["refresh"]).status_code == 401
    assert bearer(login(utilisateur.email).json()["access"]).get(ME).status_code == 200


def test_an_address_that_another_has_is_refused(gestion, compte):
    response = gestion.patch(f"{USERS}{compte().id}/", {"email": "ADMIN@example.org"})
    assert (response.status_code, response.json()["code"]) == (409, "email_deja_utilise")


def test_the_audit_log_gets_what_changed_before_and_after(gestion, compte):
    utilisateur = compte("lecteur", nom="Avant")
    gestion.patch(f"{USERS}{utilisateur.id}/", {"nom": "Après", "role": "lecteur", "langue": "en"})
    [(_, entree)] = messages("logs")
    assert entree["avant"] == {"nom": "Avant", "langue": "fr"}
    assert entree["apres"] == {"nom": "Après", "langue": "en"}


def test_a_deleted_account_is_gone_and_in_the_trash(gestion, admin, login, compte, bearer, refresh):
    utilisateur = compte(nom="Durand")
    donne = login(utilisateur.email).json()
    url = f"{USERS}{utilisateur.id}/"
    assert gestion.delete(url).status_code == 204
    for response in (gestion.get(url), gestion.patch(url, {"nom": "x"}), gestion.delete(url)):
        assert (response.status_code, response.json()["code"]) == (404, "utilisateur_introuvable")
    assert gestion.get(USERS).json()["count"] == 1
    assert bearer(donne["access"]).get(ME).status_code == 401
    assert refresh(donne["refresh"]).status_code == 401
    assert login(utilisateur.email).status_code == 401
    [(_, depot)] = messages("corbeille")
    assert (depot["module"], depot["objet_id"]) == ("utilisateurs", str(utilisateur.id))
    assert (depot["supprime_par"], depot["instantane"]["nom"]) == (str(admin.id), "Durand")
    assert "password" not in str(depot)
    assert messages("utilisateurs")[-1][0] == "delete"


@pytest.mark.parametrize("acte", ["demote", "disable", "delete"])
def test_the_last_active_administrator_stays(api, admin, compte, acte):
    compte("administrateur", actif=False)
    url, autre = f"{USERS}{admin.id}/", api(*admin.role.codes)
    response = {
        "demote": lambda: autre.patch(url, {"role": "lecteur"}),
        "disable": lambda: autre.patch(url, {"actif": False}),
        "delete": lambda: autre.delete(url),
    }[acte]()
    assert (response.status_code, response.json()["code"]) == (409, "dernier_administrateur")
    admin.refresh_from_db()
    assert (admin.actif, admin.supprime_le, admin.ver) == (True, None, 1)
    assert not messages("sessions")


@pytest.mark.parametrize("acte", ["demote", "disable", "delete", "role"])
def test_somebody_invited_is_no_administrator_yet(gestion, admin, api, lien, public, acte):
    gestion.post(USERS, {"email": "zoe@example.org", "role": "administrateur"})
    autre = api(*admin.role.codes)
    sans_pouvoir = [code for code in admin.role.codes if code != "roles.gerer"]
    partir = {
        "demote": lambda: autre.patch(f"{USERS}{admin.id}/", {"role": "lecteur"}),
        "disable": lambda: autre.patch(f"{USERS}{admin.id}/", {"actif": False}),
        "delete": lambda: autre.delete(f"{USERS}{admin.id}/"),
        "role": lambda: autre.patch(f"/api/auth/roles/{admin.role_id}/", {"permissions": sans_pouvoir}),
    }[acte]
    refus = partir()
    assert (refus.status_code, refus.json()["code"]) == (409, "dernier_administrateur")
    if acte != "role":
        public("invitations/accept/", token=lien("zoe@example.org", "invitation"), new_password=NOUVEAU)
        assert partir().status_code in (200, 204)


def test_one_of_two_administrators_may_go(gestion, compte):
    second = compte("administrateur")
    assert gestion.patch(f"{USERS}{second.id}/", {"role": "lecteur"}).status_code == 200


@pytest.mark.parametrize(
    "champs", [{"actif": False}, {"role": "lecteur"}, {"role": "lecteur", "actif": False}]
)
def test_nobody_shuts_themselves_out(gestion, admin, compte, champs):
    """One click would end the session that could take it back; the last administrator is told so first."""
    url = f"{USERS}{admin.id}/"
    refus = gestion.patch(url, champs)
    assert (refus.status_code, refus.json()["code"]) == (409, "dernier_administrateur")
    compte("administrateur", email="autre@example.org")
    refus = gestion.patch(url, champs)
    assert (refus.status_code, refus.json()["code"]) == (409, "propre_compte")
    admin.refresh_from_db()
    assert (admin.actif, admin.role.nom, admin.version, admin.ver) == (True, "administrateur", 1, 1)
    assert not messages("sessions")
    assert gestion.patch(url, {"nom": "Durand", "actif": True, "role": "Administrateur"}).status_code == 200


def test_who_only_keeps_accounts_does_not_disable_their_own_either(admin, compte, en_tant_que):
    role_de("accueil", ["utilisateurs.gerer"])
    moi = compte("accueil")
    refus = en_tant_que(moi).patch(f"{USERS}{moi.id}/", {"actif": False})
    assert (refus.status_code, refus.json()["code"]) == (409, "propre_compte")
    moi.refresh_from_db()
    assert moi.actif


def test_an_administrator_s_token_does_not_replace_their_own_password(gestion, admin, compte, totp):
    """What one's own account asks the password for is refused where it would not be asked."""
    compte("administrateur")
    totp(admin)
    url = f"{USERS}{admin.id}/"
    refus = [
        gestion.delete(url),
        gestion.patch(url, {"email": "voleur@example.org"}),
        gestion.post(f"{url}reset-2fa/"),
    ]
    assert {(r.status_code, r.json()["code"]) for r in refus} == {(409, "propre_compte")}
    admin.refresh_from_db()
    assert (admin.email, admin.supprime_le, admin.methodes) == ("admin@example.org", None, ["totp"])
    assert gestion.patch(url, {"email": "Admin@example.org", "nom": "Martin"}).status_code == 200


def test_nobody_gives_or_overrides_permissions_they_do_not_have(admin, compte, en_tant_que):
    role_de("accueil", ["utilisateurs.lire", "utilisateurs.gerer", "pieces.lire"])
    accueil = en_tant_que(compte("accueil"))
    role_de("visiteur", ["pieces.lire"])
    visiteur = compte("visiteur")
    assert accueil.post(USERS, demande(role="visiteur")).status_code == 201
    refus = [
        accueil.post(USERS, demande(email="x@example.org", role="administrateur")),
        accueil.patch(f"{USERS}{visiteur.id}/", {"role": "administrateur"}),
        accueil.patch(f"{USERS}{admin.id}/", {"email": "pirate@example.org"}),
        accueil.patch(f"{USERS}{admin.id}/", {"actif": False}),
        accueil.delete(f"{USERS}{admin.id}/"),
    ]
    assert [response.status_code for response in refus] == [403] * 5
    assert {response.json()["code"] for response in refus} == {"permissions_insuffisantes"}
    assert "roles.gerer" in refus[0].json()["permissions"]
    assert accueil.patch(f"{USERS}{visiteur.id}/", {"nom": "Martin"}).status_code == 200


@pytest.mark.parametrize("acte", ["unlock", "invite", "reset-2fa", "logout-all"])
def test_nobody_acts_upon_an_account_that_may_do_more(acte, admin, compte, login, totp, en_tant_que):
    role_de("accueil", ["utilisateurs.lire", "utilisateurs.gerer", "pieces.lire"])
    login(admin.email)
    login(admin.email, "mauvais")
    totp(admin)
    response = en_tant_que(compte("accueil")).post(f"{USERS}{admin.id}/{acte}/")
    assert (response.status_code, response.json()["code"]) == (403, "permissions_insuffisantes")
    assert "roles.gerer" in response.json()["permissions"]
    assert Tentatives.objects.filter(compte=admin.email).exists()
    assert admin.sessions.filter(revoquee_le=None).exists()
    assert admin.methodes == ["totp"]


def test_unlocking_lets_in_at_once_from_every_address(gestion, login, compte):
    utilisateur = compte()
    for ip in ("203.0.113.1", "203.0.113.2"):
        for _ in range(5):
            login(utilisateur.email, "mauvais", ip=ip)
    url = f"{USERS}{utilisateur.id}/"
    assert gestion.get(url).json()["verrouille_jusqua"] is not None
    response = gestion.post(f"{url}unlock/")
    assert (response.status_code, response.json()["verrouille_jusqua"]) == (200, None)
    assert not Tentatives.objects.exists()
    assert login(utilisateur.email).status_code == 200
    assert gestion.post(f"{USERS}{UUID(int=0)}/unlock/").status_code == 404


def test_an_administrator_sees_the_history_of_an_account(gestion, login, compte):
    utilisateur = compte()
    login(utilisateur.email, "mauvais")
    login(compte().email)
    vues = gestion.get(f"{USERS}{utilisateur.id}/login-history/").json()
    assert [vue["resultat"] for vue in vues["results"]] == ["echouee"]
    assert Connexion.objects.count() == 2
    inconnu = gestion.get(f"{USERS}{UUID(int=0)}/login-history/")
    assert (inconnu.status_code, inconnu.json()["code"]) == (404, "utilisateur_introuvable")


def test_one_changes_one_s_own_profile_and_nothing_more(compte, en_tant_que):
    utilisateur = compte("lecteur")
    moi = en_tant_que(utilisateur)
    champs = {"nom": "Martin", "prenom": "Zoé", "telephone": "0102030405", "langue": "en"}
    interdits = {
        "role": "administrateur",
        "actif": False,
        "email": "x@example.org",
        "ver": 9,
        "permissions": [],
    }
    refus = moi.patch(ME, champs | interdits, headers={"If-Match": '"1"'})
    assert (refus.status_code, set(refus.json()["errors"])) == (400, set(interdits))
    response = moi.patch(ME, champs, headers={"If-Match": '"1"'})
    assert response.status_code == 200
    vu = response.json()
    assert {champ: vu[champ] for champ in champs} == champs
    assert (vu["role"], vu["actif"], vu["email"], vu["version"]) == ("lecteur", True, utilisateur.email, 2)
    assert moi.get(ME).json() == vu
    assert [methode for methode, _ in messages("utilisateurs")] == ["update"]
    [(_, entree)] = messages("logs")
    assert (entree["user_id"], entree["apres"]) == (str(utilisateur.id), champs)
    assert moi.patch(ME, {"nom": "x"}, headers={"If-Match": '"1"'}).status_code == 412
    assert moi.patch(ME, champs).json()["version"] == 2


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"langue": "xx"}, "langue"),
        ({"nom": "a\r\nb"}, "nom"),
        ({"nom": "voleur.example/a"}, "nom"),
        ({"telephone": "<script>"}, "telephone"),
    ],
)
def test_a_bad_profile_is_a_400(compte, en_tant_que, champs, champ):
    response = en_tant_que(compte()).patch(ME, champs)
    assert (response.status_code, list(response.json()["errors"])) == (400, [champ])


def test_the_profile_of_a_deleted_account_is_gone(compte, en_tant_que):
    utilisateur = compte()
    moi = en_tant_que(utilisateur)
    utilisateur.delete()
    for response in (moi.get(ME), moi.patch(ME, {"nom": "x"})):
        assert (response.status_code, response.json()["code"]) == (404, "utilisateur_introuvable")
