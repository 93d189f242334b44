"""At the same moment, on real connections: each test fails when its lock or condition is taken away."""

import threading
import time

import pytest
from django.db import connections, transaction

from chassis.auth.actor import Actor
from chassis.errors import DomainError
from chassis.identifiers import new_id
from comptes import corbeille, hachage, mots_de_passe, profil, roles, sessions, utilisateurs
from comptes.administration import OPERATEUR
from comptes.connexion import connecter
from comptes.errors import (
    IdentifiantsInvalides,
    JetonRefuse,
    MotDePasseIncorrect,
    SessionIntrouvable,
    TropDeTentatives,
)
from comptes.invariants import no_session_of_an_inactive_account, one_live_token, somebody_administers
from comptes.models import Connexion, Role, Session, Tentatives, Utilisateur
from comptes.origine import Origine
from tests.conftest import MOT_DE_PASSE, role_de

ICI = Origine(ip="203.0.113.1", user_agent="test")
FOIS = 10


def entrer(email: str, mot_de_passe: str = MOT_DE_PASSE):
    return connecter(email=email, mot_de_passe=mot_de_passe, origine=ICI)


def expected_only(results, *kinds):
    """No result is an error other than the refusals that are expected."""
    wrong = [r for r in results if isinstance(r, Exception) and not isinstance(r, kinds)]
    assert wrong == []


def successes(results):
    return [result for result in results if not isinstance(result, Exception)]


def test_of_a_hundred_guesses_at_once_five_are_evaluated(race, compte):
    email = compte().email
    results = race([lambda: entrer(email, "mauvais")] * 100)
    expected_only(results, IdentifiantsInvalides, TropDeTentatives)
    assert sum(isinstance(r, IdentifiantsInvalides) for r in results) == 5
    assert sum(isinstance(r, TropDeTentatives) for r in results) == 95
    assert Connexion.objects.filter(resultat="echouee").count() == 5
    assert Tentatives.objects.get().echecs == 5


def test_the_right_password_among_the_guesses_gains_them_nothing(race, compte):
    """Each success clears the count, so at most five wrong ones are evaluated after each success."""
    email = compte().email
    results = race([lambda: entrer(email, "mauvais")] * 40 + [lambda: entrer(email)])
    expected_only(results, IdentifiantsInvalides, TropDeTentatives)
    evalues = sum(isinstance(r, IdentifiantsInvalides) for r in results)
    assert evalues <= 5 * (1 + len(successes(results)))


def test_twenty_people_with_the_right_password_all_get_in(race, compte):
    email = compte().email
    assert len(successes(race([lambda: entrer(email)] * 20))) == 20


def test_of_twenty_uses_of_a_refresh_token_exactly_one_has_a_successor(race, compte):
    email = compte().email
    for _ in range(50):
        refresh = entrer(email).refresh
        session = Session.objects.latest("ouverte_le")

        def renouveler(refresh=refresh):
            return sessions.renouveler_session(refresh=refresh, origine=ICI)

        results = race([renouveler] * 20)
        expected_only(results, JetonRefuse)
        assert len(successes(results)) == 1
        assert session.jetons.count() == 2
        session.refresh_from_db()
        assert session.fin == "reutilisation"
    assert not list(one_live_token())


def test_a_session_closed_while_it_is_prolonged_keeps_no_live_token(race, compte):
    utilisateur = compte()
    for _ in range(FOIS * 3):
        refresh = entrer(utilisateur.email).refresh
        session = Session.objects.latest("ouverte_le")

        def fermer(session=session):
            with transaction.atomic():
                sessions._fermer(
                    Session.objects.filter(pk=session.pk), fin=Session.Fin.REVOCATION, acteur=OPERATEUR
                )

        def renouveler(refresh=refresh):
            return sessions.renouveler_session(refresh=refresh, origine=ICI)

        expected_only(race([renouveler, fermer]), JetonRefuse)
    assert not list(one_live_token())


def pendant(changer, rival):
    """Run `rival` while a transaction that has done `changer` is not yet committed; the rival's result."""
    results = []

    def run():
        try:
            results.append(rival())
        except DomainError as error:
            results.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        changer()
        thread.start()
        time.sleep(0.5)
    thread.join()
    return results[0]


