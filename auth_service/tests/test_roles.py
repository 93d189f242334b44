import pytest

from chassis.models import OutboxMessage
from comptes import libelles_permissions
from comptes.droits_par_defaut import PERMISSIONS
from comptes.models import Role, Utilisateur
from tests.conftest import role_de

pytestmark = pytest.mark.django_db
ROLES = "/api/auth/roles/"


@pytest.fixture
def gestion(admin, en_tant_que):
    return en_tant_que(admin)


def url(nom: str) -> str:
    return f"{ROLES}{Role.objects.get(nom=nom).id}/"


def messages(module: str) -> list[dict]:
    rows = OutboxMessage.objects.filter(body__moduleName=module).order_by("id")
    return [row.body["data"][0] for row in rows]


def test_the_list_shows_permissions_and_how_many_have_the_role(gestion, compte):
    compte("vendeur")
    compte("vendeur", supprime_le="2026-01-01T00:00:00Z")
    vues = {vue["nom"]: vue for vue in gestion.get(ROLES).json()["results"]}
    assert list(vues) == ["administrateur", "gestionnaire", "lecteur", "magasinier", "vendeur"]
    assert vues["vendeur"]["utilisateurs"] == 1
    assert vues["lecteur"]["utilisateurs"] == 0
    assert "stock.lire" in vues["vendeur"]["permissions"]


def test_the_list_takes_as_many_queries_for_many_as_for_one(gestion, django_assert_num_queries):
    gestion.get(ROLES)
    for numero in range(10):
        role_de(f"role {numero}", ["stock.lire"])
    with django_assert_num_queries(3):  # count, page, permissions
        assert gestion.get(ROLES).json()["count"] == 15


@pytest.mark.parametrize("texte", ["preparateur", "Préparateur", "prepa étage"])
def test_a_role_is_found_accents_and_case_aside(gestion, texte):
    role_de("Préparateur", [])
    Role.objects.filter(nom="Préparateur").update(description="Étage")
    trouves = gestion.get(ROLES, {"search": texte}).json()["results"]
    assert [role["nom"] for role in trouves] == ["Préparateur"]


def test_a_permission_is_found_by_its_code_or_its_words(gestion):
    trouvees = gestion.get("/api/auth/permissions/", {"search": "stock lire"}).json()
    assert [permission["code"] for permission in trouvees["results"]] == ["stock.lire"]
    assert gestion.get("/api/auth/permissions/", {"search": "nulle part"}).json()["results"] == []


def test_a_new_role_can_be_given(gestion, compte, admin):
    corps = {"nom": "Préparateur", "description": "Prépare", "permissions": ["stock.lire", "pieces.lire"]}
    response = gestion.post(ROLES, corps)
    assert response.status_code == 201
    assert response.json()["permissions"] == ["pieces.lire", "stock.lire"]
    assert compte("Préparateur").role.codes == ["pieces.lire", "stock.lire"]
    [entree] = messages("logs")
    assert (entree["action"], entree["module"], entree["user_id"]) == ("creer", "roles", str(admin.id))


def test_the_client_may_give_the_id_once(gestion):
    id = "01930000-0000-7000-8000-0000000000bb"
    corps = {"id": id, "nom": "a", "permissions": []}
    assert gestion.post(ROLES, corps).json()["id"] == id
    again = gestion.post(ROLES, corps | {"nom": "b"})
    assert (again.status_code, again.json()["code"]) == (409, "identifiant_deja_utilise")


def test_a_name_is_taken_in_any_case(gestion):
    creation = gestion.post(ROLES, {"nom": "VENDEUR", "permissions": []})
    renommage = gestion.patch(url("magasinier"), {"nom": "Vendeur"})
    for response in (creation, renommage):
        assert (response.status_code, response.json()["code"]) == (409, "nom_deja_utilise")
    assert gestion.patch(url("lecteur"), {"nom": "Lecteur"}).status_code == 200


