"""Reading accounts, roles and permissions. What is in the trash is not there."""

from uuid import UUID

from django.db.models import Case, CharField, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat, Now

from comptes import tentatives
from comptes.errors import EmailDejaUtilise, RoleIntrouvable, UtilisateurIntrouvable
from comptes.libelles_permissions import ORDRE
from comptes.models import Permission, Role, Tentatives, Utilisateur
from comptes.recherche import cherchable


def normaliser_email(email: str) -> str:
    return email.strip().lower()


def utilisateurs() -> QuerySet[Utilisateur]:
    """With role, permissions and second factors, and `verrouille_jusqua`: until when some must wait."""
    code = Concat(Value(tentatives.cle_du_code("")), Cast(OuterRef("pk"), CharField()))
    bloquees = Tentatives.objects.filter(
        Q(compte=OuterRef("email")) | Q(compte=code), bloque_jusqua__gt=Now()
    ).order_by("-bloque_jusqua")
    return (
        Utilisateur.objects.filter(supprime_le__isnull=True)
        .select_related("role")
        .prefetch_related("role__permissions", "facteurs")
        .annotate(verrouille_jusqua=Subquery(bloquees.values("bloque_jusqua")[:1]))
        .order_by("email", "pk")
    )


def utilisateur(utilisateur_id: UUID) -> Utilisateur:
    trouve = utilisateurs().filter(pk=utilisateur_id).first()
    if trouve is None:
        raise UtilisateurIntrouvable()
    return trouve


def utilisateur_par_email(email: str) -> Utilisateur | None:
    return Utilisateur.objects.filter(email=email, supprime_le__isnull=True).first()


def exiger_email_libre(email: str) -> None:
    """The index `email_unique` holds it against a rival; this says it in words."""
    if Utilisateur.objects.filter(email=email, supprime_le__isnull=True).exists():
        raise EmailDejaUtilise()


def roles() -> QuerySet[Role]:
    """With their permissions and `utilisateurs_nombre`."""
    attribue = Q(utilisateurs__supprime_le__isnull=True)
    presents = (
        Role.objects.filter(supprime_le__isnull=True)
        .prefetch_related("permissions")
        .annotate(utilisateurs_nombre=Count("utilisateurs", filter=attribue))
        .order_by("nom", "pk")
    )
    return cherchable(presents, "nom", "description")


def role(role_id: UUID) -> Role:
    trouve = roles().filter(pk=role_id).first()
    if trouve is None:
        raise RoleIntrouvable()
    return trouve


def permissions() -> QuerySet[Permission]:
    """In the order of the matrix: module by module, reading before writing."""
    rangs = [When(code=code, then=rang) for code, rang in ORDRE.items()]
    ordonnees = Permission.objects.order_by(Case(*rangs, default=len(rangs)), "code")
    return cherchable(ordonnees, "code", "libelle")
