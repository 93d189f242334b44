"""Codes, links and challenges at once: each test fails when its lock or statement is taken away."""

import time

import pytest
from django.db import transaction
from django.utils import timezone

from chassis.auth.actor import Actor
from chassis.errors import DomainError
from chassis.identifiers import new_id
from chassis.models import Mail
from chassis.testing.clients import anonymous_client
from comptes import adresses, codes, defis, deuxieme_etape, inscriptions, liens, mots_de_passe, utilisateurs
from comptes.administration import OPERATEUR
from comptes.errors import (
    CodeRefuse,
    DefiExpire,
    EmailDejaUtilise,
    LienInvalide,
    MotDePasseIncorrect,
    TropDeCodes,
    TropDeTentatives,
)
from comptes.invariants import codes_work_once, guesses_stay_within_the_limit, somebody_administers
from comptes.models import (
    CodeSecours,
    Connexion,
    Facteur,
    Inscription,
    Lien,
    Session,
    Tentatives,
    Utilisateur,
)
from comptes.origine import Origine
from comptes.pas_moi import fermer_si_pas_moi
from tests.conftest import MOT_DE_PASSE, role_de
from tests.test_races import FOIS, expected_only, successes

ICI = Origine(ip="203.0.113.1", user_agent="test", appareil="test")


def poser(utilisateur: Utilisateur, nombre: int) -> list[str]:
    with transaction.atomic():
        return [defis.poser(utilisateur).mfa_token for _ in range(nombre)]


def repondre(jeton: str, code: str):
    return lambda: deuxieme_etape.repondre(mfa_token=jeton, code=code, origine=ICI)


def test_of_twenty_uses_of_one_code_one_opens_a_session(race, compte, totp):
    """Fifty times, each use with a challenge of its own."""
    for _ in range(50):
        anne = compte()
        code = totp(anne).now()
        results = race([repondre(jeton, code) for jeton in poser(anne, 20)])
        expected_only(results, CodeRefuse, TropDeTentatives)
        assert len(successes(results)) == 1
        assert Session.objects.filter(utilisateur=anne).count() == 1
    assert not list(codes_work_once())


def test_of_twenty_answers_to_one_challenge_one_counts(race, compte, totp):
    anne = compte()
    app = totp(anne)
    for _ in range(FOIS):
        Tentatives.objects.all().delete()
        anne.codes_totp_utilises.all().delete()
        [jeton] = poser(anne, 1)
        bons = [app.at(time.time() + ecart) for ecart in (-30, 0, 30)]
        results = race([repondre(jeton, bons[n % 3]) for n in range(20)])
        expected_only(results, CodeRefuse, TropDeTentatives, DefiExpire)
        assert len(successes(results)) == 1


def test_of_a_hundred_guesses_at_a_code_five_are_evaluated(race, compte, totp):
    anne = compte()
    totp(anne)
    results = race([repondre(jeton, f"9{n:05d}X") for n, jeton in enumerate(poser(anne, 100))])
    expected_only(results, CodeRefuse, TropDeTentatives)
    assert sum(isinstance(r, CodeRefuse) for r in results) == 5
    assert Connexion.objects.filter(resultat="code_refuse").count() == 5
    assert not list(guesses_stay_within_the_limit())


def test_a_recovery_code_opens_one_session(race, compte, totp):
    for _ in range(FOIS):
        anne = compte()
        totp(anne)
        [code, *_] = codes.renouveler_secours(anne)
        results = race([repondre(jeton, code) for jeton in poser(anne, 10)])
        expected_only(results, CodeRefuse, TropDeTentatives)
        assert len(successes(results)) == 1
        assert CodeSecours.objects.filter(utilisateur=anne).count() == 9


def test_of_many_requests_for_a_code_one_mail_goes_out(race, compte):
    anne = compte()
    Facteur.objects.create(utilisateur=anne, methode="email", actif_le=timezone.now())
    [jeton] = poser(anne, 1)
    results = race([lambda: deuxieme_etape.envoyer_code(mfa_token=jeton)] * 10)
    expected_only(results, TropDeCodes)
    assert len(successes(results)) == 1
    assert Mail.objects.count() == 1


def test_a_link_for_a_new_password_is_used_once(race, compte):
    for _ in range(FOIS):
        anne = compte()
        jeton = liens.creer(Lien.Objet.REINITIALISATION, anne)
        results = race(
            [
                lambda n=n, jeton=jeton: mots_de_passe.reinitialiser_mot_de_passe(
                    jeton=jeton, nouveau=f"brouette-lilas-{n}"
                )
                for n in range(5)
            ]
        )
        expected_only(results, LienInvalide)
        assert len(successes(results)) == 1


def test_a_reset_and_a_change_of_password_neither_meet_nor_both_count(race, compte):
    """The change proves the old password; the link is void once the password is another."""
    for _ in range(FOIS):
        anne = compte()
        jeton = liens.creer(Lien.Objet.REINITIALISATION, anne)
        acteur = Actor(id=anne.pk, email=anne.email, session_id=str(new_id()), ip="203.0.113.9")
        results = race(
            [
                lambda jeton=jeton: mots_de_passe.reinitialiser_mot_de_passe(
                    jeton=jeton, nouveau="brouette-lilas-1"
                ),
                lambda acteur=acteur: mots_de_passe.changer_mot_de_passe(
                    ancien=MOT_DE_PASSE, nouveau="brouette-lilas-2", acteur=acteur
                ),
            ]
        )
        expected_only(results, LienInvalide, MotDePasseIncorrect)
        assert len(successes(results)) == 1


