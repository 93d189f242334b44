"""Signing up: the same answer to everybody, and an account once the address is confirmed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chassis.models import Mail, OutboxMessage
from chassis.testing.clients import anonymous_client
from comptes.models import Inscription, Lien, Utilisateur
from tests.conftest import role_de

pytestmark = pytest.mark.django_db
CONFIRMER = "/api/auth/confirm/"
MOT_DE_PASSE = "brouette-lilas-77"


@pytest.fixture
def inscrire(public):
    def post(email: str = "zoe@example.org", **champs):
        return public("register/", email=email, password=MOT_DE_PASSE, **champs)

    return post


def confirmer(jeton: str):
    return anonymous_client().get(CONFIRMER, {"token": jeton})


def test_the_account_exists_once_the_address_is_confirmed(inscrire, lien, login):
    assert inscrire("Zoe@Example.org", nom="Durand", prenom="Zoé", langue="en").status_code == 202
    assert login("zoe@example.org", MOT_DE_PASSE).status_code == 401
    response = confirmer(lien("zoe@example.org", "confirmer"))
    assert (response.status_code, response.json()) == (200, {"email": "zoe@example.org"})
    user = login("zoe@example.org", MOT_DE_PASSE).json()["user"]
    assert (user["nom"], user["prenom"], user["langue"], user["role"]) == ("Durand", "Zoé", "en", "lecteur")
    methods = [row.body["method"] for row in OutboxMessage.objects.filter(body__moduleName="utilisateurs")]
    assert methods == ["create"]


def test_the_answer_is_the_same_for_an_address_that_has_an_account(inscrire, compte, courrier):
    connu = compte(email="anne@example.org")
    reponses = [inscrire("anne@example.org"), inscrire("inconnue@example.org")]
    assert {r.status_code for r in reponses} == {202}
    assert reponses[0].content == reponses[1].content
    [mail] = courrier("anne@example.org")
    assert mail.subject == "Vous avez déjà un compte"
    assert "confirmer" not in mail.text
    connu.refresh_from_db()
    assert Utilisateur.objects.count() == 1


def test_the_request_itself_looks_at_no_account(inscrire, compte, django_assert_num_queries):
    compte(email="anne@example.org")
    for adresse in ("anne@example.org", "inconnue@example.org"):
        with django_assert_num_queries(1) as faites:
            inscrire(adresse)
        assert "INSERT INTO" in faites[0]["sql"]
        assert '"inscriptions"' in faites[0]["sql"]
    assert not Mail.objects.exists()


def test_following_the_link_again_says_the_same_and_makes_no_second_account(inscrire, lien):
    inscrire()
    jeton = lien("zoe@example.org", "confirmer")
    assert confirmer(jeton).json() == confirmer(jeton).json() == {"email": "zoe@example.org"}
    assert Utilisateur.objects.count() == 1
    assert Inscription.objects.get().password_hash == ""


def test_two_who_ask_for_one_address_get_a_link_each_and_the_first_one_counts(
    inscrire, public, courrier, login
):
    """Whoever asks first without owning the address cannot decide the password of who does."""
    public("register/", email="zoe@example.org", password="voleur-de-compte-1")
    inscrire()
    liens = [m.text.split("token=")[1].split()[0] for m in courrier("zoe@example.org")]
    assert confirmer(liens[1]).status_code == 200
    assert (confirmer(liens[0]).status_code, confirmer(liens[0]).json()["code"]) == (
        409,
        "email_deja_utilise",
    )
    assert login("zoe@example.org", MOT_DE_PASSE).status_code == 200
    assert login("zoe@example.org", "voleur-de-compte-1").status_code == 401


@pytest.mark.parametrize("jeton", ["inconnu", "x" * 200, "é"])
def test_a_link_that_is_none_is_refused(jeton):
    response = confirmer(jeton)
    assert (response.status_code, response.json()["code"]) == (400, "lien_invalide")
    assert list(response.json()["errors"]) == ["token"]


@pytest.mark.parametrize("adresse", ["?", "?token=", "?token=a&autre=b", "?token=" + "x" * 201])
def test_a_malformed_link_is_a_400(adresse):
    assert anonymous_client().get(CONFIRMER + adresse).status_code == 400


def test_a_link_ends_after_a_day(inscrire, lien):
    inscrire()
    jeton = lien("zoe@example.org", "confirmer")
    assert Inscription.objects.get().expire_le - timezone.now() > timedelta(hours=23)
    Inscription.objects.update(expire_le=timezone.now())
    assert confirmer(jeton).status_code == 400


def test_nobody_is_flooded_with_mail(inscrire, courrier):
    for _ in range(8):
        inscrire()
    assert len(courrier("zoe@example.org")) == 5


def test_the_mail_is_in_the_language_asked_for(inscrire, courrier):
    inscrire(langue="en")
    [mail] = courrier("zoe@example.org")
    assert (mail.subject, "Hello," in mail.text) == ("Confirm your address", True)
    assert 'lang="en"' in mail.html
    client = anonymous_client()
    corps = {"email": "max@example.org", "password": MOT_DE_PASSE}
    client.post("/api/auth/register/", corps, headers={"Accept-Language": "en-GB,fr;q=0.5"})
    [mail] = courrier("max@example.org")
    assert mail.subject == "Confirm your address"


def test_the_mail_holds_nothing_that_a_stranger_wrote(inscrire, courrier):
    """Anybody may give anybody's address, and any name with it."""
    inscrire(prenom="Gagnez un bon, www.voleur.example", nom="Cliquez")
    [mail] = courrier("zoe@example.org")
    assert not any(mot in mail.text + mail.html for mot in ("voleur", "Cliquez"))


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"email": "pas une adresse"}, "email"),
        ({"password": "court"}, "password"),
        ({"password": "zoe@example"}, "password"),
        ({"nom": "a\nb"}, "nom"),
        ({"nom": "a\u202eb"}, "nom"),
        ({"nom": "a\x85b"}, "nom"),
        ({"prenom": "http://voleur.example"}, "prenom"),
        ({"prenom": "voleur.example/a"}, "prenom"),
        ({"prenom": "<b>Zoé"}, "prenom"),
        ({"langue": "de"}, "langue"),
        ({"role": "administrateur"}, "role"),
        ({"actif": True}, "actif"),
    ],
)
def test_bad_input_is_a_400_that_names_the_field(public, champs, champ):
    corps = {"email": "zoe@example.org", "password": MOT_DE_PASSE} | champs
    response = public("register/", **corps)
    assert (response.status_code, list(response.json()["errors"])) == (400, [champ])
    assert not Inscription.objects.exists()


