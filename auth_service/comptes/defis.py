"""Challenges: what a client holds between the right password and the second factor (`mfa_token`)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from comptes import codes, facteurs, jetons
from comptes.errors import DefiExpire
from comptes.models import Defi, Facteur, Utilisateur

DUREE = timedelta(minutes=5)
DUREE_INSTALLATION = timedelta(minutes=15)


@dataclass(frozen=True)
class DefiPose:
    """`methodes`: those that answer it, or (`a_installer`) those that may be set up."""

    mfa_token: str
    methodes: list[str]
    a_installer: bool
    expire_le: datetime


def est_necessaire(utilisateur: Utilisateur) -> bool:
    return bool(utilisateur.methodes) or facteurs.est_impose(utilisateur)


def poser(utilisateur: Utilisateur) -> DefiPose:
    """Call it in the transaction that found the password to be right."""
    actives = utilisateur.methodes
    jeton = jetons.nouveau_jeton()
    expire_le = timezone.now() + (DUREE if actives else DUREE_INSTALLATION)
    Defi.objects.create(
        empreinte=jetons.empreinte(jeton),
        utilisateur=utilisateur,
        a_installer=not actives,
        expire_le=expire_le,
    )
    if not actives:
        return DefiPose(jeton, [Facteur.Methode.TOTP, Facteur.Methode.EMAIL], True, expire_le)
    # the authenticator app first: it is what clients should offer first
    return DefiPose(jeton, [*sorted(actives, reverse=True), codes.SECOURS], False, expire_le)


def lire(mfa_token: str) -> Defi:
    """A challenge that has not been answered; raises DefiExpire. Look again once the account is locked."""
    vivants = Defi.objects.filter(empreinte=jetons.empreinte(mfa_token), expire_le__gt=timezone.now())
    defi = vivants.first()
    if defi is None:
        raise DefiExpire()
    return defi


def resoudre(defi: Defi) -> None:
    """It is answered, and answers no second time."""
    if not Defi.objects.filter(pk=defi.pk).delete()[0]:
        raise DefiExpire()