@pytest.mark.usefixtures("race")
def test_a_login_under_way_does_not_survive_the_account_s_end(compte):
    utilisateur = compte()

    def desactiver():
        utilisateurs.modifier_utilisateur(
            utilisateur_id=utilisateur.pk, champs={"actif": False}, acteur=OPERATEUR
        )

    assert isinstance(pendant(desactiver, lambda: entrer(utilisateur.email)), IdentifiantsInvalides)
    assert not list(no_session_of_an_inactive_account())


@pytest.mark.usefixtures("race")
def test_a_login_with_the_old_password_does_not_outlive_its_change(compte):
    utilisateur = compte()

    def changer():
        Utilisateur.objects.select_for_update().get(pk=utilisateur.pk)
        Utilisateur.objects.filter(pk=utilisateur.pk).update(password_hash=hachage.hacher("autre-lilas-77"))

    assert isinstance(pendant(changer, lambda: entrer(utilisateur.email)), IdentifiantsInvalides)
    assert not Session.objects.exists()


@pytest.mark.parametrize("acte", ["demote", "disable", "delete", "role", "mixed"])
def test_of_two_last_administrators_one_stays(race, compte, acte):
    role_de("direction", ["utilisateurs.gerer", "roles.gerer"])
    for _ in range(FOIS):
        Utilisateur.objects.update(actif=False)
        for nom in ("administrateur", "direction"):
            _redonner(nom)
        premiers = [compte("administrateur"), compte("direction")]
        results = race([_retirer(admin, acte, numero) for numero, admin in enumerate(premiers)])
        expected_only(results, DomainError)
        refus = [r for r in results if isinstance(r, DomainError)]
        assert [r.code for r in refus] == ["dernier_administrateur"]
        assert not list(somebody_administers())


def _redonner(nom: str) -> None:
    """Rights a round before may have taken away."""
    role = Role.objects.get(nom=nom)
    codes = ["utilisateurs.gerer", "roles.gerer"]
    roles._donner(role, [p for p in roles._permissions(codes) if p.code not in role.codes])


def _retirer(admin: Utilisateur, acte: str, numero: int):
    if acte == "mixed":
        acte = ["disable", "role"][numero]
    champs = {"demote": {"role": "lecteur"}, "disable": {"actif": False}}.get(acte)
    if champs:
        return lambda: utilisateurs.modifier_utilisateur(
            utilisateur_id=admin.pk, champs=champs, acteur=OPERATEUR
        )
    if acte == "delete":
        return lambda: utilisateurs.supprimer_utilisateur(utilisateur_id=admin.pk, acteur=OPERATEUR)
    return lambda: roles.modifier_role(
        role_id=admin.role_id, champs={"permissions": ["stock.lire"]}, acteur=OPERATEUR
    )


def test_a_role_is_not_deleted_while_it_is_being_given(race, compte):
    compte("administrateur")
    for numero in range(FOIS):
        role = role_de(f"essai {numero}", [])
        autre = compte()
        results = race(
            [
                lambda role=role: roles.supprimer_role(role_id=role.pk, acteur=OPERATEUR),
                lambda role=role, autre=autre: utilisateurs.modifier_utilisateur(
                    utilisateur_id=autre.pk, champs={"role": role.nom}, acteur=OPERATEUR
                ),
            ]
        )
        expected_only(results, DomainError)
        assert {r.code for r in results if isinstance(r, DomainError)} <= {"role_utilise", "role_inconnu"}
        assert len(successes(results)) == 1
    assert not Utilisateur.objects.filter(role__supprime_le__isnull=False).exists()


def test_of_ten_accounts_with_one_address_one_is_created(race):
    def creer(numero):
        return utilisateurs.creer_utilisateur(
            email="Zoe@example.org", mot_de_passe=MOT_DE_PASSE, role="lecteur", acteur=OPERATEUR
        )

    results = race([lambda n=n: creer(n) for n in range(10)])
    expected_only(results, DomainError)
    assert len(successes(results)) == 1
    assert {r.code for r in results if isinstance(r, DomainError)} == {"email_deja_utilise"}


