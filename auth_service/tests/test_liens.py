"""A forgotten password, a new address, "it was not me": what links that were mailed do, once each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chassis.models import Mail
from chassis.testing.clients import anonymous_client
from comptes.models import DemandeReinitialisation, Lien, Session, Utilisateur
from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.django_db
NOUVEAU = "brouette-lilas-77"
ANNE = "anne@example.org"


@pytest.fixture
def anne(compte):
    return compte("vendeur", email=ANNE, prenom="Anne")


@pytest.fixture
def oublie(anne, public, lien):
    """The token of the link that Anne gets for a new password."""

    def demander() -> str:
        assert public("password/forgot/", email=" Anne@Example.org ").status_code == 202
        return lien(ANNE, "reinitialiser")

    return demander


def reinitialiser(public, jeton, nouveau=NOUVEAU):
    return public("password/reset/", token=jeton, new_password=nouveau)


class TestOubli:
    def test_the_link_gives_a_new_password_and_closes_every_session(
        self, oublie, public, login, bearer, refresh
    ):
        ancienne = login(ANNE).json()
        assert reinitialiser(public, oublie()).status_code == 204
        assert (login(ANNE).status_code, login(ANNE, NOUVEAU).status_code) == (401, 200)
        assert bearer(ancienne["access"]).get("/api/auth/me/").status_code == 401
        assert refresh(ancienne["refresh"]).status_code == 401
        assert "mot_de_passe" in Session.objects.values_list("fin", flat=True)

    def test_it_works_once_and_for_half_an_hour(self, oublie, public):
        jeton = oublie()
        assert reinitialiser(public, jeton).status_code == 204
        encore = reinitialiser(public, jeton, "autre-chose-88")
        assert (encore.status_code, encore.json()["code"]) == (400, "lien_invalide")
        perime = oublie()
        vivant = Lien.objects.get(objet="reinitialisation")
        assert vivant.expire_le - timezone.now() == pytest.approx(
            timedelta(minutes=30), abs=timedelta(seconds=10)
        )
        Lien.objects.update(expire_le=timezone.now())
        assert reinitialiser(public, perime).status_code == 400

    def test_a_weak_password_leaves_the_link_good(self, oublie, public):
        jeton = oublie()
        assert list(reinitialiser(public, jeton, "court").json()["errors"]) == ["new_password"]
        assert reinitialiser(public, jeton).status_code == 204

    def test_a_change_of_password_makes_the_links_before_it_void(self, oublie, public, login, bearer):
        jeton = oublie()
        corps = {"old_password": MOT_DE_PASSE, "new_password": NOUVEAU}
        assert (
            bearer(login(ANNE).json()["access"]).post("/api/auth/password/change/", corps).status_code == 204
        )
        assert reinitialiser(public, jeton, "encore-une-autre-9").status_code == 400
        assert login(ANNE, NOUVEAU).status_code == 200

    def test_of_two_links_the_second_is_void_once_the_first_was_used(self, oublie, public):
        premier, second = oublie(), oublie()
        assert reinitialiser(public, premier).status_code == 204
        assert reinitialiser(public, second).status_code == 400

    def test_what_the_request_says_of_its_host_changes_no_link(self, anne, courrier):
        anonymous_client().post(
            "/api/auth/password/forgot/",
            {"email": ANNE},
            headers={
                "Host": "localhost",
                "X-Forwarded-Host": "evil.example",
                "Origin": "https://evil.example",
            },
        )
        [mail] = courrier(ANNE)
        assert "evil" not in mail.text + mail.html
        assert "http://127.0.0.1:5500/#/reinitialiser?token=" in mail.text

    def test_an_address_without_an_active_account_gets_the_same_answer_and_no_mail(
        self, compte, public, courrier
    ):
        compte(email="loin@example.org", actif=False)
        compte(email="parti@example.org", supprime_le=timezone.now())
        compte(email="anne@example.org")
        adresses = [
            "anne@example.org",
            "loin@example.org",
            "parti@example.org",
            "inconnue@example.org",
            "???",
        ]
        reponses = [public("password/forgot/", email=a) for a in adresses]
        assert {(r.status_code, r.content) for r in reponses} == {(202, reponses[0].content)}
        assert [len(courrier(a)) for a in adresses] == [1, 0, 0, 0, 0]
        assert not DemandeReinitialisation.objects.exists()

    @pytest.mark.parametrize(
        ("demande", "sujet"),
        [({}, "mot de passe"), ({"langue": "fr"}, "mot de passe"), ({"langue": "en"}, "password")],
    )
    def test_the_mail_is_in_the_language_asked_for_else_in_that_of_the_account(
        self, anne, public, courrier, demande, sujet
    ):
        assert public("password/forgot/", email=ANNE, **demande).status_code == 202
        [mail] = courrier(ANNE)
        assert sujet in mail.subject.lower()

    def test_a_language_there_is_not_is_refused(self, public):
        refus = public("password/forgot/", email=ANNE, langue="it")
        assert (refus.status_code, list(refus.json()["errors"])) == (400, ["langue"])

    def test_the_request_itself_looks_at_no_account(self, anne, public, django_assert_num_queries):
        for adresse in (ANNE, "inconnue@example.org"):
            with django_assert_num_queries(1) as faites:
                public("password/forgot/", email=adresse)
            assert '"demandes_reinitialisation"' in faites[0]["sql"]

    def test_nobody_is_flooded_with_mail(self, anne, public, courrier):
        for _ in range(8):
            public("password/forgot/", email=ANNE)
        assert len(courrier(ANNE)) == 5

    def test_it_ends_the_wait_after_too_many_guesses(self, oublie, public, login):
        for _ in range(6):
            login(ANNE, "mauvais")
        assert login(ANNE).status_code == 429
        reinitialiser(public, oublie())
        assert login(ANNE, NOUVEAU).status_code == 200

    def test_only_the_hash_of_a_link_is_stored(self, oublie):
        assert oublie() not in str(list(Lien.objects.values()))


class TestAdresse:
    CORPS = {"new_email": "Anne.Durand@example.org", "password": MOT_DE_PASSE}

    @pytest.fixture
    def changer(self, anne, login, bearer):
        client = bearer(login(ANNE).json()["access"])
        return lambda **champs: client.post("/api/auth/email/change/", self.CORPS | champs)

    def test_the_new_address_counts_once_it_is_confirmed(self, changer, lien, login, courrier):
        assert changer().status_code == 202
        assert login(ANNE).status_code == 200
        jeton = lien("anne.durand@example.org", "adresse")
        [_, avis] = courrier(ANNE)[-2:] if len(courrier(ANNE)) > 1 else [None, *courrier(ANNE)]
        assert "anne.durand@example.org" in avis.text
        vu = anonymous_client().get("/api/auth/email/confirm/", {"token": jeton})
        assert (vu.status_code, vu.json()) == (200, {"email": "anne.durand@example.org"})
        assert (login(ANNE).status_code, login("anne.durand@example.org").status_code) == (401, 200)
        encore = anonymous_client().get("/api/auth/email/confirm/", {"token": jeton})
        assert (encore.status_code, encore.json()["code"]) == (400, "lien_invalide")

    def test_older_access_tokens_name_the_old_address_and_are_refused(
        self, changer, lien, login, bearer, refresh
    ):
        ancienne = login(ANNE).json()
        changer()
        jeton = lien("anne.durand@example.org", "adresse")
        anonymous_client().get("/api/auth/email/confirm/", {"token": jeton})
        assert bearer(ancienne["access"]).get("/api/auth/me/").status_code == 401
        suite = refresh(ancienne["refresh"])
        assert (
            bearer(suite.json()["access"]).get("/api/auth/me/").json()["email"] == "anne.durand@example.org"
        )

    def test_an_address_that_has_an_account_gets_a_word_and_no_link(self, changer, compte, courrier):
        compte(email="prise@example.org")
        reponses = [changer(new_email="prise@example.org"), changer(new_email="libre@example.org")]
        assert {(r.status_code, r.content) for r in reponses} == {(202, reponses[0].content)}
        [mail] = courrier("prise@example.org")
        assert mail.subject == "Vous avez déjà un compte"

    def test_an_address_taken_meanwhile_is_a_409(self, changer, compte, lien):
        changer()
        jeton = lien("anne.durand@example.org", "adresse")
        compte(email="anne.durand@example.org")
        refus = anonymous_client().get("/api/auth/email/confirm/", {"token": jeton})
        assert (refus.status_code, refus.json()["code"]) == (409, "email_deja_utilise")

    def test_the_mail_to_an_address_that_may_be_a_stranger_s_names_nobody(self, changer, courrier):
        changer()
        [mail] = courrier("anne.durand@example.org")
        assert "Bonjour,\n" in mail.text

    def test_it_asks_for_the_password(self, changer):
        refus = changer(password="mauvais")
        assert (refus.status_code, refus.json()["code"]) == (400, "mot_de_passe_incorrect")
        assert list(refus.json()["errors"]) == ["password"]
        assert not Lien.objects.filter(objet="adresse").exists()

    def test_an_earlier_link_is_void(self, changer, lien):
        changer()
        premier = lien("anne.durand@example.org", "adresse")
        changer(new_email="autre@example.org")
        assert anonymous_client().get("/api/auth/email/confirm/", {"token": premier}).status_code == 400


class TestPasMoi:
    def entrer(self, login, agent, ip="203.0.113.1"):
        return login(ANNE, ip=ip, **{"User-Agent": agent})

    FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"

    def test_the_first_sign_in_and_a_known_device_are_no_news(self, anne, login, courrier):
        for _ in range(2):
            self.entrer(login, self.FIREFOX)
        self.entrer(login, self.FIREFOX, ip="203.0.113.77")
        assert courrier(ANNE) == []

    @pytest.mark.parametrize(("agent", "ip"), [("curl/8.5.0", "203.0.113.1"), (FIREFOX, "198.51.100.1")])
    def test_a_new_device_or_place_is_told_by_mail(self, anne, login, courrier, agent, ip):
        self.entrer(login, self.FIREFOX)
        self.entrer(login, agent, ip=ip)
        self.entrer(login, agent, ip=ip)
        [mail] = courrier(ANNE)
        assert mail.subject == "Nouvelle connexion à votre compte"
        assert ip in mail.text
        assert ("curl" if agent.startswith("curl") else "Firefox · Windows") in mail.text

    def test_the_link_closes_every_session_and_offers_a_new_password(self, anne, login, lien, public, bearer):
        mienne = self.entrer(login, self.FIREFOX).json()
        sienne = self.entrer(login, "curl/8.5.0").json()
        jeton = lien(ANNE, "pas-moi")
        assert public("pas-moi/", token=jeton).status_code == 204
        for jetons in (mienne, sienne):
            assert bearer(jetons["access"]).get("/api/auth/me/").status_code == 401
        assert set(Session.objects.values_list("fin", flat=True)) == {"pas_moi"}
        assert reinitialiser(public, lien(ANNE, "reinitialiser")).status_code == 204
        assert public("pas-moi/", token=jeton).json()["code"] == "lien_invalide"

    def test_what_a_client_calls_itself_is_text_in_the_mail(self, anne, login, courrier):
        self.entrer(login, self.FIREFOX)
        self.entrer(login, "<script>alert(1)</script>")
        [mail] = courrier(ANNE)
        assert "<script>alert" not in mail.html

    def test_a_changed_password_is_told_too(self, anne, login, bearer, lien, public):
        client = bearer(login(ANNE).json()["access"])
        client.post("/api/auth/password/change/", {"old_password": MOT_DE_PASSE, "new_password": NOUVEAU})
        assert public("pas-moi/", token=lien(ANNE, "pas-moi")).status_code == 204

    @pytest.mark.usefixtures("anne")
    def test_a_failed_sign_in_sends_nothing(self, login):
        login(ANNE, "mauvais", **{"User-Agent": "curl/8"})
        assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "chemin", ["password/reset/", "invitations/accept/", "pas-moi/", "email/confirm/", "confirm/"]
)
@pytest.mark.parametrize("jeton", ["", "x" * 201, "a\x00", 7, {"a": 1}])
def test_a_malformed_token_is_a_400(public, chemin, jeton):
    if chemin in ("email/confirm/", "confirm/"):
        response = anonymous_client().get(f"/api/auth/{chemin}", {"token": str(jeton)[:300]})
    else:
        corps = {} if chemin == "pas-moi/" else {"new_password": NOUVEAU}
        response = public(chemin, token=jeton, **corps)
    assert response.status_code == 400
    assert "token" in response.json()["errors"]


def test_nothing_that_is_mailed_needs_words_that_are_missing():
    """Every text in both languages, with the same names to fill in."""
    import string

    from comptes.textes_courriels import TEXTES

    def noms(texte):
        return {n for p in texte.paragraphes for _, n, _, _ in string.Formatter().parse(p) if n}

    for nom, textes in TEXTES.items():
        assert set(textes) == {"fr", "en"}, nom
        assert noms(textes["fr"]) == noms(textes["en"]), nom
        assert bool(textes["fr"].bouton) == bool(textes["en"].bouton), nom


class TestAdresseDonneeParUnAdministrateur:
    @pytest.fixture
    def deplacer(self, anne, admin, en_tant_que):
        adresse = f"/api/auth/users/{anne.id}/"
        return lambda: en_tant_que(admin).patch(adresse, {"email": "nouvelle@example.org"})

    def test_the_links_of_before_are_void(self, anne, deplacer, oublie, login, lien, public):
        """Also those that would take the account back to the address it had."""
        login(ANNE)
        login(ANNE, ip="198.51.100.1")
        jetons = oublie(), lien(ANNE, "pas-moi")
        assert deplacer().status_code == 200
        assert reinitialiser(public, jetons[0]).status_code == 400
        assert public("pas-moi/", token=jetons[1]).status_code == 400
        assert Utilisateur.objects.get(pk=anne.pk).email == "nouvelle@example.org"

    def test_the_former_address_is_told_and_learns_nothing_more(self, deplacer, courrier):
        deplacer()
        [mail] = courrier(ANNE)
        assert mail.subject == "L'adresse de votre compte a changé"
        assert "nouvelle@" not in mail.text
        assert "token" not in mail.text
