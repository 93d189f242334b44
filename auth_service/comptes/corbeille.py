"""Bringing accounts and roles back from the trash, and removing them for good.

Both ask for the permissions that deleting asked for, of the user in whose name the trash calls.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from chassis import audit, corbeille
from chassis.auth.actor import Actor
from chassis.corbeille import Apercu
from chassis.errors import Refusal
from comptes import administration, annuaire, messages, roles, tentatives, utilisateurs
from comptes.errors import (
    EmailDejaUtilise,
    HorsCorbeille,
    HorsDePortee,
    NomDejaUtilise,
    RoleIntrouvable,
    RoleSupprime,
    RoleUtilise,
    UtilisateurIntrouvable,
)
from comptes.models import Connexion, Role, Utilisateur


def restaurer_utilisateur(*, objet_id: UUID, acteur: Actor) -> str:
    with transaction.atomic():
        administration.verrouiller_attributions()
        utilisateur = Utilisateur.objects.select_for_update(no_key=True).filter(pk=objet_id).first()
        if utilisateur is None:
            raise UtilisateurIntrouvable(module=utilisateurs.MODULE)
        if utilisateur.supprime_le is None:
            return utilisateur.email
        _exiger_permissions(acteur, utilisateur.role)
        if utilisateur.role.supprime_le is not None:
            raise RoleSupprime(role=utilisateur.role.nom)
        annuaire.exiger_email_libre(utilisateur.email)
        utilisateur.supprime_le = utilisateur.supprime_par = None
        utilisateur.version += 1
        utilisateur.save(update_fields=["supprime_le", "supprime_par", "version"])
        messages.publier_utilisateur("create", utilisateur, acteur=acteur)
        audit.record(
            "restaurer", utilisateurs.MODULE, utilisateur.pk, acteur=acteur, libelle=utilisateur.email
        )
        return utilisateur.email


def purger_utilisateur(*, objet_id: UUID, acteur: Actor) -> str:
    """The login history stays, without the address of the person."""
    with transaction.atomic():
        parti = Utilisateur.objects.filter(pk=objet_id).first()
        if parti is not None:
            tentatives.oublier_compte(parti)  # guesses are locked before the account
        utilisateur = Utilisateur.objects.select_for_update().filter(pk=objet_id).first()
        if utilisateur is None:
            return str(objet_id)
        if utilisateur.supprime_le is None:
            raise HorsCorbeille(module=utilisateurs.MODULE)
        _exiger_permissions(acteur, utilisateur.role)
        _effacer_des_connexions(utilisateur)
        libelle = utilisateur.email
        utilisateur.delete()
        audit.record("purger", utilisateurs.MODULE, objet_id, acteur=acteur, libelle=libelle)
        return libelle


def _effacer_des_connexions(utilisateur: Utilisateur) -> None:
    """Also from attempts that found no account; those that concern somebody who has the address now stay."""
    siennes = Q(utilisateur=utilisateur)
    if annuaire.utilisateur_par_email(utilisateur.email) is None:
        siennes |= Q(utilisateur__isnull=True, email=utilisateur.email)
    Connexion.objects.filter(siennes).update(email="", utilisateur=None)


def apercu_utilisateur(*, objet_id: UUID) -> Apercu:
    """The account comes back as it was, with its role and its second factor; its preferences follow it."""
    utilisateur = Utilisateur.objects.select_related("role").filter(pk=objet_id).first()
    if utilisateur is None:
        raise UtilisateurIntrouvable(module=utilisateurs.MODULE)
    conflits: list[type[Refusal]] = []
    if utilisateur.supprime_le is not None:
        if utilisateur.role.supprime_le is not None:
            conflits.append(RoleSupprime)
        if annuaire.utilisateur_par_email(utilisateur.email) is not None:
            conflits.append(EmailDejaUtilise)
    return Apercu(utilisateur.email, conflits=_dire(conflits))


def restaurer_role(*, objet_id: UUID, acteur: Actor) -> str:
    with transaction.atomic():
        administration.verrouiller_attributions()
        role = Role.objects.filter(pk=objet_id).first()
        if role is None:
            raise RoleIntrouvable(module=roles.MODULE)
        if role.supprime_le is None:
            return role.nom
        _exiger_permissions(acteur, role)
        roles.exiger_nom_libre(role.nom)
        role.supprime_le = role.supprime_par = None
        role.version += 1
        role.save(update_fields=["supprime_le", "supprime_par", "version"])
        audit.record("restaurer", roles.MODULE, role.pk, acteur=acteur, libelle=role.nom)
        return role.nom


def apercu_role(*, objet_id: UUID) -> Apercu:
    role = Role.objects.filter(pk=objet_id).first()
    if role is None:
        raise RoleIntrouvable(module=roles.MODULE)
    pris = Role.objects.filter(nom__iexact=role.nom, supprime_le__isnull=True).exclude(pk=role.pk)
    return Apercu(role.nom, conflits=_dire([NomDejaUtilise] if pris.exists() else []))


def purger_role(*, objet_id: UUID, acteur: Actor) -> str:
    """Refused while an account in the trash has the role: it could not come back."""
    with transaction.atomic():
        administration.verrouiller_attributions()
        role = Role.objects.filter(pk=objet_id).first()
        if role is None:
            return str(objet_id)
        if role.supprime_le is None:
            raise HorsCorbeille(module=roles.MODULE)
        _exiger_permissions(acteur, role)
        nombre = role.utilisateurs.count()
        if nombre:
            raise RoleUtilise(utilisateurs=nombre)
        libelle = role.nom
        role.delete()
        audit.record("purger", roles.MODULE, objet_id, acteur=acteur, libelle=libelle)
        return libelle


def _exiger_permissions(acteur: Actor, role: Role) -> None:
    """Nobody is behind the call when the trash purges what has expired: that is always done."""
    if acteur.id is None:
        return
    manquantes = sorted(set(role.codes) - administration.permissions_de(acteur.id))
    if manquantes:
        raise HorsDePortee(permissions=manquantes)


def _dire(conflits: list[type[Refusal]]) -> list[dict[str, str]]:
    return [{"code": conflit.code, "detail": f"{conflit.title}."} for conflit in conflits]


corbeille.register(
    utilisateurs.MODULE,
    restaurer=restaurer_utilisateur,
    purger=purger_utilisateur,
    apercu=apercu_utilisateur,
)
corbeille.register(roles.MODULE, restaurer=restaurer_role, purger=purger_role, apercu=apercu_role)
