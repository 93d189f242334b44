"""Reading where and when an account was signed in."""

from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now

from comptes import annuaire
from comptes.models import Connexion, Session
from comptes.recherche import cherchable


def sessions_ouvertes(utilisateur_id: UUID) -> QuerySet[Session]:
    ouvertes = Session.objects.filter(
        utilisateur=utilisateur_id,
        revoquee_le__isnull=True,
        expire_le__gt=Now(),
        jetons__used_at__isnull=True,
        jetons__expire_le__gt=Now(),
    ).order_by("-active_le", "pk")
    return cherchable(ouvertes, "appareil", "ip", "user_agent")


def connexions(utilisateur_id: UUID) -> QuerySet[Connexion]:
    siennes = Connexion.objects.filter(utilisateur=utilisateur_id).order_by("-survenue_le", "pk")
    return cherchable(siennes, "email", "ip", "appareil", "user_agent")


def connexions_d_un_utilisateur(utilisateur_id: UUID) -> QuerySet[Connexion]:
    """For an administrator: an account that does not exist is a 404, not an empty history."""
    return connexions(annuaire.utilisateur(utilisateur_id).pk)


def sessions_d_un_utilisateur(utilisateur_id: UUID) -> QuerySet[Session]:
    return sessions_ouvertes(annuaire.utilisateur(utilisateur_id).pk)
