"""Proving to know one's own password before what cannot easily be undone."""

from django.db import transaction

from chassis.auth.actor import Actor
from comptes import annuaire, hachage, tentatives
from comptes.errors import MotDePasseIncorrect, TropDeTentatives
from comptes.models import Utilisateur


def prouver_mot_de_passe(mot_de_passe: str, *, acteur: Actor, champ: str = "password") -> str:
    """Answers the hash that was proven; raises MotDePasseIncorrect on `champ`, or TropDeTentatives.

    Guesses are limited as those at a login are, and counted whatever comes after. Never call it inside
    another transaction that a refusal would roll back.
    """
    cle = tentatives.cle_du_mot_de_passe(acteur.id)
    with transaction.atomic():
        attente = tentatives.compter(compte=cle, ip=acteur.ip)
        connu = None if attente else annuaire.utilisateur(acteur.id).password_hash
        exact = not attente and hachage.verifier(mot_de_passe, connu)
        if exact:
            tentatives.oublier(compte=cle, ip=acteur.ip)
    if attente:
        raise TropDeTentatives(retry_after=attente)
    if not exact:
        raise _incorrect(champ)
    return connu


def exiger_inchange(utilisateur: Utilisateur, prouve: str, *, champ: str = "password") -> None:
    """With the account locked: the password must still be the one that was proven."""
    if utilisateur.password_hash != prouve:
        raise _incorrect(champ)


def _incorrect(champ: str) -> MotDePasseIncorrect:
    return MotDePasseIncorrect({champ: [MotDePasseIncorrect.title + "."]})
