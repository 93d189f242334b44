"""The second factor: set up, asked for at the login, used once, demanded by roles."""

import time
from datetime import timedelta

import pyotp
import pytest
from django.utils import timezone

from chassis.models import IdempotencyKey, OutboxMessage
from chassis.testing.clients import anonymous_client
from comptes import chiffrement, codes
from comptes.models import CodeCourriel, CodeSecours, Connexion, Defi, Facteur, Session, Tentatives
from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.django_db
ANNE = "anne@example.org"


@pytest.fixture
def anne(compte):
    return compte("vendeur", email=ANNE, prenom="Anne")


@pytest.fixture
def moi(anne, login, bearer):
    """Anne's HTTP client, posting below 2fa/."""
    client = bearer(login(ANNE).json()["access"])
    return lambda chemin, **corps: client.post(f"/api/auth/2fa/{chemin}", corps)


@pytest.fixture
def etat(anne, en_tant_que):
    return lambda: en_tant_que(anne).get("/api/auth/2fa/").json()


@pytest.fixture
def defi(login):
    """`defi()` signs Anne in as far as the code, and answers the mfa_token."""
    return lambda email=ANNE: login(email).json()["mfa_token"]


@pytest.fixture
def repondre(public):
    return lambda jeton, code, **corps: public("login/2fa/", mfa_token=jeton, code=code, **corps)


@pytest.fixture
def code_recu(courrier):
    """The code of the last mail."""
    return lambda email=ANNE: next(
        ligne.strip() for ligne in courrier(email)[-1].text.splitlines() if ligne.strip().isdigit()
    )


def faux(app: pyotp.TOTP) -> str:
    """Six digits that are no code of this app, now or around."""
    bons = {app.at(time.time() + ecart) for ecart in (-60, -30, 0, 30, 60)}
    return next(f"{n:06d}" for n in range(10) if f"{n:06d}" not in bons)


class TestApplication:
    def test_setting_up_gives_a_secret_and_its_picture(self, moi, etat):
        response = moi("totp/setup/")
        assert response.status_code == 200
        donne = response.json()
        assert donne["otpauth_url"].startswith("otpauth://totp/Gestion%20de%20Stock:anne%40example.org?")
        assert donne["secret"] in donne["otpauth_url"]
        assert donne["qr_svg"].startswith("<svg")
        assert response["Cache-Control"] == "no-store"
        assert etat()["totp"] == {"actif": False, "depuis": None}

    def test_a_code_turns_it_on_and_recovery_codes_are_shown_once(self, moi, etat, login, courrier):
        secret = moi("totp/setup/").json()["secret"]
        assert "access" in login(ANNE).json()
        secours = moi("totp/activate/", code=pyotp.TOTP(secret).now()).json()["recovery_codes"]
        assert (len(secours), len(set(secours)), len(secours[0])) == (10, 10, 11)
        assert (etat()["totp"]["actif"], etat()["codes_secours_restants"]) == (True, 10)
        assert login(ANNE).json()["mfa_required"] is True
        assert courrier(ANNE)[-1].subject == "Second facteur activé"

    def test_the_secret_is_encrypted_and_bound_to_its_account(self, moi, anne, compte):
        secret = moi("totp/setup/").json()["secret"]
        stocke = Facteur.objects.get().secret
        assert secret not in stocke
        assert chiffrement.dechiffrer(stocke, utilisateur_id=anne.pk) == secret
        with pytest.raises(RuntimeError, match="CHIFFREMENT_KEY"):
            chiffrement.dechiffrer(stocke, utilisateur_id=compte().pk)
        assert secret not in str(list(OutboxMessage.objects.values_list("body", flat=True)))

    def test_recovery_codes_are_stored_as_hashes(self, moi):
        secret = moi("totp/setup/").json()["secret"]
        secours = moi("totp/activate/", code=pyotp.TOTP(secret).now()).json()["recovery_codes"]
        stockes = str(list(CodeSecours.objects.values()))
        assert not any(code in stockes or code.replace("-", "") in stockes for code in secours)

    def test_a_wrong_code_does_not_turn_it_on_and_is_counted(self, moi, etat):
        app = pyotp.TOTP(moi("totp/setup/").json()["secret"])
        for _ in range(5):
            response = moi("totp/activate/", code=faux(app))
            assert (response.status_code, response.json()["code"]) == (400, "code_incorrect")
            assert list(response.json()["errors"]) == ["code"]
        assert moi("totp/activate/", code=app.now()).status_code == 429
        assert not etat()["totp"]["actif"]

    def test_what_was_not_set_up_is_not_turned_on_and_what_is_on_not_set_up(self, moi, anne, totp):
        refus = moi("totp/activate/", code="123456")
        assert (refus.status_code, refus.json()["code"]) == (409, "second_facteur_absent")
        totp(anne)
        for chemin, corps in (("totp/setup/", {}), ("totp/activate/", {"code": "123456"})):
            refus = moi(chemin, **corps)
            assert (refus.status_code, refus.json()["code"]) == (409, "second_facteur_deja_actif")

    def test_setting_up_again_replaces_the_secret(self, moi):
        premier, second = (moi("totp/setup/").json()["secret"] for _ in range(2))
        assert moi("totp/activate/", code=pyotp.TOTP(premier).now()).status_code == 400
        assert moi("totp/activate/", code=pyotp.TOTP(second).now()).status_code == 200

    def test_no_answer_with_a_secret_is_kept_for_an_idempotency_key(self, anne, en_tant_que):
        client, cle = en_tant_que(anne), {"Idempotency-Key": "k"}
        premier, second = (
            client.post("/api/auth/2fa/totp/setup/", {}, headers=cle).json()["secret"] for _ in range(2)
        )
        assert premier != second
        assert not IdempotencyKey.objects.exists()


