"""Reading accounts, roles and permissions. What is in the trash is not there."""

from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from comptes.errors import RoleIntrouvable, UtilisateurIntrouvable
from comptes.models import Permission, Role, Tentatives, Utilisateur


def normaliser_email(email: str) -> str:
    return email.strip().lower()


def utilisateurs() -> QuerySet[Utilisateur]:
    """With role and permissions, and `verrouille_jusqua`: until when some address must wait to sign in."""
    bloquees = Tentatives.objects.filter(compte=OuterRef("email"), bloque_jusqua__gt=Now()).values("compte")
    return (
        Utilisateur.objects.filter(supprime_le__isnull=True)
        .select_related("role")
        .prefetch_related("role__permissions")
        .annotate(verrouille_jusqua=Subquery(bloquees.annotate(fin=Max("bloque_jusqua")).values("fin")))
        .order_by("email", "pk")
    )


def utilisateur(utilisateur_id: UUID) -> Utilisateur:
    trouve = utilisateurs().filter(pk=utilisateur_id).first()
    if trouve is None:
        raise UtilisateurIntrouvable()
    return trouve


def utilisateur_par_email(email: str) -> Utilisateur | None:
    return Utilisateur.objects.filter(email=email, supprime_le__isnull=True).first()


def roles() -> QuerySet[Role]:
    """With their permissions, and `utilisateurs_nombre`."""
    attribue = Q(utilisateurs__supprime_le__isnull=True)
    return (
        Role.objects.filter(supprime_le__isnull=True)
        .prefetch_related("permissions")
        .annotate(utilisateurs_nombre=Count("utilisateurs", filter=attribue))
        .order_by("nom", "pk")
    )


def role(role_id: UUID) -> Role:
    trouve = roles().filter(pk=role_id).first()
    if trouve is None:
        raise RoleIntrouvable()
    return trouve


def permissions() -> QuerySet[Permission]:
    return Permission.objects.order_by("code")
