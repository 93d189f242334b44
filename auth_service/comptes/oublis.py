"""A forgotten password: asked for by anybody, answered by mail alone."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from comptes import annuaire, mots_de_passe
from comptes.models import DemandeReinitialisation, Lien

COURRIELS_PAR_HEURE = 5


def demander_reinitialisation(*, email: str, langue: str = "", ip: str = "") -> None:
    """The same work whether or not the address has an account: the worker looks that up, later.

    The mail is in `langue`, without one in the account's.
    """
    DemandeReinitialisation.objects.create(email=annuaire.normaliser_email(email), langue=langue, ip=ip)


def envoyer_reinitialisations() -> None:
    """Run by the worker, every second. An address without an active account gets no mail."""
    with transaction.atomic():
        demandes = DemandeReinitialisation.objects.order_by("demandee_le", "pk")
        for demande in demandes.select_for_update(skip_locked=True)[:50]:
            _traiter(demande)


def _traiter(demande: DemandeReinitialisation) -> None:
    utilisateur = annuaire.utilisateur_par_email(demande.email)
    if utilisateur is not None and utilisateur.actif:
        recents = Lien.objects.filter(
            utilisateur=utilisateur,
            objet=Lien.Objet.REINITIALISATION,
            cree_le__gt=timezone.now() - timedelta(hours=1),
        )
        if recents.count() < COURRIELS_PAR_HEURE:
            mots_de_passe.envoyer_reinitialisation(utilisateur, langue=demande.langue or utilisateur.langue)
    demande.delete()
