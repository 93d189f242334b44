"""Changing the address of an account: the new one has to be confirmed through a link."""

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from comptes import (
    administration,
    annuaire,
    courriels,
    envois,
    liens,
    messages,
    mots_de_passe,
    preuves,
    revocations,
)
from comptes.models import Lien, Utilisateur
from comptes.verrous import verrouiller_compte


def demander_changement(*, nouvelle: str, mot_de_passe: str, acteur: Actor) -> None:
    """Mail a link to the new address and a notice to the present one.

    An address that has an account gets a mail that says so, one that has had five in an hour gets none, and
    the answer is the same: nobody learns which addresses have an account. Raises MotDePasseIncorrect or
    TropDeTentatives; never call it inside another transaction that a refusal would roll back.
    """
    nouvelle = annuaire.normaliser_email(nouvelle)
    preuve = preuves.prouver_mot_de_passe(mot_de_passe, acteur=acteur)
    with transaction.atomic():
        utilisateur = verrouiller_compte(acteur.id)
        preuves.exiger_inchange(utilisateur, preuve)
        liens.annuler(utilisateur, Lien.Objet.ADRESSE)
        if envois.compter(nouvelle):
            _ecrire_a(nouvelle, utilisateur)
        courriels.avertir("adresse_demandee", utilisateur, nouvelle=nouvelle)
        audit.record(
            "demander_adresse",
            "utilisateurs",
            utilisateur.pk,
            acteur=acteur,
            libelle=utilisateur.email,
            apres={"email": nouvelle},
        )


def confirmer_adresse(*, jeton: str, ip: str = "") -> str:
    """The account has the new address, the former one is told; raises LienInvalide or EmailDejaUtilise."""
    with transaction.atomic():
        administration.verrouiller_attributions()  # nobody makes an account with this address meanwhile
        utilisateur = mots_de_passe.verrouiller_par_lien(Lien.Objet.ADRESSE, jeton)
        nouvelle, ancienne = liens.consommer(Lien.Objet.ADRESSE, jeton).email, utilisateur.email
        annuaire.exiger_email_libre(nouvelle)
        remplacer(utilisateur, nouvelle, acteur=Actor(id=utilisateur.pk, email=nouvelle, ip=ip))
        courriels.avertir("adresse_changee", utilisateur, a=ancienne, nouvelle=nouvelle)
        return nouvelle


def remplacer(utilisateur: Utilisateur, nouvelle: str, *, acteur: Actor) -> None:
    """What was mailed to the present address opens nothing any more.

    Call it with the attributions and the account locked, and `nouvelle` free.
    """
    liens.annuler(utilisateur, Lien.Objet.REINITIALISATION, Lien.Objet.ADRESSE)
    avant, utilisateur.email = utilisateur.email, nouvelle
    utilisateur.ver += 1
    utilisateur.version += 1
    utilisateur.recherche = utilisateur.texte_de_recherche()
    utilisateur.save(update_fields=["email", "ver", "version", "recherche"])
    revocations.refuser_anciens_jetons([utilisateur], acteur=acteur)
    messages.publier_utilisateur("update", utilisateur, acteur=acteur)
    audit.record(
        "changer_adresse",
        "utilisateurs",
        utilisateur.pk,
        acteur=acteur,
        libelle=nouvelle,
        avant={"email": avant},
        apres={"email": nouvelle},
    )


def _ecrire_a(adresse: str, utilisateur: Utilisateur) -> None:
    prise = annuaire.utilisateur_par_email(adresse)
    if prise is not None:
        courriels.ecrire("deja_inscrit", prise, lien=courriels.page_de_connexion())
        return
    jeton = liens.creer(Lien.Objet.ADRESSE, utilisateur, email=adresse)
    lien = courriels.adresse_du_lien(Lien.Objet.ADRESSE, jeton)
    courriels.ecrire("adresse", utilisateur, a=adresse, lien=lien)
