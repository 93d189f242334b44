"""Replacing a password: by its owner, through a link, by the operator."""

from uuid import UUID

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from comptes import courriels, hachage, liens, messages, preuves, revocations, tentatives
from comptes.models import Defi, Lien, Session, Utilisateur
from comptes.verrous import verrouiller_compte


def changer_mot_de_passe(*, ancien: str, nouveau: str, acteur: Actor) -> None:
    """By its owner, who proves to know the old one; closes the other sessions.

    Raises MotDePasseIncorrect, MotDePasseRefuse or TropDeTentatives. Never call it inside another transaction
    that a refusal would roll back.
    """
    preuve = preuves.prouver_mot_de_passe(ancien, acteur=acteur, champ="old_password")
    with transaction.atomic():
        utilisateur = verrouiller_compte(acteur.id)
        preuves.exiger_inchange(utilisateur, preuve, champ="old_password")
        hachage.exiger_mot_de_passe_solide(nouveau, utilisateur, champ="new_password")
        autres = utilisateur.sessions.exclude(pk=acteur.session_id)
        _remplacer(utilisateur, nouveau, a_fermer=autres, acteur=acteur)
        courriels.avertir("mot_de_passe_change", utilisateur)


def reinitialiser_mot_de_passe(*, jeton: str, nouveau: str, ip: str = "") -> None:
    """Through the link that was mailed; closes every session and ends every wait.

    Raises LienInvalide, or MotDePasseRefuse: then the link stays good.
    """
    with transaction.atomic():
        tentatives.lever(liens.titulaire(Lien.Objet.REINITIALISATION, jeton), ip=ip)
        utilisateur = _compte_actif(Lien.Objet.REINITIALISATION, jeton)
        liens.consommer(Lien.Objet.REINITIALISATION, jeton)
        hachage.exiger_mot_de_passe_solide(nouveau, utilisateur, champ="new_password")
        acteur = Actor(id=utilisateur.pk, email=utilisateur.email, ip=ip)
        _remplacer(utilisateur, nouveau, a_fermer=utilisateur.sessions.all(), acteur=acteur)
        courriels.avertir("mot_de_passe_change", utilisateur)


def accepter_invitation(
    *, jeton: str, nouveau: str, nom: str | None = None, prenom: str | None = None, ip: str = ""
) -> Utilisateur:
    """The first password, chosen by the person invited. Refusals as `reinitialiser_mot_de_passe`."""
    with transaction.atomic():
        utilisateur = _compte_actif(Lien.Objet.INVITATION, jeton)
        liens.consommer(Lien.Objet.INVITATION, jeton)
        utilisateur.nom = nom if nom is not None else utilisateur.nom
        utilisateur.prenom = prenom if prenom is not None else utilisateur.prenom
        hachage.exiger_mot_de_passe_solide(nouveau, utilisateur, champ="new_password")
        acteur = Actor(id=utilisateur.pk, email=utilisateur.email, ip=ip)
        utilisateur.version += 1
        _remplacer(utilisateur, nouveau, a_fermer=utilisateur.sessions.all(), acteur=acteur)
        messages.publier_utilisateur("update", utilisateur, acteur=acteur)
        return utilisateur


def imposer_mot_de_passe(*, utilisateur_id: UUID, mot_de_passe: str, acteur: Actor) -> None:
    """Without the old one, by somebody who may; closes every session."""
    with transaction.atomic():
        utilisateur = verrouiller_compte(utilisateur_id)
        hachage.exiger_mot_de_passe_solide(mot_de_passe, utilisateur, champ="password")
        _remplacer(utilisateur, mot_de_passe, a_fermer=utilisateur.sessions.all(), acteur=acteur)


def rendre_inconnu(utilisateur: Utilisateur) -> None:
    """Nobody gets in until a password is chosen through a link. Call it with the account locked."""
    utilisateur.password_hash = hachage.de_personne()
    utilisateur.save(update_fields=["password_hash"])


def envoyer_reinitialisation(utilisateur: Utilisateur, **options: str) -> None:
    """`options` as those of `courriels.ecrire`."""
    jeton = liens.creer(Lien.Objet.REINITIALISATION, utilisateur)
    lien = courriels.adresse_du_lien(Lien.Objet.REINITIALISATION, jeton)
    courriels.ecrire("reinitialisation", utilisateur, lien=lien, **options)


def verrouiller_par_lien(objet: Lien.Objet, jeton: str) -> Utilisateur:
    """The account is locked before its link is: a change of password goes the same way."""
    compte = liens.titulaire(objet, jeton).pk
    utilisateur = (
        Utilisateur.objects.select_for_update(no_key=True).filter(pk=compte, supprime_le__isnull=True).first()
    )
    if utilisateur is None:
        raise liens.lien_invalide()
    return utilisateur


def _compte_actif(objet: Lien.Objet, jeton: str) -> Utilisateur:
    utilisateur = verrouiller_par_lien(objet, jeton)
    if not utilisateur.actif:
        raise liens.lien_invalide()
    return utilisateur


def _remplacer(utilisateur: Utilisateur, mot_de_passe: str, *, a_fermer, acteur: Actor) -> None:
    """Whatever was on its way with the old password is void: challenges and links."""
    utilisateur.password_hash = hachage.hacher(mot_de_passe)
    utilisateur.invite_le = None
    utilisateur.recherche = utilisateur.texte_de_recherche()
    utilisateur.save(update_fields=["password_hash", "invite_le", "nom", "prenom", "recherche", "version"])
    Defi.objects.filter(utilisateur=utilisateur).delete()
    liens.annuler(utilisateur, Lien.Objet.REINITIALISATION, Lien.Objet.INVITATION)
    revocations.fermer_sessions(a_fermer, fin=Session.Fin.MOT_DE_PASSE, acteur=acteur)
    audit.record(
        "changer_mot_de_passe", "utilisateurs", utilisateur.pk, acteur=acteur, libelle=utilisateur.email
    )
