"""Accounts, as administrators keep them."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit, corbeille
from chassis.auth.actor import Actor
from chassis.filters import normalise
from chassis.versions import require_version
from comptes import administration, annuaire, hachage, messages, revocations, tentatives
from comptes.errors import EmailDejaUtilise, IdentifiantDejaUtilise, UtilisateurIntrouvable
from comptes.models import Session, Utilisateur

MODULE = "utilisateurs"

# A token tells these of its bearer: when one changes, the tokens given out before are refused.
_DANS_LES_JETONS = {"email", "role", "actif"}


def creer_utilisateur(
    *, email: str, mot_de_passe: str, role: str, acteur: Actor, id: UUID | None = None, **profil: Any
) -> Utilisateur:
    """`role` is the name of a role; `profil`: nom, prenom, telephone, langue, actif, each optional."""
    utilisateur = Utilisateur(email=annuaire.normaliser_email(email), **profil)
    if id is not None:
        utilisateur.id = id
    hachage.exiger_mot_de_passe_solide(mot_de_passe, utilisateur, champ="password")
    utilisateur.password_hash = hachage.hacher(mot_de_passe)
    utilisateur.recherche = texte_de_recherche(utilisateur)
    with transaction.atomic():
        administration.verrouiller_attributions()
        utilisateur.role = administration.role_a_donner(role, acteur=acteur)
        exiger_email_libre(utilisateur.email)
        if Utilisateur.objects.filter(pk=utilisateur.pk).exists():
            raise IdentifiantDejaUtilise()
        utilisateur.save(force_insert=True)
        messages.publier_utilisateur("create", utilisateur, acteur=acteur)
        audit.record(
            "creer", MODULE, utilisateur.pk, acteur=acteur, libelle=utilisateur.email, apres=etat(utilisateur)
        )
        return annuaire.utilisateur(utilisateur.pk)


def modifier_utilisateur(
    *, utilisateur_id: UUID, champs: dict[str, Any], version: int | None = None, acteur: Actor
) -> Utilisateur:
    """`champs`: any of email, nom, prenom, telephone, langue, role (its name), actif."""
    with transaction.atomic():
        administration.verrouiller_attributions()
        utilisateur = _verrouiller(utilisateur_id)
        require_version(utilisateur.version, version)
        administration.exiger_permissions(acteur, utilisateur.role.codes)
        avant, administrait = etat(utilisateur), administration.est_administrateur(utilisateur)
        _appliquer(utilisateur, champs, acteur)
        changes = {champ for champ, valeur in etat(utilisateur).items() if avant[champ] != valeur}
        if changes:
            _enregistrer(utilisateur, avant, changes, acteur)
        if administrait:
            administration.exiger_un_administrateur()
        return annuaire.utilisateur(utilisateur.pk)


def supprimer_utilisateur(*, utilisateur_id: UUID, acteur: Actor) -> None:
    """Mark the account as deleted; it stays in the trash until restored or purged."""
    with transaction.atomic():
        administration.verrouiller_attributions()
        utilisateur = _verrouiller(utilisateur_id)
        administration.exiger_permissions(acteur, utilisateur.role.codes)
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
        tentatives.oublier(compte=utilisateur.email)
        audit.record("deverrouiller", MODULE, utilisateur.pk, acteur=acteur, libelle=utilisateur.email)
        return annuaire.utilisateur(utilisateur_id)


def exiger_email_libre(email: str) -> None:
    if Utilisateur.objects.filter(email=email, supprime_le__isnull=True).exists():
        raise EmailDejaUtilise()


def texte_de_recherche(utilisateur: Utilisateur) -> str:
    return normalise(f"{utilisateur.prenom} {utilisateur.nom} {utilisateur.email}")


def etat(utilisateur: Utilisateur) -> dict[str, Any]:
    """What the audit log and the trash keep of an account."""
    champs = ("email", "nom", "prenom", "telephone", "langue", "actif")
    return {champ: getattr(utilisateur, champ) for champ in champs} | {"role": utilisateur.role.nom}


def _verrouiller(utilisateur_id: UUID) -> Utilisateur:
    trouve = (
        Utilisateur.objects.select_for_update(no_key=True)
        .filter(pk=utilisateur_id, supprime_le__isnull=True)
        .first()
    )
    if trouve is None:
        raise UtilisateurIntrouvable()
    return trouve


def _appliquer(utilisateur: Utilisateur, champs: dict[str, Any], acteur: Actor) -> None:
    for champ, valeur in champs.items():
        if champ == "role":
            if valeur != utilisateur.role.nom:
                utilisateur.role = administration.role_a_donner(valeur, acteur=acteur)
        elif champ == "email":
            email = annuaire.normaliser_email(valeur)
            if email != utilisateur.email:
                exiger_email_libre(email)
            utilisateur.email = email
        else:
            setattr(utilisateur, champ, valeur)


def _enregistrer(utilisateur: Utilisateur, avant: dict[str, Any], changes: set[str], acteur: Actor) -> None:
    utilisateur.version += 1
    utilisateur.recherche = texte_de_recherche(utilisateur)
    if changes & _DANS_LES_JETONS:
        utilisateur.ver += 1
    utilisateur.save()
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
