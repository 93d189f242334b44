"""Signing up: asked for by anybody, done once the address is confirmed."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from chassis.auth.actor import Actor
from comptes import (
    administration,
    annuaire,
    courriels,
    demandes,
    envois,
    hachage,
    jetons,
    liens,
    utilisateurs,
)
from comptes.errors import InscriptionFermee, RoleInconnu
from comptes.models import Inscription, Role, Utilisateur
from config.parametres import INSCRIPTION_OUVERTE, ROLE_INSCRIPTION

log = logging.getLogger(__name__)

DUREE = timedelta(hours=24)


def demander_inscription(
    *, email: str, mot_de_passe: str, langue: str, nom: str = "", prenom: str = "", ip: str = ""
) -> None:
    """The same work whether or not the address has an account: nothing here looks at accounts.

    The worker mails the link, or a word that there is an account already (`envoyer_confirmations`). Raises
    MotDePasseRefuse or InscriptionFermee.
    """
    if not INSCRIPTION_OUVERTE():
        raise InscriptionFermee()
    email = annuaire.normaliser_email(email)
    futur = Utilisateur(email=email, nom=nom, prenom=prenom)
    hachage.exiger_mot_de_passe_solide(mot_de_passe, futur, champ="password")
    Inscription.objects.create(
        email=email,
        password_hash=hachage.hacher(mot_de_passe),
        nom=nom,
        prenom=prenom,
        langue=langue,
        ip=ip,
    )


def envoyer_confirmations() -> None:
    """Run by the worker, every second."""
    demandes.traiter(Inscription.objects.filter(traitee_le__isnull=True), _traiter)


def confirmer_inscription(*, jeton: str, ip: str = "") -> str:
    """Make the account; answers its address. The link followed once more answers the same.

    Raises LienInvalide, EmailDejaUtilise or InscriptionFermee.
    """
    with transaction.atomic():
        administration.verrouiller_attributions()
        inscription = (
            Inscription.objects.select_for_update()
            .filter(empreinte=jetons.empreinte(jeton), expire_le__gt=timezone.now())
            .first()
        )
        if inscription is None:
            raise liens.lien_invalide()
        if inscription.confirmee_le is None:
            _creer_compte(inscription, ip)
        return inscription.email


def _traiter(inscription: Inscription) -> None:
    inscription.traitee_le = timezone.now()
    if envois.compter(inscription.email):
        existant = annuaire.utilisateur_par_email(inscription.email)
        if existant is None:
            _envoyer_lien(inscription)
        else:
            inscription.password_hash = ""
            courriels.ecrire("deja_inscrit", existant, lien=courriels.page_de_connexion())
    inscription.save()


def _envoyer_lien(inscription: Inscription) -> None:
    jeton = jetons.nouveau_jeton()
    inscription.empreinte = jetons.empreinte(jeton)
    inscription.expire_le = timezone.now() + DUREE
    courriels.envoyer(
        "confirmation",
        a=inscription.email,
        langue=inscription.langue,
        lien=courriels.adresse_du_lien("confirmation", jeton),
    )


def _creer_compte(inscription: Inscription, ip: str) -> None:
    utilisateur = Utilisateur(
        email=inscription.email,
        password_hash=inscription.password_hash,
        nom=inscription.nom,
        prenom=inscription.prenom,
        langue=inscription.langue,
    )
    utilisateur.role = _role_d_inscription()
    acteur = Actor(id=utilisateur.pk, email=utilisateur.email, ip=ip)
    utilisateurs.enregistrer_nouveau(utilisateur, acteur=acteur)
    inscription.confirmee_le = timezone.now()
    inscription.password_hash = inscription.nom = inscription.prenom = ""
    inscription.save()


def _role_d_inscription() -> Role:
    """Raises InscriptionFermee when the configuration names no role there is, or one that administers."""
    try:
        role = administration.role_a_donner(ROLE_INSCRIPTION(), acteur=administration.OPERATEUR)
    except RoleInconnu as error:
        raise InscriptionFermee() from error
    if administration.POUVOIRS & set(role.codes):
        log.error("sign-up is closed: role_inscription names %s, which administers", role.nom)
        raise InscriptionFermee()
    return role
