"""Signing in, second step: the code, or setting up the second factor that the role demands."""

from dataclasses import dataclass

from django.db import transaction

from chassis.auth.actor import Actor
from comptes import codes, connexion, defis, facteurs, sessions, tentatives
from comptes.errors import CodeRefuse, DefiExpire, MethodeIndisponible, TropDeTentatives
from comptes.facteurs import Preparation
from comptes.models import CodeCourriel, Connexion, Defi, Facteur, Utilisateur
from comptes.origine import Origine
from comptes.sessions import Jetons

Resultat = Connexion.Resultat


@dataclass(frozen=True)
class Installation:
    """The session that was opened, and the recovery codes, shown once."""

    jetons: Jetons
    codes_secours: list[str]


def repondre(*, mfa_token: str, code: str, methode: str | None = None, origine: Origine) -> Jetons:
    """Open the session if the code is good; raises CodeRefuse, DefiExpire or TropDeTentatives.

    Guesses are counted for the account, whatever the address and the challenge. Never call it inside another
    transaction that a refusal would roll back.
    """
    with transaction.atomic():
        defi = _defi(mfa_token, a_installer=False)
        attente = _compter(defi)
        utilisateur = _verrouiller(defi)
        preuve = None
        if not attente:
            preuve = codes.reconnaitre(utilisateur, code, methode=methode, usage=CodeCourriel.Usage.CONNEXION)
        _noter(utilisateur, origine, attente=attente, exact=preuve is not None)
        if preuve is not None:
            return _ouvrir(defi, utilisateur, origine, pas_totp=preuve.pas_totp)
    raise TropDeTentatives(retry_after=attente) if attente else CodeRefuse()


def envoyer_code(*, mfa_token: str) -> None:
    """Mail the code that answers the challenge."""
    with transaction.atomic():
        utilisateur = _verrouiller(_defi(mfa_token, a_installer=False))
        if Facteur.Methode.EMAIL not in utilisateur.methodes:
            raise MethodeIndisponible()
        codes.envoyer(utilisateur, usage=CodeCourriel.Usage.CONNEXION)


def preparer(*, mfa_token: str, methode: str) -> Preparation:
    """For somebody whose role demands a second factor and who has none."""
    with transaction.atomic():
        return facteurs.preparer(_verrouiller(_defi(mfa_token, a_installer=True)), methode)


def activer(*, mfa_token: str, methode: str, code: str, origine: Origine) -> Installation:
    """Turn on what was set up and open the session. Refusals as `repondre`."""
    with transaction.atomic():
        defi = _defi(mfa_token, a_installer=True)
        attente = _compter(defi)
        utilisateur = _verrouiller(defi)
        acteur = Actor(id=utilisateur.pk, email=utilisateur.email, ip=origine.ip)
        secours = None if attente else facteurs.activer(utilisateur, methode, code, acteur=acteur)
        _noter(utilisateur, origine, attente=attente, exact=secours is not None)
        if secours is not None:
            return Installation(_ouvrir(defi, utilisateur, origine), secours)
    raise TropDeTentatives(retry_after=attente) if attente else CodeRefuse()


def _defi(mfa_token: str, *, a_installer: bool) -> Defi:
    defi = defis.lire(mfa_token)
    if defi.a_installer != a_installer:
        raise MethodeIndisponible()
    return defi


def _compter(defi: Defi) -> int:
    return tentatives.compter(compte=tentatives.cle_du_code(defi.utilisateur_id), ip=tentatives.PARTOUT)


def _verrouiller(defi: Defi) -> Utilisateur:
    """The account, which must still be allowed in; and the challenge must still be open, now it is locked."""
    comptes = Utilisateur.objects.select_for_update(no_key=True)
    utilisateur = comptes.filter(pk=defi.utilisateur_id, actif=True, supprime_le__isnull=True).first()
    if utilisateur is None or not Defi.objects.filter(pk=defi.pk).exists():
        raise DefiExpire()
    return utilisateur


def _noter(utilisateur: Utilisateur, origine: Origine, *, attente: int, exact: bool) -> None:
    resultat = Resultat.BLOQUEE if attente else Resultat.REUSSIE if exact else Resultat.CODE_REFUSE
    connexion.noter(utilisateur=utilisateur, email=utilisateur.email, origine=origine, resultat=resultat)


def _ouvrir(defi: Defi, utilisateur: Utilisateur, origine: Origine, pas_totp: int | None = None) -> Jetons:
    defis.resoudre(defi)
    tentatives.oublier(compte=tentatives.cle_du_code(utilisateur.pk))
    return sessions.ouvrir_session(utilisateur=utilisateur, origine=origine, pas_totp=pas_totp)
