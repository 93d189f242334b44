"""Roles: names for sets of permissions."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chassis import audit, corbeille
from chassis.auth.actor import Actor
from chassis.versions import require_version
from comptes import administration, annuaire, messages, revocations, roles_nommes
from comptes.errors import (
    IdentifiantDejaUtilise,
    NomDejaUtilise,
    PermissionInconnue,
    RoleConfigure,
    RoleIntrouvable,
    RoleUtilise,
)
from comptes.models import Permission, Role, RolePermission, Utilisateur

MODULE = "roles"


def creer_role(
    *, nom: str, permissions: list[str], acteur: Actor, description: str = "", id: UUID | None = None
) -> Role:
    role = Role(nom=nom, description=description)
    if id is not None:
        role.id = id
    with transaction.atomic():
        administration.verrouiller_attributions()
        accordees = _permissions(permissions)
        administration.exiger_permissions(acteur, permissions)
        exiger_nom_libre(nom)
        if Role.objects.filter(pk=role.pk).exists():
            raise IdentifiantDejaUtilise()
        role.save(force_insert=True)
        _donner(role, accordees)
        audit.record("creer", MODULE, role.pk, acteur=acteur, libelle=nom, apres=etat(role))
        return annuaire.role(role.pk)


def modifier_role(
    *, role_id: UUID, champs: dict[str, Any], version: int | None = None, acteur: Actor
) -> Role:
    """`champs`: any of nom, description, permissions (all codes the role is to have).

    Raises PermissionsInsuffisantes also for the name: rules that know a role by it would mean another one.
    """
    with transaction.atomic():
        administration.verrouiller_attributions()
        role = _trouver(role_id)
        require_version(role.version, version)
        avant = etat(role)
        _appliquer(role, champs, acteur)
        apres = etat(role)
        changes = {champ for champ in apres if avant[champ] != apres[champ]}
        if changes:
            Role.objects.filter(pk=role.pk).update(version=F("version") + 1)
            _prevenir_ses_utilisateurs(role, changes, acteur)
            audit.record(
                "modifier",
                MODULE,
                role.pk,
                acteur=acteur,
                libelle=role.nom,
                avant={champ: avant[champ] for champ in changes},
                apres={champ: apres[champ] for champ in changes},
            )
        perdues = set(avant["permissions"]) - set(apres["permissions"])
        if perdues & set(administration.ADMINISTRATION):
            administration.exiger_un_administrateur()
        return annuaire.role(role.pk)


def supprimer_role(*, role_id: UUID, acteur: Actor) -> None:
    """Mark the role as deleted; refused as long as an account has it or the configuration names it."""
    with transaction.atomic():
        administration.verrouiller_attributions()
        role = _trouver(role_id)
        administration.exiger_permissions(acteur, role.codes)
        _exiger_non_nomme(role)
        nombre = role.utilisateurs.filter(supprime_le__isnull=True).count()
        if nombre:
            raise RoleUtilise(utilisateurs=nombre)
        role.supprime_le, role.supprime_par = timezone.now(), acteur.id
        role.save(update_fields=["supprime_le", "supprime_par"])
        corbeille.deposer(MODULE, role.pk, libelle=role.nom, instantane=etat(role), acteur=acteur)
        audit.record("supprimer", MODULE, role.pk, acteur=acteur, libelle=role.nom, avant=etat(role))


def exiger_nom_libre(nom: str) -> None:
    if Role.objects.filter(nom__iexact=nom, supprime_le__isnull=True).exists():
        raise NomDejaUtilise()


def etat(role: Role) -> dict[str, Any]:
    codes = RolePermission.objects.filter(role=role).values_list("permission__code", flat=True)
    return {"nom": role.nom, "description": role.description, "permissions": sorted(codes)}


def _trouver(role_id: UUID) -> Role:
    """Needs no lock of its own: roles are written under the lock on attributions only."""
    role = Role.objects.filter(pk=role_id, supprime_le__isnull=True).first()
    if role is None:
        raise RoleIntrouvable()
    return role


def _appliquer(role: Role, champs: dict[str, Any], acteur: Actor) -> None:
    if champs.get("nom", role.nom) != role.nom:
        _renommer(role, champs["nom"], acteur)
    if "description" in champs:
        role.description = champs["description"]
    role.save(update_fields=["nom", "description"])
    if "permissions" in champs:
        accordees = _permissions(champs["permissions"])
        administration.exiger_permissions(acteur, set(champs["permissions"]) ^ set(role.codes))
        RolePermission.objects.filter(role=role).delete()
        _donner(role, accordees)


def _renommer(role: Role, nom: str, acteur: Actor) -> None:
    administration.exiger_permissions(acteur, role.codes)
    if nom.lower() != role.nom.lower():
        _exiger_non_nomme(role)
        exiger_nom_libre(nom)
    role.nom = nom


def _exiger_non_nomme(role: Role) -> None:
    valeurs = roles_nommes.valeurs_qui_nomment(role.nom)
    if valeurs:
        raise RoleConfigure(valeurs=valeurs)


def _permissions(codes: list[str]) -> list[Permission]:
    connues = list(Permission.objects.filter(code__in=codes))
    inconnues = sorted(set(codes) - {permission.code for permission in connues})
    if inconnues:
        raise PermissionInconnue(
            {"permissions": [f"La permission « {code} » n'existe pas." for code in inconnues]}
        )
    return connues


def _donner(role: Role, permissions: list[Permission]) -> None:
    RolePermission.objects.bulk_create(RolePermission(role=role, permission=p) for p in permissions)


def _prevenir_ses_utilisateurs(role: Role, changes: set[str], acteur: Actor) -> None:
    """Their tokens name the role and its permissions: the old ones are refused, the next ones are right."""
    if not changes & {"nom", "permissions"}:
        return
    Utilisateur.objects.filter(role=role, supprime_le__isnull=True).update(ver=F("ver") + 1)
    concernes = list(annuaire.utilisateurs().filter(role=role))
    revocations.refuser_anciens_jetons(concernes, acteur=acteur)
    for utilisateur in concernes:
        messages.publier_utilisateur("update", utilisateur, acteur=acteur)
