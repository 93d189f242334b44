"""Reading where and when an account was signed in."""

from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now

from comptes import annuaire
from comptes.models import Connexion, Session


def sessions_ouvertes(utilisateur_id: UUID) -> QuerySet[Session]:
    return Session.objects.filter(
        utilisateur=utilisateur_id,
        revoquee_le__isnull=True,
        expire_le__gt=Now(),
        jetons__used_at__isnull=True,
        jetons__expire_le__gt=Now(),
    ).order_by("-active_le", "pk")


def connexions(utilisateur_id: UUID) -> QuerySet[Connexion]:
    return Connexion.objects.filter(utilisateur=utilisateur_id).order_by("-survenue_le", "pk")


def connexions_d_un_utilisateur(utilisateur_id: UUID) -> QuerySet[Connexion]:
    """For an administrator: an account that does not exist is a 404, not an empty history."""
    return connexions(annuaire.utilisateur(utilisateur_id).pk)


def sessions_d_un_utilisateur(utilisateur_id: UUID) -> QuerySet[Session]:
    return sessions_ouvertes(annuaire.utilisateur(utilisateur_id).pk)
