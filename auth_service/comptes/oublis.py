"""A forgotten password: asked for by anybody, answered by mail alone."""

from comptes import annuaire, demandes, envois, mots_de_passe
from comptes.models import DemandeReinitialisation


def demander_reinitialisation(*, email: str, langue: str = "", ip: str = "") -> None:
    """The same work whether or not the address has an account: the worker looks that up, later.

    The mail is in `langue`, without one in the account's.
    """
    DemandeReinitialisation.objects.create(email=annuaire.normaliser_email(email), langue=langue, ip=ip)


def envoyer_reinitialisations() -> None:
    """Run by the worker, every second. An address without an active account gets no mail."""
    demandes.traiter(DemandeReinitialisation.objects.all(), _traiter)


def _traiter(demande: DemandeReinitialisation) -> None:
    utilisateur = annuaire.utilisateur_par_email(demande.email)
    if utilisateur is not None and utilisateur.actif and envois.compter(demande.email):
        mots_de_passe.envoyer_reinitialisation(utilisateur, langue=demande.langue or utilisateur.langue)
    demande.delete()
