"""A thief has been in the account: whatever they did meanwhile, its owner gets it back by mail."""

import pytest

from chassis.testing.clients import anonymous_client
from comptes.models import Lien, Utilisateur
from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.django_db
NOUVEAU = "brouette-lilas-77"
ANNE, VOLEUR = "anne@example.org", "voleur@example.org"
ICI, AILLEURS = "203.0.113.1", "198.51.100.1"


@pytest.fixture
def anne(compte):
    return compte("vendeur", email=ANNE, prenom="Anne")


@pytest.fixture
def deplacer(login, bearer, lien):
    """Ask for the address and follow its link, as whoever knows the password can."""

    def vers(nouvelle: str, de: str = ANNE) -> None:
        corps = {"new_email": nouvelle, "password": MOT_DE_PASSE}
        demande = bearer(login(de, ip=AILLEURS).json()["access"]).post("/api/auth/email/change/", corps)
        assert demande.status_code == 202
        jeton = {"token": lien(nouvelle, "adresse")}
        assert anonymous_client().get("/api/auth/email/confirm/", jeton).status_code == 200

    return vers


def reinitialiser(public, jeton):
    return public("password/reset/", token=jeton, new_password=NOUVEAU)


class TestAdresseVolee:
    def test_the_former_address_is_told_when_the_new_one_takes_effect(self, anne, deplacer, courrier):
        deplacer(VOLEUR)
        [demande, avis] = courrier(ANNE)
        assert demande.subject == "Changement d'adresse demandé"
        assert avis.subject == "L'adresse de votre compte a changé"
        assert VOLEUR in avis.text

    def test_its_link_gives_the_account_back_to_it(
        self, anne, deplacer, lien, public, login, courrier, bearer
    ):
        deplacer(VOLEUR)
        ouverte = login(VOLEUR, ip=AILLEURS).json()
        assert public("pas-moi/", token=lien(ANNE, "pas-moi")).status_code == 204
        assert bearer(ouverte["access"]).get("/api/auth/me/").status_code == 401
        assert Utilisateur.objects.get(pk=anne.pk).email == ANNE
        assert not any("#/reinitialiser" in mail.text for mail in courrier(VOLEUR))
        assert reinitialiser(public, lien(ANNE, "reinitialiser")).status_code == 204
        assert login(ANNE, NOUVEAU).status_code == 200
        assert {login(VOLEUR, mot).status_code for mot in (MOT_DE_PASSE, NOUVEAU)} == {401}

    def test_the_link_of_the_request_does_so_as_well(self, anne, deplacer, courrier, public):
        deplacer(VOLEUR)
        premier = courrier(ANNE)[0].text.split("pas-moi?token=")[1].split()[0]
        assert public("pas-moi/", token=premier).status_code == 204
        assert Utilisateur.objects.get(pk=anne.pk).email == ANNE

    def test_what_was_mailed_to_the_thief_meanwhile_is_void(self, anne, deplacer, login, lien, public):
        """A link for a new password, and one that says "not me" in turn."""
        deplacer(VOLEUR)
        public("password/forgot/", email=VOLEUR)
        du_voleur = lien(VOLEUR, "reinitialiser")
        login(VOLEUR, ip="192.0.2.9")
        contre = lien(VOLEUR, "pas-moi")
        assert public("pas-moi/", token=lien(ANNE, "pas-moi")).status_code == 204
        assert reinitialiser(public, du_voleur).json()["code"] == "lien_invalide"
        assert public("pas-moi/", token=contre).json()["code"] == "lien_invalide"
        assert Utilisateur.objects.get(pk=anne.pk).email == ANNE

    def test_the_thief_cannot_void_the_link_of_the_owner(self, anne, deplacer, login, lien, public):
        deplacer(VOLEUR)
        du_proprietaire = lien(ANNE, "pas-moi")
        login(VOLEUR, ip="192.0.2.9")
        assert public("pas-moi/", token=lien(VOLEUR, "pas-moi")).status_code == 204
        assert public("pas-moi/", token=du_proprietaire).status_code == 204
        assert Utilisateur.objects.get(pk=anne.pk).email == ANNE

    def test_an_address_that_somebody_has_by_now_is_not_taken_from_them(
        self, anne, deplacer, compte, lien, public, courrier
    ):
        deplacer(VOLEUR)
        compte(email=ANNE)
        assert public("pas-moi/", token=lien(ANNE, "pas-moi")).status_code == 204
        assert Utilisateur.objects.get(pk=anne.pk).email == VOLEUR
        assert "#/reinitialiser" in courrier(ANNE)[-1].text
        assert reinitialiser(public, lien(ANNE, "reinitialiser")).status_code == 204

    def test_a_link_that_carries_no_address_means_the_present_one(
        self, anne, deplacer, lien, public, courrier
    ):
        """As those that were mailed before links kept it."""
        deplacer(VOLEUR)
        jeton = lien(ANNE, "pas-moi")
        Lien.objects.filter(objet="pas_moi").update(email="")
        assert public("pas-moi/", token=jeton).status_code == 204
        assert "#/reinitialiser" in courrier(VOLEUR)[-1].text


class TestMotDePasseVole:
    @pytest.fixture
    def signaler(self, anne, login, lien, public):
        """Anne signs in, then a thief elsewhere; Anne says that it was not her."""
        login(ANNE, ip=ICI)
        login(ANNE, ip=AILLEURS)

        def dire() -> None:
            assert public("pas-moi/", token=lien(ANNE, "pas-moi")).status_code == 204

        return dire

    def test_it_is_refused_until_another_is_chosen_in_the_same_words_as_any(
        self, signaler, login, lien, public
    ):
        signaler()
        juste, faux = login(ANNE, ip=AILLEURS), login(ANNE, "mauvais", ip=AILLEURS)
        sans_numero = [{**r.json(), "request_id": ""} for r in (juste, faux)]
        assert (juste.status_code, sans_numero[0]) == (401, sans_numero[1])
        reinitialiser(public, lien(ANNE, "reinitialiser"))
        assert login(ANNE, NOUVEAU).status_code == 200

    def test_the_next_sign_in_is_told_even_from_a_device_known_before(
        self, signaler, login, lien, public, courrier
    ):
        signaler()
        reinitialiser(public, lien(ANNE, "reinitialiser"))
        avant = len(courrier(ANNE))
        assert login(ANNE, NOUVEAU, ip=AILLEURS).status_code == 200
        [avis] = courrier(ANNE)[avant:]
        assert avis.subject == "Nouvelle connexion à votre compte"
