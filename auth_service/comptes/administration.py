"""Who may give which rights, and that somebody always can."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from chassis.auth.actor import Actor
from comptes.errors import DernierAdministrateur, PermissionsInsuffisantes, RoleInconnu
from comptes.models import Permission, Role, Utilisateur

# Whoever holds both can bring everything else back, and is called an administrator here.
ADMINISTRATION = ("roles.gerer", "utilisateurs.gerer")

# Nobody comes by one of these by signing up: the role of those who do is a value of the central
# configuration, which `gateway.gerer` alone may change.
POUVOIRS = frozenset({*ADMINISTRATION, "gateway.gerer"})

# A command run by the operator of the machine; no token can carry this service's own name.
OPERATEUR = Actor(service=settings.SERVICE_NAME)


def verrouiller_attributions() -> None:
    """One at a time through everything that changes which account has which role, or which role has what.

    The lock is on the two permissions that make an administrator. Take it before any other.
    """
    list(Permission.objects.select_for_update().filter(code__in=ADMINISTRATION).order_by("code"))


def administrateurs() -> QuerySet[Utilisateur]:
    """Those who can sign in: somebody invited has no password yet, and may never choose one."""
    actifs = Utilisateur.objects.filter(actif=True, supprime_le__isnull=True, invite_le__isnull=True)
    for code in ADMINISTRATION:
        actifs = actifs.filter(role__permissions__code=code)
    return actifs


def est_administrateur(utilisateur: Utilisateur) -> bool:
    """As `administrateurs` finds them."""
    presente = utilisateur.actif and utilisateur.invite_le is None
    return presente and set(ADMINISTRATION) <= set(utilisateur.role.codes)


def exiger_un_administrateur() -> None:
    """Call it after a change that may have removed the last one: the refusal undoes the change."""
    if not administrateurs().exists():
        raise DernierAdministrateur()


def exiger_permissions(acteur: Actor, codes: Iterable[str]) -> None:
    """Nobody gives, takes or overrides permissions that they do not have themselves."""
    manquantes = sorted(set(codes) - acteur.permissions)
    if manquantes and not acteur.service:
        raise PermissionsInsuffisantes(permissions=manquantes)


def permissions_de(utilisateur_id: UUID) -> frozenset[str]:
    """Now, of somebody for whom a service asks: its token tells who they are, not what they may do."""
    siennes = Permission.objects.filter(
        roles__utilisateurs=utilisateur_id,
        roles__utilisateurs__actif=True,
        roles__utilisateurs__supprime_le__isnull=True,
    )
    return frozenset(siennes.values_list("code", flat=True))


def role_a_donner(nom: str, *, acteur: Actor) -> Role:
    """The role of this name, if the acting user may give it."""
    role = Role.objects.filter(nom__iexact=nom, supprime_le__isnull=True).first()
    if role is None:
        raise RoleInconnu({"role": [f"Le rôle « {nom} » n'existe pas."]})
    exiger_permissions(acteur, role.codes)
    return role