def test_the_role_of_who_signs_up_is_central_configuration(inscrire, lien, central):
    central(role_inscription="vendeur")
    inscrire()
    confirmer(lien("zoe@example.org", "confirmer"))
    assert Utilisateur.objects.get().role.nom == "vendeur"


@pytest.mark.parametrize("pouvoir", ["utilisateurs.gerer", "roles.gerer", "gateway.gerer"])
def test_signing_up_gives_nobody_a_role_that_administers(inscrire, lien, central, pouvoir):
    """The central configuration is changed by whoever has `gateway.gerer`, and nothing else."""
    role_de("tentant", ["pieces.lire", pouvoir])
    central(role_inscription="tentant")
    inscrire()
    refus = confirmer(lien("zoe@example.org", "confirmer"))
    assert (refus.status_code, refus.json()["code"]) == (403, "inscription_fermee")
    assert not Utilisateur.objects.exists()


def test_signing_up_can_be_closed(inscrire, lien, central):
    inscrire()
    jeton = lien("zoe@example.org", "confirmer")
    central(role_inscription="il n'y en a pas")
    assert confirmer(jeton).json()["code"] == "inscription_fermee"
    central(inscription_ouverte=False)
    response = inscrire("max@example.org")
    assert (response.status_code, response.json()["code"]) == (403, "inscription_fermee")


