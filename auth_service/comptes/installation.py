"""Accounts that a new system starts with, made by a command of its operator."""

from django.db import transaction

from comptes import annuaire, hachage, mots_de_passe, utilisateurs
from comptes.administration import OPERATEUR
from comptes.models import Utilisateur


def garantir_compte(*, email: str, mot_de_passe: str, role: str, **profil: str) -> Utilisateur:
    """Afterwards the account exists, is active, has this role and this password. Changes nothing twice.

    `profil` (nom, prenom) is for an account that has to be made.
    """
    with transaction.atomic():
        existant = annuaire.utilisateur_par_email(annuaire.normaliser_email(email))
        if existant is None:
            return utilisateurs.creer_utilisateur(
                email=email, mot_de_passe=mot_de_passe, role=role, acteur=OPERATEUR, **profil
            )
        if not hachage.verifier(mot_de_passe, existant.password_hash):
            mots_de_passe.imposer_mot_de_passe(
                utilisateur_id=existant.pk, mot_de_passe=mot_de_passe, acteur=OPERATEUR
            )
        return utilisateurs.modifier_utilisateur(
            utilisateur_id=existant.pk, champs={"role": role, "actif": True}, acteur=OPERATEUR
        )
