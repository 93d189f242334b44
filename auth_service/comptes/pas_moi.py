"""Somebody did not recognise what a mail told of: whatever a thief may hold stops working."""

from datetime import datetime

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from comptes import administration, adresses, annuaire, appareils, liens, mots_de_passe, sessions
from comptes.models import Lien, Session, Utilisateur


def fermer_si_pas_moi(*, jeton: str, ip: str = "") -> None:
    """Every session ends, the password is refused, and a link to choose another is mailed.

    It goes where the mail that told of it went, and if the account has another address since, it gets that
    one back unless somebody else has it by now. Raises LienInvalide.
    """
    with transaction.atomic():
        administration.verrouiller_attributions()
        utilisateur = mots_de_passe.verrouiller_par_lien(Lien.Objet.PAS_MOI, jeton)
        lien = liens.consommer(Lien.Objet.PAS_MOI, jeton)
        adresse = lien.email or utilisateur.email  # links made by an earlier version carry none
        acteur = Actor(id=utilisateur.pk, email=adresse, ip=ip)
        _annuler_les_liens(utilisateur, adresse, depuis=lien.cree_le)
        if adresse != utilisateur.email and annuaire.utilisateur_par_email(adresse) is None:
            adresses.remplacer(utilisateur, adresse, acteur=acteur)
        mots_de_passe.rendre_inconnu(utilisateur)
        appareils.oublier(utilisateur)
        sessions.fermer_celles_de(utilisateur.pk, fin=Session.Fin.PAS_MOI, acteur=acteur)
        mots_de_passe.envoyer_reinitialisation(utilisateur, a=adresse)
        audit.record(
            "signaler_connexion", "utilisateurs", utilisateur.pk, acteur=acteur, libelle=utilisateur.email
        )


def _annuler_les_liens(utilisateur: Utilisateur, adresse: str, *, depuis: datetime) -> None:
    """Of two addresses that each say "not me" the one that was told first is the owner's."""
    liens.annuler(utilisateur, Lien.Objet.ADRESSE, Lien.Objet.REINITIALISATION)
    suivants = utilisateur.liens.filter(objet=Lien.Objet.PAS_MOI, cree_le__gt=depuis)
    suivants.exclude(email=adresse).delete()
