"""Links that are mailed to somebody, work once and not for long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from comptes import jetons
from comptes.errors import LienInvalide
from comptes.models import Lien, Utilisateur

DUREES = {
    Lien.Objet.REINITIALISATION: timedelta(minutes=30),
    Lien.Objet.ADRESSE: timedelta(hours=24),
    Lien.Objet.INVITATION: timedelta(days=7),
    Lien.Objet.PAS_MOI: timedelta(days=7),
}

_CONSOMMER = """
    DELETE FROM liens WHERE empreinte = %s AND objet = %s AND expire_le > clock_timestamp()
    RETURNING email, cree_le
"""


@dataclass(frozen=True)
class Consomme:
    """A link that has just been used: the address it carried, and when it was made."""

    email: str
    cree_le: datetime


def creer(objet: Lien.Objet, utilisateur: Utilisateur, *, email: str = "") -> str:
    """The token of a new link; only its hash is kept."""
    jeton = jetons.nouveau_jeton()
    Lien.objects.create(
        empreinte=jetons.empreinte(jeton),
        objet=objet,
        utilisateur=utilisateur,
        email=email,
        expire_le=timezone.now() + DUREES[objet],
    )
    return jeton


def titulaire(objet: Lien.Objet, jeton: str) -> Utilisateur:
    """Whose link this is, to lock what comes before a link in the order of locks; raises LienInvalide."""
    vivants = Lien.objects.filter(
        empreinte=jetons.empreinte(jeton), objet=objet, expire_le__gt=timezone.now()
    )
    trouve = vivants.select_related("utilisateur").first()
    if trouve is None:
        raise lien_invalide()
    return trouve.utilisateur


def consommer(objet: Lien.Objet, jeton: str) -> Consomme:
    """One statement decides which of several uses is the one."""
    with connection.cursor() as cursor:
        cursor.execute(_CONSOMMER, [jetons.empreinte(jeton), objet])
        ligne = cursor.fetchone()
    if ligne is None:
        raise lien_invalide()
    return Consomme(*ligne)


def annuler(utilisateur: Utilisateur, *objets: Lien.Objet) -> None:
    Lien.objects.filter(utilisateur=utilisateur, objet__in=objets).delete()


def lien_invalide() -> LienInvalide:
    return LienInvalide({"token": [LienInvalide.title + "."]})