class TestConnexion:
    def test_the_password_alone_opens_nothing(self, anne, totp, login):
        totp(anne)
        response = login(ANNE)
        donne = response.json()
        assert response.status_code == 200
        assert (donne["mfa_required"], donne["mfa_setup_required"]) == (True, False)
        assert donne["methods"] == ["totp", "recovery"]
        assert "refresh" not in response.cookies
        assert not Session.objects.exists()
        assert Connexion.objects.get().resultat == "code_attendu"

    def test_the_code_opens_the_session(self, anne, totp, defi, repondre, bearer):
        app = totp(anne)
        response = repondre(defi(), app.now())
        assert response.status_code == 200
        assert set(response.json()) == {"access", "refresh", "user"}
        assert response.json()["user"]["second_facteur"] == ["totp"]
        assert response.cookies["refresh"].value == response.json()["refresh"]
        assert bearer(response.json()["access"]).get("/api/auth/me/").status_code == 200
        assert list(Connexion.objects.order_by("survenue_le").values_list("resultat", flat=True)) == [
            "code_attendu",
            "reussie",
        ]

    def test_a_code_works_once(self, anne, totp, defi, repondre):
        app = totp(anne)
        premier, second = defi(), defi()
        code = app.now()
        assert repondre(premier, code).status_code == 200
        refus = repondre(second, code)
        assert (refus.status_code, refus.json()["code"]) == (401, "code_refuse")
        assert repondre(second, app.at(time.time() + 30)).status_code == 200

    def test_a_challenge_is_answered_once_and_for_five_minutes(self, anne, totp, defi, repondre):
        app = totp(anne)
        jeton = defi()
        assert repondre(jeton, app.now()).status_code == 200
        encore = repondre(jeton, app.at(time.time() + 30))
        assert (encore.status_code, encore.json()["code"]) == (401, "defi_expire")
        perime = defi()
        assert Defi.objects.get().expire_le - timezone.now() <= timedelta(minutes=5)
        Defi.objects.update(expire_le=timezone.now())
        assert repondre(perime, app.at(time.time() + 30)).json()["code"] == "defi_expire"

    @pytest.mark.parametrize("code", ["000000x", "12345", "AAAAA-AAAAA", "١٢٣٤٥٦"])
    def test_what_is_no_code_is_refused(self, anne, totp, defi, repondre, code):
        totp(anne)
        assert repondre(defi(), code).status_code == 401

    def test_a_code_of_long_ago_or_of_somebody_else_is_refused(self, anne, compte, totp, defi, repondre):
        app, autre = totp(anne), totp(compte())
        jeton = defi()
        assert repondre(jeton, app.at(time.time() - 120)).status_code == 401
        assert repondre(jeton, autre.now()).status_code == 401

    def test_five_wrong_codes_and_then_a_wait_whatever_the_address_or_challenge(
        self, anne, totp, login, repondre
    ):
        app = totp(anne)
        for numero in range(5):
            jeton = login(ANNE, ip=f"198.51.100.{numero}").json()["mfa_token"]
            assert repondre(jeton, faux(app)).status_code == 401
        refus = repondre(login(ANNE, ip="203.0.113.77").json()["mfa_token"], app.now())
        assert (refus.status_code, refus.json()["code"]) == (429, "trop_de_tentatives")
        assert 0 < int(refus["Retry-After"]) <= 30
        Tentatives.objects.update(bloque_jusqua=timezone.now() - timedelta(seconds=1))
        assert repondre(login(ANNE).json()["mfa_token"], app.now()).status_code == 200
        assert not Tentatives.objects.exists()

    def test_a_recovery_code_works_once_in_any_writing(self, anne, totp, defi, repondre):
        totp(anne)
        premier, second, *_ = codes.renouveler_secours(anne)
        assert repondre(defi(), premier.lower().replace("-", " ")).status_code == 200
        assert repondre(defi(), premier).status_code == 401
        assert repondre(defi(), second, method="recovery").status_code == 200
        assert CodeSecours.objects.count() == 8

    def test_the_method_that_is_named_is_the_one_that_is_tried(self, anne, totp, defi, repondre):
        app = totp(anne)
        [secours, *_] = codes.renouveler_secours(anne)
        jeton = defi()
        assert repondre(jeton, app.now(), method="recovery").status_code == 401
        assert repondre(jeton, secours, method="totp").status_code == 401
        assert repondre(jeton, app.now(), method="email").status_code == 401
        assert repondre(jeton, app.now(), method="totp").status_code == 200

    @pytest.mark.parametrize("fin", ["desactive", "mot_de_passe", "partout"])
    def test_a_challenge_does_not_outlive_what_it_rests_on(
        self, anne, admin, totp, defi, repondre, en_tant_que, fin
    ):
        app = totp(anne)
        jeton = defi()
        if fin == "desactive":
            en_tant_que(admin).patch(f"/api/auth/users/{anne.id}/", {"actif": False})
        elif fin == "mot_de_passe":
            corps = {"old_password": MOT_DE_PASSE, "new_password": "brouette-lilas-77"}
            en_tant_que(anne).post("/api/auth/password/change/", corps)
        else:
            en_tant_que(anne).post("/api/auth/logout-all/")
        assert repondre(jeton, app.now()).json()["code"] == "defi_expire"


