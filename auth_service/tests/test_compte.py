"""One's own account: leaving, taking one's data along, seeing where one is signed in."""

import json
from typing import ClassVar
from uuid import UUID

import pytest

from chassis.models import OutboxMessage
from chassis.testing.clients import anonymous_client
from comptes import appareils
from comptes.models import (
    AppareilConnu,
    CodeCourriel,
    CodeSecours,
    CodeTotpUtilise,
    Connexion,
    Defi,
    Facteur,
    Lien,
    Session,
    Utilisateur,
)
from comptes.serializers.export import ExportSerializer
from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.django_db
ME = "/api/auth/me/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def anne(compte):
    return compte("vendeur", email="anne@example.org", nom="Durand", prenom="Anne")


class TestDepart:
    def test_with_the_password_the_account_goes_to_the_trash(self, anne, login, bearer, refresh):
        jetons = login(anne.email).json()
        moi = bearer(jetons["access"])
        assert moi.delete(ME, {"password": "mauvais"}).json()["code"] == "mot_de_passe_incorrect"
        response = moi.delete(ME, {"password": MOT_DE_PASSE})
        assert (response.status_code, response.cookies["refresh"].value) == (204, "")
        assert bearer(jetons["access"]).get(ME).status_code == 401
        assert refresh(jetons["refresh"]).status_code == 401
        assert login(anne.email).status_code == 401
        anne.refresh_from_db()
        assert (anne.supprime_par, anne.supprime_le is not None) == (anne.pk, True)
        [depot] = OutboxMessage.objects.filter(body__moduleName="corbeille")
        assert depot.body["data"][0]["libelle"] == "anne@example.org"

    def test_the_trash_gives_it_back_with_role_and_second_factor(
        self, anne, admin, totp, en_tant_que, service_api, login
    ):
        totp(anne)
        en_tant_que(anne).delete(ME, {"password": MOT_DE_PASSE})
        corps = {"module": "utilisateurs", "objet_id": str(anne.pk)}
        trash = service_api("log_service", user_id=str(admin.id))
        assert trash.post("/internal/corbeille/restaurer/", corps).status_code == 200
        assert login(anne.email).json()["mfa_required"] is True
        anne.refresh_from_db()
        assert anne.role.nom == "vendeur"

    def test_the_last_administrator_stays(self, admin, en_tant_que):
        response = en_tant_que(admin).delete(ME, {"password": MOT_DE_PASSE})
        assert (response.status_code, response.json()["code"]) == (409, "dernier_administrateur")
        assert Utilisateur.objects.get(pk=admin.pk).supprime_le is None

    @pytest.mark.parametrize("corps", [{}, {"password": ""}, {"password": MOT_DE_PASSE, "x": 1}])
    def test_without_a_password_it_is_a_400(self, anne, en_tant_que, corps):
        assert en_tant_que(anne).delete(ME, corps).status_code == 400


def ouvrir(login, utilisateur: Utilisateur, **headers) -> UUID:
    assert login(utilisateur.email, **headers).status_code == 200
    return Session.objects.latest("ouverte_le").pk