def test_a_reset_with_a_key_and_a_sign_in_do_not_wait_for_each_other(race, compte, login):
    """The key makes one transaction of the request: what it locks last it must not have to wait for."""
    for numero in range(FOIS):
        anne = compte()
        login(anne.email, "mauvais")  # there are guesses to forget
        jeton = liens.creer(Lien.Objet.REINITIALISATION, anne)

        def reinitialiser(jeton=jeton, numero=numero):
            corps = {"token": jeton, "new_password": "brouette-lilas-1"}
            cle = {"Idempotency-Key": f"essai-{numero}"}
            return anonymous_client().post("/api/auth/password/reset/", corps, headers=cle)

        reponses = race([reinitialiser, *[lambda email=anne.email: login(email)] * 2])
        expected_only(reponses)
        assert reponses[0].status_code == 204
        assert {r.status_code for r in reponses[1:]} <= {200, 401}


def test_an_address_is_confirmed_or_given_away_not_both(race, compte):
    for numero in range(FOIS):
        anne, nouvelle = compte(), f"nouvelle{numero}@example.org"
        jeton = liens.creer(Lien.Objet.ADRESSE, anne, email=nouvelle)
        results = race(
            [
                lambda jeton=jeton: adresses.confirmer_adresse(jeton=jeton),
                lambda nouvelle=nouvelle: utilisateurs.creer_utilisateur(
                    email=nouvelle, mot_de_passe=MOT_DE_PASSE, role="lecteur", acteur=OPERATEUR
                ),
            ]
        )
        expected_only(results, EmailDejaUtilise)
        assert len(successes(results)) == 1
        assert Utilisateur.objects.filter(email=nouvelle).count() == 1


def test_of_accounts_that_confirm_one_address_at_once_one_has_it(race, compte):
    for numero in range(FOIS):
        nouvelle = f"commune{numero}@example.org"
        jetons = [liens.creer(Lien.Objet.ADRESSE, compte(), email=nouvelle) for _ in range(4)]
        results = race([lambda jeton=jeton: adresses.confirmer_adresse(jeton=jeton) for jeton in jetons])
        expected_only(results, EmailDejaUtilise)
        assert successes(results) == [nouvelle]


def test_an_address_is_put_back_or_given_away_not_both(race, compte):
    for numero in range(FOIS):
        anne, ancienne = compte(), f"ancienne{numero}@example.org"
        jeton = liens.creer(Lien.Objet.PAS_MOI, anne, email=ancienne)
        results = race(
            [
                lambda jeton=jeton: fermer_si_pas_moi(jeton=jeton),
                lambda ancienne=ancienne: utilisateurs.creer_utilisateur(
                    email=ancienne, mot_de_passe=MOT_DE_PASSE, role="lecteur", acteur=OPERATEUR
                ),
            ]
        )
        expected_only(results, EmailDejaUtilise)
        assert Utilisateur.objects.filter(email=ancienne).count() == 1


def test_a_sign_up_confirmed_ten_times_at_once_makes_one_account(race, public, lien):
    public("register/", email="zoe@example.org", password="brouette-lilas-77")
    jeton = lien("zoe@example.org", "confirmer")
    results = race([lambda: inscriptions.confirmer_inscription(jeton=jeton)] * 10)
    assert results == ["zoe@example.org"] * 10
    assert Utilisateur.objects.count() == 1


def test_of_many_mails_to_one_address_at_once_five_go(race, compte):
    """By people who each move their account there."""
    acteurs = [Actor(id=compte().pk, ip="203.0.113.9") for _ in range(12)]
    results = race(
        [
            lambda acteur=acteur: adresses.demander_changement(
                nouvelle="zoe@example.org", mot_de_passe=MOT_DE_PASSE, acteur=acteur
            )
            for acteur in acteurs
        ]
    )
    expected_only(results)
    assert Mail.objects.filter(to="zoe@example.org").count() == 5


def test_workers_that_mail_to_the_same_addresses_do_not_wait_for_each_other(race):
    """One after the other in each half, in the opposite order in the second."""
    numeros = [0, 1] * 25 + [1, 0] * 25
    for numero in numeros:
        Inscription.objects.create(email=f"zoe{numero}@example.org", langue="fr")
    expected_only(race([inscriptions.envoyer_confirmations] * 4))
    assert Mail.objects.count() == 10


def test_two_workers_mail_each_link_once(race, public):
    for n in range(10):
        public("register/", email=f"zoe{n}@example.org", password="brouette-lilas-77")
    expected_only(race([inscriptions.envoyer_confirmations] * 4))
    assert Mail.objects.count() == 10


def test_a_new_device_is_told_once(race, compte, totp):
    from comptes.connexion import connecter

    anne = compte()
    connecter(email=anne.email, mot_de_passe=MOT_DE_PASSE, origine=ICI)
    ailleurs = Origine(ip="198.51.100.1", user_agent="curl", appareil="curl")
    entrer = lambda: connecter(email=anne.email, mot_de_passe=MOT_DE_PASSE, origine=ailleurs)  # noqa: E731
    assert len(successes(race([entrer] * 5))) == 5
    assert Mail.objects.count() == 1


@pytest.mark.usefixtures("race")
def test_the_last_two_administrators_do_not_both_leave(race, compte):
    role_de("direction", ["utilisateurs.gerer", "roles.gerer"])
    for _ in range(FOIS):
        Utilisateur.objects.update(actif=False)
        moi = [compte("administrateur"), compte("direction")]
        results = race(
            [
                lambda u=u: utilisateurs.supprimer_son_compte(
                    mot_de_passe=MOT_DE_PASSE, acteur=Actor(id=u.pk, email=u.email, ip="203.0.113.9")
                )
                for u in moi
            ]
        )
        expected_only(results, DomainError)
        assert [r.code for r in results if isinstance(r, DomainError)] == ["dernier_administrateur"]
        assert not list(somebody_administers())