@pytest.mark.parametrize(
    ("champs", "champ", "code"),
    [
        ({"permissions": ["stock.lire", "stock.voler"]}, "permissions", "permission_inconnue"),
        ({"permissions": "stock.lire"}, "permissions", "donnees_invalides"),
        ({"permissions": None}, "permissions", "donnees_invalides"),
        ({"permissions": [["stock.lire"]]}, "permissions.0", "donnees_invalides"),
        ({"nom": ""}, "nom", "donnees_invalides"),
        ({"nom": "a\nb"}, "nom", "donnees_invalides"),
        ({"nom": "a" * 51}, "nom", "donnees_invalides"),
        ({"nom": "a\x00"}, "nom", "donnees_invalides"),
        ({"description": "a" * 501}, "description", "donnees_invalides"),
    ],
)
@pytest.mark.parametrize("methode", ["post", "put", "patch"])
def test_bad_input_is_a_400_that_names_the_field(gestion, methode, champs, champ, code):
    adresse = ROLES if methode == "post" else url("magasinier")
    response = getattr(gestion, methode)(adresse, {"nom": "nouveau", "permissions": []} | champs)
    assert response.status_code == 400
    assert next(iter(response.json()["errors"])) == champ
    assert response.json()["code"] == code


def test_put_replaces_and_patch_changes(gestion):
    adresse = url("vendeur")
    assert gestion.put(adresse, {"nom": "vendeur"}).json()["errors"] == {
        "permissions": ["Ce champ est obligatoire."]
    }
    remplace = gestion.put(adresse, {"nom": "commercial", "permissions": ["clients.lire"]}).json()
    assert (remplace["nom"], remplace["permissions"], remplace["version"]) == (
        "commercial",
        ["clients.lire"],
        2,
    )
    change = gestion.patch(adresse, {"description": "Vend"}, headers={"If-Match": '"2"'}).json()
    assert (change["description"], change["permissions"], change["version"]) == ("Vend", ["clients.lire"], 3)
    assert gestion.patch(adresse, {"nom": "x"}, headers={"If-Match": '"2"'}).status_code == 412
    assert gestion.patch(adresse, {"description": "Vend"}).json()["version"] == 3


def test_new_permissions_refuse_the_old_tokens_of_everyone_who_has_the_role(
    gestion, login, compte, bearer, refresh
):
    vendeurs = [compte("vendeur"), compte("vendeur")]
    autre = login(compte("lecteur").email).json()
    donnes = [login(vendeur.email).json() for vendeur in vendeurs]
    OutboxMessage.objects.all().delete()
    codes = [*Role.objects.get(nom="vendeur").codes, "stock.gerer"]
    assert gestion.patch(url("vendeur"), {"permissions": codes}).status_code == 200
    for donne in donnes:
        assert bearer(donne["access"]).get("/api/auth/me/").status_code == 401
        moi = bearer(refresh(donne["refresh"]).json()["access"]).get("/api/auth/me/").json()
        assert "stock.gerer" in moi["permissions"]
    assert bearer(autre["access"]).get("/api/auth/me/").status_code == 200
    [bodies] = {str(row.body["data"]): row.body["data"] for row in _revocations()}.values()
    assert {(item["user_id"], item["ver"]) for item in bodies} == {(str(v.id), 2) for v in vendeurs}
    assert {donnees["id"] for donnees in messages("utilisateurs")} == {str(v.id) for v in vendeurs}


def _revocations():
    return OutboxMessage.objects.filter(body__moduleName="sessions")


def test_a_new_description_leaves_tokens_alone(gestion, compte):
    compte("vendeur")
    gestion.patch(url("vendeur"), {"description": "Vend"})
    assert not _revocations().exists()
    assert not messages("utilisateurs")


def test_a_role_in_use_is_not_deleted(gestion, compte):
    vendeur = compte("vendeur")
    response = gestion.delete(url("vendeur"))
    assert (response.status_code, response.json()["code"]) == (409, "role_utilise")
    assert response.json()["utilisateurs"] == 1
    Utilisateur.objects.filter(pk=vendeur.pk).update(role=Role.objects.get(nom="lecteur"))
    assert gestion.delete(url("vendeur")).status_code == 204


def test_a_deleted_role_is_gone_and_in_the_trash(gestion, admin):
    adresse = url("vendeur")
    assert gestion.delete(adresse).status_code == 204
    for response in (gestion.get(adresse), gestion.patch(adresse, {"nom": "x"}), gestion.delete(adresse)):
        assert (response.status_code, response.json()["code"]) == (404, "role_introuvable")
    [depot] = messages("corbeille")
    assert (depot["module"], depot["libelle"], depot["supprime_par"]) == ("roles", "vendeur", str(admin.id))
    assert "stock.lire" in depot["instantane"]["permissions"]
    corps = {"email": "a@example.org", "password": "cheval-pile-agrafe-42", "role": "vendeur"}
    assert gestion.post("/api/auth/users/", corps).json()["code"] == "role_inconnu"
    assert gestion.post(ROLES, {"nom": "vendeur", "permissions": []}).status_code == 201