def test_an_account_is_restored_or_its_address_given_away_not_both(race, compte):
    for _ in range(FOIS):
        parti = compte(supprime_le="2026-01-01T00:00:00Z")
        results = race(
            [
                lambda parti=parti: corbeille.restaurer_utilisateur(objet_id=parti.pk, acteur=OPERATEUR),
                lambda parti=parti: utilisateurs.creer_utilisateur(
                    email=parti.email, mot_de_passe=MOT_DE_PASSE, role="lecteur", acteur=OPERATEUR
                ),
            ]
        )
        expected_only(results, DomainError)
        assert len(successes(results)) == 1
        assert Utilisateur.objects.filter(email=parti.email, supprime_le=None).count() == 1


@pytest.mark.parametrize("module", ["utilisateurs", "roles"])
def test_what_is_restored_is_not_purged(race, compte, module):
    for numero in range(FOIS):
        objet = compte() if module == "utilisateurs" else role_de(f"essai {numero}", [])
        model = type(objet)
        model.objects.filter(pk=objet.pk).update(supprime_le="2026-01-01T00:00:00Z")
        verbes = {
            "utilisateurs": (corbeille.restaurer_utilisateur, corbeille.purger_utilisateur),
            "roles": (corbeille.restaurer_role, corbeille.purger_role),
        }[module]
        results = race([lambda v=v, o=objet: v(objet_id=o.pk, acteur=OPERATEUR) for v in verbes])
        expected_only(results, DomainError)
        restaure, purge = (not isinstance(result, Exception) for result in results)
        assert (restaure, purge) in [(True, False), (False, True)]
        assert model.objects.filter(pk=objet.pk).exists() == restaure


def test_an_administrator_s_change_and_one_s_own_do_not_undo_each_other(race, compte):
    for _ in range(FOIS):
        moi = compte()
        results = race(
            [
                lambda moi=moi: profil.modifier_profil(champs={"nom": "Durand"}, acteur=Actor(id=moi.pk)),
                lambda moi=moi: utilisateurs.modifier_utilisateur(
                    utilisateur_id=moi.pk, champs={"langue": "en"}, acteur=OPERATEUR
                ),
            ]
        )
        assert len(successes(results)) == 2
        moi.refresh_from_db()
        assert (moi.nom, moi.langue, moi.version) == ("Durand", "en", 3)
        assert moi.recherche.startswith("durand")


def test_an_old_password_is_replaced_once(race, compte):
    for _ in range(FOIS):
        moi = compte()
        results = race(
            [
                lambda ip=ip, moi=moi: mots_de_passe.changer_mot_de_passe(
                    ancien=MOT_DE_PASSE, nouveau=f"brouette-lilas-{ip}", acteur=_chez(moi, ip)
                )
                for ip in ("203.0.113.1", "203.0.113.2", "203.0.113.3")
            ]
        )
        expected_only(results, MotDePasseIncorrect)
        assert len(successes(results)) == 1


def _chez(utilisateur: Utilisateur, ip: str) -> Actor:
    return Actor(id=utilisateur.pk, email=utilisateur.email, session_id=str(new_id()), ip=ip)


def test_a_session_is_closed_once(race, compte):
    moi = compte()
    for _ in range(FOIS):
        entrer(moi.email)
        session = Session.objects.latest("ouverte_le")
        results = race(
            [
                lambda session=session: sessions.fermer_session(
                    session_id=session.pk, acteur=_chez(moi, "203.0.113.1")
                )
            ]
            * 5
        )
        expected_only(results, SessionIntrouvable)
        assert len(successes(results)) == 1


@pytest.mark.usefixtures("race")
def test_signing_out_everywhere_includes_a_login_under_way(compte):
    moi = compte()
    pendant(
        lambda: entrer(moi.email),
        lambda: sessions.fermer_toutes_les_sessions(acteur=_chez(moi, "203.0.113.2")),
    )
    assert Session.objects.get().fin == "deconnexion"


def test_two_changes_from_the_same_version_do_not_both_count(race, compte):
    utilisateur = compte()
    results = race(
        [
            lambda nom=nom: utilisateurs.modifier_utilisateur(
                utilisateur_id=utilisateur.pk, champs={"nom": nom}, version=1, acteur=OPERATEUR
            )
            for nom in ("Durand", "Martin", "Petit")
        ]
    )
    assert len(successes(results)) == 1
    assert {r.code for r in results if isinstance(r, DomainError)} == {"version_perimee"}
