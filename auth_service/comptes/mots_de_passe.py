"""Replacing a password."""

from uuid import UUID

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from comptes import annuaire, hachage, revocations, tentatives
from comptes.errors import MotDePasseIncorrect, TropDeTentatives, UtilisateurIntrouvable
from comptes.models import Session, Utilisateur


def changer_mot_de_passe(*, ancien: str, nouveau: str, acteur: Actor) -> None:
    """By its owner, who proves to know the old one; closes the other sessions.

    Guesses at the old one count as guesses at a login do. Never call it inside another transaction that a
    refusal would roll back.
    """
    compte = annuaire.utilisateur(acteur.id).email
    with transaction.atomic():
        attente = tentatives.compter(compte=compte, ip=acteur.ip)  # before the account, as a login locks them
        utilisateur = _verrouiller(acteur.id)
        exact = not attente and hachage.verifier(ancien, utilisateur.password_hash)
        if exact:
            hachage.exiger_mot_de_passe_solide(nouveau, utilisateur, champ="new_password")
            tentatives.oublier(compte=compte, ip=acteur.ip)
            autres = utilisateur.sessions.exclude(pk=acteur.session_id)
            _remplacer(utilisateur, nouveau, a_fermer=autres, acteur=acteur)
    if attente:
        raise TropDeTentatives(retry_after=attente)
    if not exact:
        raise MotDePasseIncorrect({"old_password": [MotDePasseIncorrect.title + "."]})


def imposer_mot_de_passe(*, utilisateur_id: UUID, mot_de_passe: str, acteur: Actor) -> None:
    """Without the old one, by somebody who may; closes every session."""
    with transaction.atomic():
        utilisateur = _verrouiller(utilisateur_id)
        hachage.exiger_mot_de_passe_solide(mot_de_passe, utilisateur, champ="password")
        _remplacer(utilisateur, mot_de_passe, a_fermer=utilisateur.sessions.all(), acteur=acteur)


def _verrouiller(utilisateur_id: UUID) -> Utilisateur:
    trouve = (
        Utilisateur.objects.select_for_update(no_key=True)
        .filter(pk=utilisateur_id, supprime_le__isnull=True)
        .first()
    )
    if trouve is None:
        raise UtilisateurIntrouvable()
    return trouve


def _remplacer(utilisateur: Utilisateur, mot_de_passe: str, *, a_fermer, acteur: Actor) -> None:
    utilisateur.password_hash = hachage.hacher(mot_de_passe)
    utilisateur.save(update_fields=["password_hash"])
    revocations.fermer_sessions(a_fermer, fin=Session.Fin.MOT_DE_PASSE, acteur=acteur)
    audit.record(
        "changer_mot_de_passe", "utilisateurs", utilisateur.pk, acteur=acteur, libelle=utilisateur.email
    )