class TestCourriel:
    @pytest.fixture
    def par_courriel(self, anne):
        return Facteur.objects.create(utilisateur=anne, methode="email", actif_le=timezone.now())

    def test_a_code_mailed_turns_it_on(self, moi, etat, code_recu):
        assert moi("email/setup/").status_code == 202
        response = moi("email/activate/", code=code_recu())
        assert (response.status_code, len(response.json()["recovery_codes"])) == (200, 10)
        assert etat()["email"]["actif"] is True

    def test_the_second_method_brings_no_new_recovery_codes(self, moi, anne, totp, code_recu):
        totp(anne)
        moi("email/setup/")
        assert moi("email/activate/", code=code_recu()).json() == {"recovery_codes": []}

    def test_a_code_is_mailed_and_opens_the_session_once(
        self, par_courriel, defi, public, repondre, code_recu, courrier
    ):
        jeton = defi()
        assert public("login/2fa/email/", mfa_token=jeton).status_code == 202
        code = code_recu()
        assert (len(code), courrier(ANNE)[-1].subject) == (6, "Votre code")
        assert repondre(jeton, code).status_code == 200
        assert repondre(defi(), code).status_code == 401

    def test_it_ends_after_ten_minutes_and_is_replaced_by_the_next(
        self, par_courriel, defi, public, repondre, code_recu
    ):
        jeton = defi()
        public("login/2fa/email/", mfa_token=jeton)
        premier = code_recu()
        assert CodeCourriel.objects.get().empreinte != premier
        attendre = public("login/2fa/email/", mfa_token=jeton)
        assert (attendre.status_code, attendre.json()["code"]) == (429, "trop_de_codes")
        CodeCourriel.objects.update(envoye_le=timezone.now() - timedelta(seconds=31))
        assert public("login/2fa/email/", mfa_token=jeton).status_code == 202
        second = code_recu()
        if premier != second:
            assert repondre(jeton, premier).status_code == 401
        CodeCourriel.objects.update(expire_le=timezone.now())
        assert repondre(jeton, second).status_code == 401

    def test_a_code_for_turning_on_does_not_sign_in(self, anne, totp, moi, defi, repondre, code_recu):
        totp(anne)
        moi("email/setup/")
        assert repondre(defi(), code_recu()).status_code == 401

    def test_no_code_is_mailed_to_who_has_not_chosen_that(self, anne, totp, defi, public):
        totp(anne)
        refus = public("login/2fa/email/", mfa_token=defi())
        assert (refus.status_code, refus.json()["code"]) == (409, "methode_indisponible")
        assert public("login/2fa/email/", mfa_token="inconnu").json()["code"] == "defi_expire"