@pytest.mark.parametrize("perdue", ["utilisateurs.gerer", "roles.gerer"])
def test_the_last_administrators_keep_what_makes_them_administrators(gestion, perdue):
    codes = [code for code in Role.objects.get(nom="administrateur").codes if code != perdue]
    response = gestion.patch(url("administrateur"), {"permissions": codes})
    assert (response.status_code, response.json()["code"]) == (409, "dernier_administrateur")
    assert perdue in Role.objects.get(nom="administrateur").codes


def test_a_role_may_lose_them_when_another_administrator_has_another_role(gestion, compte):
    role_de("direction", ["utilisateurs.gerer", "roles.gerer"])
    compte("direction")
    assert gestion.patch(url("administrateur"), {"permissions": ["stock.lire"]}).status_code == 200


def test_nobody_gives_or_takes_permissions_they_do_not_have(compte, en_tant_que):
    role_de("chef", ["roles.gerer", "stock.lire", "pieces.lire"])
    role_de("equipe", ["stock.lire", "stock.gerer"])
    chef = en_tant_que(compte("chef"))
    refus = [
        chef.post(ROLES, {"nom": "x", "permissions": ["utilisateurs.gerer"]}),
        chef.patch(url("chef"), {"permissions": ["roles.gerer", "utilisateurs.gerer"]}),
        chef.patch(url("equipe"), {"permissions": ["stock.lire"]}),
        chef.patch(url("equipe"), {"nom": "brigade"}),
        chef.delete(url("equipe")),
    ]
    assert [response.status_code for response in refus] == [403] * 5
    assert {response.json()["code"] for response in refus} == {"permissions_insuffisantes"}
    assert chef.patch(url("equipe"), {"permissions": ["stock.gerer", "pieces.lire"]}).status_code == 200


@pytest.mark.parametrize(
    ("valeurs", "cle"),
    [
        ({"roles_avec_2fa": ["Vendeur"]}, "roles_avec_2fa"),
        ({"role_inscription": "VENDEUR"}, "role_inscription"),
    ],
)
def test_a_role_that_the_configuration_names_keeps_its_name_and_stays(gestion, central, valeurs, cle):
    central(**valeurs)
    corps = {"nom": "commercial", "permissions": []}
    refus = [
        gestion.patch(url("vendeur"), {"nom": "commercial"}),
        gestion.put(url("vendeur"), corps),
        gestion.delete(url("vendeur")),
    ]
    assert {(r.status_code, r.json()["code"]) for r in refus} == {(409, "role_configure")}
    assert refus[0].json()["valeurs"] == [cle]
    assert gestion.patch(url("vendeur"), {"nom": "Vendeur", "description": "Vend"}).status_code == 200
    central(roles_avec_2fa=[], role_inscription="lecteur")
    assert gestion.patch(url("Vendeur"), {"nom": "commercial"}).status_code == 200


def test_permissions_are_listed_with_what_they_mean_in_the_order_of_the_matrix(gestion):
    vues = gestion.get("/api/auth/permissions/").json()
    assert (vues["count"], vues["next"], len(vues["results"])) == (len(PERMISSIONS), None, len(PERMISSIONS))
    assert vues["results"][5] == {
        "code": "stock.lire",
        "module": "stock",
        "action": "lire",
        "libelle": "Voir le stock",
        "libelle_en": "See the stock",
        "module_libelle": "Stock",
        "module_libelle_en": "Stock",
    }
    modules = [ligne["module"] for ligne in vues["results"]]
    assert [m for n, m in enumerate(modules) if m not in modules[:n]] == list(libelles_permissions.MODULES)
    assert len(gestion.get("/api/auth/permissions/?page_size=10").json()["results"]) == 10
    assert gestion.get("/api/auth/permissions/?page_size=1000").status_code == 400


def test_every_permission_has_words_in_both_languages():
    assert set(libelles_permissions.ANGLAIS) == set(PERMISSIONS)
    assert {code.partition(".")[0] for code in PERMISSIONS} == set(libelles_permissions.MODULES)


def test_roles_are_searched_by_name_and_say_whether_they_demand_a_second_factor(gestion, central):
    central(roles_avec_2fa=["vendeur"])
    [trouve] = gestion.get("/api/auth/roles/?search=Vend").json()["results"]
    assert (trouve["nom"], trouve["second_facteur_impose"]) == ("vendeur", True)