def test_the_addresses_of_the_first_version_sign_up_as_well(lien, login):
    client = anonymous_client()
    corps = {"email": "zoe@example.org", "password": MOT_DE_PASSE}
    assert client.post("/Gateway/create_user", corps).status_code == 202
    jeton = lien("zoe@example.org", "confirmer")
    assert client.get("/Gateway/confirmation", {"token": jeton}).json() == {"email": "zoe@example.org"}
    assert login("zoe@example.org", MOT_DE_PASSE).status_code == 200


class TestInvitations:
    CORPS = {"email": "zoe@example.org", "role": "vendeur", "prenom": "Zoé"}

    @pytest.fixture
    def gestion(self, admin, en_tant_que):
        return en_tant_que(admin)

    def test_who_is_invited_chooses_the_password(self, gestion, lien, public, login):
        cree = gestion.post("/api/auth/users/", self.CORPS)
        assert (cree.status_code, cree.json()["invite"]) == (201, True)
        jeton = lien("zoe@example.org", "invitation")
        faible = public("invitations/accept/", token=jeton, new_password="court")
        assert (faible.status_code, list(faible.json()["errors"])) == (400, ["new_password"])
        accepte = public("invitations/accept/", token=jeton, new_password=MOT_DE_PASSE, nom="Durand")
        assert (accepte.status_code, accepte.json()) == (200, {"email": "zoe@example.org"})
        user = login("zoe@example.org", MOT_DE_PASSE).json()["user"]
        assert (user["nom"], user["prenom"], user["role"]) == ("Durand", "Zoé", "vendeur")
        vu = gestion.get(f"/api/auth/users/{cree.json()['id']}/").json()
        assert (vu["invite"], vu["derniere_connexion"] is not None) == (False, True)
        assert public("invitations/accept/", token=jeton, new_password=MOT_DE_PASSE).status_code == 400

    def test_an_invitation_sent_again_replaces_the_first(self, gestion, lien, public):
        cree = gestion.post("/api/auth/users/", self.CORPS).json()
        premier = lien("zoe@example.org", "invitation")
        assert gestion.post(f"/api/auth/users/{cree['id']}/invite/").status_code == 200
        second = lien("zoe@example.org", "invitation")
        assert public("invitations/accept/", token=premier, new_password=MOT_DE_PASSE).status_code == 400
        assert public("invitations/accept/", token=second, new_password=MOT_DE_PASSE).status_code == 200
        encore = gestion.post(f"/api/auth/users/{cree['id']}/invite/")
        assert (encore.status_code, encore.json()["code"]) == (409, "deja_accepte")

    def test_an_account_disabled_meanwhile_is_not_opened_by_its_invitation(self, gestion, lien, public):
        cree = gestion.post("/api/auth/users/", self.CORPS).json()
        jeton = lien("zoe@example.org", "invitation")
        gestion.patch(f"/api/auth/users/{cree['id']}/", {"actif": False})
        refus = public("invitations/accept/", token=jeton, new_password=MOT_DE_PASSE)
        assert refus.json()["code"] == "lien_invalide"

    def test_one_kind_of_link_does_not_do_for_another(self, gestion, lien, public):
        gestion.post("/api/auth/users/", self.CORPS)
        jeton = lien("zoe@example.org", "invitation")
        assert public("password/reset/", token=jeton, new_password=MOT_DE_PASSE).status_code == 400
        assert public("pas-moi/", token=jeton).status_code == 400
        assert Lien.objects.count() == 1

    def test_an_address_corrected_by_the_administrator_is_invited_instead(self, gestion, lien, public):
        cree = gestion.post("/api/auth/users/", self.CORPS).json()
        a_un_autre = lien("zoe@example.org", "invitation")
        gestion.patch(f"/api/auth/users/{cree['id']}/", {"email": "zoe.durand@example.org"})
        assert public("invitations/accept/", token=a_un_autre, new_password=MOT_DE_PASSE).status_code == 400
        bon = lien("zoe.durand@example.org", "invitation")
        assert public("invitations/accept/", token=bon, new_password=MOT_DE_PASSE).status_code == 200