class TestRetrait:
    def test_the_password_turns_it_off(self, anne, totp, moi, login, etat):
        totp(anne)
        codes.renouveler_secours(anne)
        assert moi("disable/", password="mauvais").json()["code"] == "mot_de_passe_incorrect"
        assert (
            moi("disable/", password=MOT_DE_PASSE, method="email").json()["code"] == "second_facteur_absent"
        )
        assert moi("disable/", password=MOT_DE_PASSE).status_code == 204
        assert "access" in login(ANNE).json()
        assert etat()["codes_secours_restants"] == 0
        assert moi("disable/", password=MOT_DE_PASSE).json()["code"] == "second_facteur_absent"

    def test_one_of_two_may_go_and_the_recovery_codes_stay(self, anne, totp, moi, etat):
        totp(anne)
        Facteur.objects.create(utilisateur=anne, methode="email", actif_le=timezone.now())
        codes.renouveler_secours(anne)
        assert moi("disable/", password=MOT_DE_PASSE, method="totp").status_code == 204
        assert (etat()["totp"]["actif"], etat()["email"]["actif"]) == (False, True)
        assert etat()["codes_secours_restants"] == 10

    def test_new_recovery_codes_replace_the_old_ones(self, anne, totp, moi, defi, repondre):
        totp(anne)
        [ancien, *_] = codes.renouveler_secours(anne)
        assert moi("recovery-codes/", password="mauvais").status_code == 400
        nouveaux = moi("recovery-codes/", password=MOT_DE_PASSE).json()["recovery_codes"]
        jeton = defi()
        assert repondre(jeton, ancien).status_code == 401
        assert repondre(jeton, nouveaux[0]).status_code == 200

    def test_recovery_codes_are_for_who_has_a_second_factor(self, moi):
        refus = moi("recovery-codes/", password=MOT_DE_PASSE)
        assert (refus.status_code, refus.json()["code"]) == (409, "second_facteur_absent")

    def test_an_administrator_helps_who_has_lost_the_telephone(self, anne, admin, totp, en_tant_que, login):
        totp(anne)
        gestion, adresse = en_tant_que(admin), f"/api/auth/users/{anne.id}/"
        assert gestion.get("/api/auth/users/?second_facteur=true").json()["count"] == 1
        assert gestion.post(f"{adresse}reset-2fa/").json()["second_facteur"] == []
        assert "access" in login(ANNE).json()
        refus = gestion.post(f"{adresse}reset-2fa/")
        assert (refus.status_code, refus.json()["code"]) == (409, "second_facteur_absent")
        assert gestion.get("/api/auth/users/?second_facteur=true").json()["count"] == 0