class TestDonnees:
    def test_the_export_holds_everything_but_secrets(self, anne, totp, login, en_tant_que):
        login(anne.email, **{"User-Agent": FIREFOX})
        secret = totp(anne).secret
        response = en_tant_que(anne).get(f"{ME}export/")
        assert response["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
        donnees = response.json()
        assert donnees["compte"]["email"] == "anne@example.org"
        assert donnees["second_facteur"]["totp"]["actif"] is True
        assert donnees["sessions"][0]["appareil"] == "Firefox · Windows"
        assert donnees["connexions"][0]["resultat"] == "reussie"
        texte = json.dumps(donnees)
        assert not any(mot in texte for mot in (secret, "argon2", "empreinte", "password"))

    def test_it_takes_as_many_queries_for_much_as_for_little(
        self, anne, login, en_tant_que, django_assert_num_queries
    ):
        moi = en_tant_que(anne)
        for nombre in (1, 5):
            for _ in range(nombre):
                login(anne.email)
            moi.get(ME)
            with django_assert_num_queries(8):
                moi.get(f"{ME}export/")

    def test_it_tells_what_became_of_sessions_addresses_and_devices(self, anne, login, en_tant_que):
        moi = en_tant_que(anne, Session.objects.get(pk=ouvrir(login, anne)))
        ouvrir(login, anne, **{"User-Agent": FIREFOX})
        corps = {"new_email": "nouvelle@example.org", "password": MOT_DE_PASSE}
        moi.post("/api/auth/email/change/", corps)
        moi.post("/api/auth/logout/")
        donnees = en_tant_que(anne).get(f"{ME}export/").json()
        assert [session["fin"] for session in donnees["sessions"]] == ["", "deconnexion"]
        assert [session["revoquee_le"] is None for session in donnees["sessions"]] == [True, False]
        assert donnees["appareils_connus"][0]["appareil"] == "Firefox · Windows"
        assert donnees["compte"]["derniere_connexion"] is not None
        [attendue] = [lien for lien in donnees["liens"] if lien["objet"] == "adresse"]
        assert attendue["email"] == "nouvelle@example.org"

    # Where each model that points to an account is in the export; None: it holds nothing but secrets.
    MODELES: ClassVar = {
        AppareilConnu: "appareils_connus",
        CodeCourriel: None,
        CodeSecours: "second_facteur",
        CodeTotpUtilise: None,
        Connexion: "connexions",
        Defi: None,
        Facteur: "second_facteur",
        Lien: "liens",
        Session: "sessions",
    }
    # Hashes, numbers that the program keeps for itself, and what is empty for an account that is there.
    TUS: ClassVar = {
        "empreinte",
        "password_hash",
        "pas_totp",
        "recherche",
        "ver",
        "supprime_le",
        "supprime_par",
    }

    def test_every_model_that_points_to_an_account_is_in_it(self):
        assert {lien.related_model for lien in Utilisateur._meta.related_objects} == set(self.MODELES)
        assert {nom for nom in self.MODELES.values() if nom} <= set(ExportSerializer().fields)

    @pytest.mark.parametrize("modele", [Utilisateur, Session, Connexion, AppareilConnu, Lien])
    def test_every_column_is_in_it_or_a_secret(self, modele):
        partie = ExportSerializer().fields[self.MODELES.get(modele, "compte")]
        montres = set(getattr(partie, "child", partie).fields) | {"utilisateur", "pk"}
        assert {champ.name for champ in modele._meta.get_fields() if champ.concrete} - montres <= self.TUS


class TestSessions:
    def test_devices_have_readable_names(self, anne, login, bearer):
        login(anne.email, **{"User-Agent": SAFARI})
        ici = login(anne.email, **{"User-Agent": FIREFOX}).json()
        vues = bearer(ici["access"]).get("/api/auth/sessions/").json()["results"]
        assert [(v["appareil"], v["courante"]) for v in vues] == [
            ("Firefox · Windows", True),
            ("Mobile Safari · iOS", False),
        ]

    @pytest.mark.parametrize(
        ("agent", "nom"),
        [(FIREFOX, "Firefox · Windows"), ("curl/8.5.0", "curl"), ("", ""), ("rien de connu", "")],
    )
    def test_what_a_device_is_called(self, agent, nom):
        assert appareils.nommer(agent) == nom

    def test_both_lists_are_ordered_as_asked(self, anne, admin, login, en_tant_que):
        for agent in (SAFARI, FIREFOX):
            login(anne.email, **{"User-Agent": agent})
        for client, base in (
            (en_tant_que(anne), "/api/auth/"),
            (en_tant_que(admin), f"/api/auth/users/{anne.id}/"),
        ):
            for liste, tri in (("sessions", "ouverte_le"), ("login-history", "survenue_le")):
                vues = client.get(f"{base}{liste}/?ordering={tri}").json()["results"]
                assert [vue["appareil"] for vue in vues] == ["Mobile Safari · iOS", "Firefox · Windows"]
                assert client.get(f"{base}{liste}/?ordering=user_agent").status_code == 400

    def test_the_history_is_filtered_by_result_and_period(self, anne, login, en_tant_que):
        login(anne.email, "mauvais")
        login(anne.email)
        histoire = en_tant_que(anne)
        compter = lambda q: histoire.get(f"/api/auth/login-history/{q}").json()["count"]  # noqa: E731
        assert (compter(""), compter("?resultat=echouee"), compter("?resultat=reussie")) == (2, 1, 1)
        assert (compter("?depuis=2000-01-01"), compter("?jusqua=2000-01-01")) == (2, 0)
        for faux in ("?resultat=x", "?depuis=hier", "?autre=1"):
            assert histoire.get(f"/api/auth/login-history/{faux}").status_code == 400

    def test_an_administrator_sees_and_ends_the_sessions_of_others(
        self, anne, admin, login, en_tant_que, bearer
    ):
        jetons = login(anne.email).json()
        gestion, adresse = en_tant_que(admin), f"/api/auth/users/{anne.id}/"
        [vue] = gestion.get(f"{adresse}sessions/").json()["results"]
        assert vue["courante"] is False
        assert gestion.post(f"{adresse}logout-all/").status_code == 204
        assert bearer(jetons["access"]).get(ME).status_code == 401
        assert Session.objects.get().fin == "revocation"
        assert (
            gestion.get("/api/auth/users/01930000-0000-7000-8000-0000000000ff/sessions/").status_code == 404
        )


class TestListe:
    @pytest.fixture
    def compter(self, admin, en_tant_que):
        gestion = en_tant_que(admin)
        return lambda q: gestion.get(f"/api/auth/users/?{q}").json()["count"]

    def test_filters(self, anne, compte, compter, login, admin, en_tant_que):
        compte("lecteur", actif=False)
        for _ in range(6):
            login(anne.email, "mauvais")
        en_tant_que(admin).post("/api/auth/users/", {"email": "z@example.org", "role": "vendeur"})
        assert compter("") == 4
        assert (compter("actif=false"), compter("role=vendeur"), compter("role=VENDEUR")) == (1, 2, 2)
        assert (compter("invite=true"), compter("invite=false")) == (1, 3)
        assert (compter("verrouille=true"), compter("verrouille=false")) == (1, 3)
        assert (compter("search=anne dur"), compter("search=DURAND%20anne")) == (2, 2)

    @pytest.mark.parametrize(
        "faux", ["actif=oui", "invite=1", "ordering=password_hash", "page_size=201", "x=1"]
    )
    def test_what_is_not_declared_is_a_400(self, admin, en_tant_que, faux):
        assert en_tant_que(admin).get(f"/api/auth/users/?{faux}").status_code == 400

    def test_the_last_sign_in_is_shown_and_sorts(self, anne, admin, compte, login, en_tant_que):
        login(anne.email)
        vus = en_tant_que(admin).get("/api/auth/users/?ordering=derniere_connexion").json()["results"]
        assert vus[0]["email"] == anne.email
        assert vus[0]["derniere_connexion"] is not None

    def test_unlocking_is_in_the_history_and_lifts_every_wait(
        self, anne, admin, totp, login, en_tant_que, public
    ):
        totp(anne)
        jeton = login(anne.email).json()["mfa_token"]
        for _ in range(5):
            public("login/2fa/", mfa_token=jeton, code="aaaa")
        assert public("login/2fa/", mfa_token=jeton, code="aaaa").status_code == 429
        gestion = en_tant_que(admin)
        [attend] = gestion.get("/api/auth/users/?verrouille=true").json()["results"]
        assert attend["email"] == anne.email
        vue = gestion.post(f"/api/auth/users/{anne.id}/unlock/")
        assert (vue.status_code, vue.json()["verrouille_jusqua"]) == (200, None)
        assert public("login/2fa/", mfa_token=jeton, code="aaaa").status_code == 401
        vues = gestion.get(f"/api/auth/users/{anne.id}/login-history/?resultat=deverrouillee").json()
        assert vues["count"] == 1


def test_verify_tells_a_gateway_who_it_is(anne, login, bearer):
    response = bearer(login(anne.email).json()["access"]).get("/api/auth/verify/")
    assert response["X-User-Id"] == str(anne.pk)
    assert response["X-User-Permissions"].split(",") == anne.role.codes
    assert response["X-Session-Id"] == str(Session.objects.get().pk)
    nu = anonymous_client().get("/api/auth/verify/", headers={"X-User-Id": str(anne.pk)})
    assert nu.status_code == 401
