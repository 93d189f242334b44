"""Accounts, as administrators keep them."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit, corbeille
from chassis.auth.actor import Actor
from chassis.versions import require_version
from comptes import (
    administration,
    annuaire,
    courriels,
    facteurs,
    hachage,
    invitations,
    liens,
    messages,
    preuves,
    revocations,
    sessions,
    tentatives,
)
from comptes.errors import DejaAccepte, IdentifiantDejaUtilise, PropreCompte
from comptes.models import Lien, Session, Utilisateur
from comptes.verrous import verrouiller_compte

MODULE = "utilisateurs"

# A token tells these of its bearer: when one changes, the tokens given out before are refused.
_DANS_LES_JETONS = {"email", "role", "actif"}


def creer_utilisateur(
    *,
    email: str,
    role: str,
    acteur: Actor,
    mot_de_passe: str | None = None,
    id: UUID | None = None,
    **profil: Any,
) -> Utilisateur:
    """`role` is the name of a role; `profil`: nom, prenom, telephone, langue, actif, each optional.

    Without a password the person is invited: a mail holds a link to choose one.
    """
    utilisateur = Utilisateur(email=annuaire.normaliser_email(email), **profil)
    if id is not None:
        utilisateur.id = id
    if mot_de_passe is not None:
        hachage.exiger_mot_de_passe_solide(mot_de_passe, utilisateur, champ="password")
    utilisateur.password_hash = (
        hachage.de_personne() if mot_de_passe is None else hachage.hacher(mot_de_passe)
    )
    with transaction.atomic():
        administration.verrouiller_attributions()
        utilisateur.role = administration.role_a_donner(role, acteur=acteur)
        enregistrer_nouveau(utilisateur, acteur=acteur)
        if mot_de_passe is None:
            invitations.inviter(utilisateur)
        return annuaire.utilisateur(utilisateur.pk)


def enregistrer_nouveau(utilisateur: Utilisateur, *, acteur: Actor) -> None:
    """Call it with the attributions locked. Raises EmailDejaUtilise or IdentifiantDejaUtilise."""
    annuaire.exiger_email_libre(utilisateur.email)
    if Utilisateur.objects.filter(pk=utilisateur.pk).exists():
        raise IdentifiantDejaUtilise()
    utilisateur.recherche = utilisateur.texte_de_recherche()
    utilisateur.save(force_insert=True)
    messages.publier_utilisateur("create", utilisateur, acteur=acteur)
    audit.record(
        "creer", MODULE, utilisateur.pk, acteur=acteur, libelle=utilisateur.email, apres=etat(utilisateur)
    )


def modifier_utilisateur(
    *, utilisateur_id: UUID, champs: dict[str, Any], version: int | None = None, acteur: Actor
) -> Utilisateur:
    """`champs`: any of email, nom, prenom, telephone, langue, role (its name), actif.

    Raises PropreCompte for one's own address, and to who would disable themselves or give up administering.
    """
    with transaction.atomic():
        administration.verrouiller_attributions()
        utilisateur = verrouiller_compte(utilisateur_id)
        require_version(utilisateur.version, version)
        administration.exiger_permissions(acteur, utilisateur.role.codes)
        avant, administrait = etat(utilisateur), administration.est_administrateur(utilisateur)
        _appliquer(utilisateur, champs, acteur)
        changes = {champ for champ, valeur in etat(utilisateur).items() if avant[champ] != valeur}
        if changes:
            _enregistrer(utilisateur, avant, changes, acteur)
        if administrait:
            administration.exiger_un_administrateur()
        if not utilisateur.actif or (administrait and not administration.est_administrateur(utilisateur)):
            _exiger_un_autre(utilisateur.pk, acteur, "Quelqu'un d'autre doit vous retirer cet accès.")
        return annuaire.utilisateur(utilisateur.pk)


def supprimer_utilisateur(*, utilisateur_id: UUID, acteur: Actor) -> None:
    """Mark the account as deleted; it stays in the trash until restored or purged. Raises PropreCompte."""
    _exiger_un_autre(utilisateur_id, acteur)
    with transaction.atomic():
        administration.verrouiller_attributions()
        utilisateur = verrouiller_compte(utilisateur_id)
        administration.exiger_permissions(acteur, utilisateur.role.codes)
        _supprimer(utilisateur, acteur)


def supprimer_son_compte(*, mot_de_passe: str, acteur: Actor) -> None:
    """By its owner, who proves to know the password; refused to the last administrator.

    Never call it inside another transaction that a refusal would roll back.
    """
    preuve = preuves.prouver_mot_de_passe(mot_de_passe, acteur=acteur)
    with transaction.atomic():
        administration.verrouiller_attributions()
        utilisateur = verrouiller_compte(acteur.id)
        preuves.exiger_inchange(utilisateur, preuve)
        _supprimer(utilisateur, acteur)


def _supprimer(utilisateur: Utilisateur, acteur: Actor) -> None:
    administrait = administration.est_administrateur(utilisateur)
    utilisateur.supprime_le, utilisateur.supprime_par = timezone.now(), acteur.id
    utilisateur.ver += 1
    utilisateur.save(update_fields=["supprime_le", "supprime_par", "ver"])
    if administrait:
        administration.exiger_un_administrateur()
    revocations.fermer_sessions(utilisateur.sessions.all(), fin=Session.Fin.COMPTE, acteur=acteur)
    revocations.refuser_anciens_jetons([utilisateur], acteur=acteur)
    messages.publier_utilisateur("delete", utilisateur, acteur=acteur)
    corbeille.deposer(
        MODULE, utilisateur.pk, libelle=utilisateur.email, instantane=etat(utilisateur), acteur=acteur
    )
    audit.record(
        "supprimer",
        MODULE,
        utilisateur.pk,
        acteur=acteur,
        libelle=utilisateur.email,
        avant=etat(utilisateur),
    )


def deverrouiller_utilisateur(*, utilisateur_id: UUID, acteur: Actor) -> Utilisateur:
    """The account may be signed in to again at once, from every address."""
    with transaction.atomic():
        utilisateur = annuaire.utilisateur(utilisateur_id)
        administration.exiger_permissions(acteur, utilisateur.role.codes)
        tentatives.lever(utilisateur, ip=acteur.ip)
        audit.record("deverrouiller", MODULE, utilisateur.pk, acteur=acteur, libelle=utilisateur.email)
        return annuaire.utilisateur(utilisateur_id)


def inviter_a_nouveau(*, utilisateur_id: UUID, acteur: Actor) -> Utilisateur:
    """Mail the invitation once more; the link sent before stops working. Raises DejaAccepte."""
    with transaction.atomic():
        utilisateur = verrouiller_compte(utilisateur_id)
        administration.exiger_permissions(acteur, utilisateur.role.codes)
        if utilisateur.invite_le is None:
            raise DejaAccepte()
        invitations.inviter(utilisateur)
        audit.record("inviter", MODULE, utilisateur.pk, acteur=acteur, libelle=utilisateur.email)
        return annuaire.utilisateur(utilisateur_id)


def retirer_second_facteur(*, utilisateur_id: UUID, acteur: Actor) -> Utilisateur:
    """For somebody who has lost the telephone; closes every session.

    Raises SecondFacteurAbsent, or PropreCompte.
    """
    _exiger_un_autre(utilisateur_id, acteur)
    with transaction.atomic():
        tentatives.lever(annuaire.utilisateur(utilisateur_id), ip=acteur.ip)
        utilisateur = verrouiller_compte(utilisateur_id)
        administration.exiger_permissions(acteur, utilisateur.role.codes)
        facteurs.retirer_tout(utilisateur, acteur=acteur)
        sessions.fermer_celles_de(utilisateur.pk, fin=Session.Fin.REVOCATION, acteur=acteur)
        return annuaire.utilisateur(utilisateur_id)


def _exiger_un_autre(utilisateur_id: UUID, acteur: Actor, sinon: str | None = None) -> None:
    if utilisateur_id == acteur.id:
        raise PropreCompte(sinon)


def etat(utilisateur: Utilisateur) -> dict[str, Any]:
    """What the audit log and the trash keep of an account."""
    champs = ("email", "nom", "prenom", "telephone", "langue", "actif")
    return {champ: getattr(utilisateur, champ) for champ in champs} | {"role": utilisateur.role.nom}


def _appliquer(utilisateur: Utilisateur, champs: dict[str, Any], acteur: Actor) -> None:
    for champ, valeur in champs.items():
        if champ == "role":
            if valeur != utilisateur.role.nom:
                utilisateur.role = administration.role_a_donner(valeur, acteur=acteur)
        elif champ == "email":
            email = annuaire.normaliser_email(valeur)
            if email != utilisateur.email:
                _exiger_un_autre(utilisateur.pk, acteur)
                annuaire.exiger_email_libre(email)
            utilisateur.email = email
        else:
            setattr(utilisateur, champ, valeur)


def _enregistrer(utilisateur: Utilisateur, avant: dict[str, Any], changes: set[str], acteur: Actor) -> None:
    utilisateur.version += 1
    utilisateur.recherche = utilisateur.texte_de_recherche()
    if changes & _DANS_LES_JETONS:
        utilisateur.ver += 1
    utilisateur.save()
    if "email" in changes:
        _suivre_l_adresse(utilisateur, avant["email"])
    if not utilisateur.actif:
        revocations.fermer_sessions(utilisateur.sessions.all(), fin=Session.Fin.COMPTE, acteur=acteur)
    if changes & _DANS_LES_JETONS:
        revocations.refuser_anciens_jetons([utilisateur], acteur=acteur)
    messages.publier_utilisateur("update", utilisateur, acteur=acteur)
    apres = etat(utilisateur)
    audit.record(
        "modifier",
        MODULE,
        utilisateur.pk,
        acteur=acteur,
        libelle=utilisateur.email,
        avant={champ: avant[champ] for champ in changes},
        apres={champ: apres[champ] for champ in changes},
    )


def _suivre_l_adresse(utilisateur: Utilisateur, ancienne: str) -> None:
    """Nothing that was mailed to the former address opens the account, or takes it back, any more.

    That address is told, without a link and without the new one: it may be that of a stranger, mistyped.
    """
    liens.annuler(utilisateur, Lien.Objet.REINITIALISATION, Lien.Objet.ADRESSE, Lien.Objet.PAS_MOI)
    courriels.ecrire("adresse_deplacee", utilisateur, a=ancienne)
    if utilisateur.invite_le:
        invitations.inviter(utilisateur)