class TestRoleQuiImpose:
    @pytest.fixture(autouse=True)
    def _impose(self, central):
        central(roles_avec_2fa=["vendeur"])

    def test_who_has_none_sets_one_up_to_sign_in(self, anne, login, public, bearer):
        premier = login(ANNE).json()
        assert (premier["mfa_setup_required"], premier["methods"]) == (True, ["totp", "email"])
        jeton = premier["mfa_token"]
        donne = public("login/2fa/setup/", mfa_token=jeton, method="totp").json()
        app = pyotp.TOTP(donne["secret"])
        refus = public("login/2fa/activate/", mfa_token=jeton, method="totp", code=faux(app))
        assert (refus.status_code, refus.json()["code"]) == (401, "code_refuse")
        entre = public("login/2fa/activate/", mfa_token=jeton, method="totp", code=app.now())
        assert set(entre.json()) == {"access", "refresh", "user", "recovery_codes"}
        assert entre.json()["user"]["second_facteur"] == ["totp"]
        assert entre.cookies["refresh"].value == entre.json()["refresh"]
        assert bearer(entre.json()["access"]).get("/api/auth/2fa/").json()["impose"] is True
        assert login(ANNE).json()["mfa_setup_required"] is False
        encore = public("login/2fa/activate/", mfa_token=jeton, method="totp", code=app.now())
        assert encore.json()["code"] == "defi_expire"

    def test_mail_will_do(self, anne, defi, public, code_recu):
        jeton = defi()
        donne = public("login/2fa/setup/", mfa_token=jeton, method="email").json()
        assert donne == {"method": "email", "secret": None, "otpauth_url": None, "qr_svg": None}
        entre = public("login/2fa/activate/", mfa_token=jeton, method="email", code=code_recu())
        assert len(entre.json()["recovery_codes"]) == 10

    def test_the_two_kinds_of_challenge_are_not_mixed_up(self, anne, totp, defi, public, repondre):
        installer = defi()
        assert repondre(installer, "123456").json()["code"] == "methode_indisponible"
        totp(anne)
        repondu = defi()
        refus = public("login/2fa/setup/", mfa_token=repondu, method="totp")
        assert (refus.status_code, refus.json()["code"]) == (409, "methode_indisponible")

    def test_the_last_one_cannot_be_turned_off(self, anne, totp, en_tant_que):
        totp(anne)
        refus = en_tant_que(anne).post("/api/auth/2fa/disable/", {"password": MOT_DE_PASSE})
        assert (refus.status_code, refus.json()["code"]) == (409, "second_facteur_impose")

    def test_a_session_from_before_ends_at_its_next_refresh(self, compte, central, login, refresh):
        compte("lecteur", email="max@example.org")
        donne = login("max@example.org").json()["refresh"]
        central(roles_avec_2fa=["lecteur"])
        assert refresh(donne).json()["code"] == "jeton_refuse"
        assert Session.objects.get().fin == "second_facteur"

    def test_another_case_of_its_name_changes_nothing(self, anne, admin, login, en_tant_que):
        adresse = f"/api/auth/roles/{anne.role_id}/"
        assert en_tant_que(admin).patch(adresse, {"nom": "Vendeur"}).status_code == 200
        assert login(ANNE).json()["mfa_setup_required"] is True

    def test_the_other_roles_sign_in_as_before(self, compte, login):
        assert "access" in login(compte("lecteur").email).json()


@pytest.mark.parametrize(
    ("chemin", "corps", "champ"),
    [
        ("login/2fa/", {"mfa_token": "x"}, "code"),
        ("login/2fa/", {"code": "123456"}, "mfa_token"),
        ("login/2fa/", {"mfa_token": "x", "code": "1" * 21}, "code"),
        ("login/2fa/", {"mfa_token": "x", "code": {"$ne": 1}}, "code"),
        ("login/2fa/", {"mfa_token": "x", "code": "1", "method": "sms"}, "method"),
        ("login/2fa/", {"mfa_token": "x", "code": "1", "user": 1}, "user"),
        ("login/2fa/email/", {}, "mfa_token"),
        ("login/2fa/setup/", {"mfa_token": "x", "method": "recovery"}, "method"),
        ("login/2fa/activate/", {"mfa_token": "x", "method": "totp", "code": "a\x00"}, "code"),
    ],
)
def test_malformed_requests_are_a_400_that_names_the_field(chemin, corps, champ):
    response = anonymous_client().post(f"/api/auth/{chemin}", corps)
    assert (response.status_code, list(response.json()["errors"])) == (400, [champ])
