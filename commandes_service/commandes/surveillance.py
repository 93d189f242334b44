"""Calls that came too late: no reservation outlives the order it was made for.

A call to stock_service that timed out may still take effect (its instance was frozen, say) after the order
went back to draft or was cancelled. Such an order is watched until the call's token has expired: what
stock_service then holds for it is released.

A release may come too late as well, and must not undo a later validation. So its key is written down before
it is sent (`liberation_cle`), and the order is not validated again before stock_service has confirmed it:
whatever still arrives with that key is then a replay without effect.
"""

import logging
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from commandes import clients
from commandes.clients import CallFailed
from commandes.errors import RefusDuStock
from commandes.etats import EN_COURS, SANS_RESERVATION
from commandes.models import Commande
from commandes.transitions import verrouiller_meme_supprimee

log = logging.getLogger(__name__)

SERVICE = Actor()  # nobody asked for it


def verifier_commandes_surveillees(*, au_plus: int = 50) -> None:
    """Ask stock_service about each watched order that must hold nothing; stops when it does not answer."""
    surveillees = Commande.objects.filter(surveillee_jusqua__isnull=False).exclude(etat__in=EN_COURS)
    for commande in surveillees.order_by("surveillee_jusqua", "pk")[:au_plus]:
        try:
            _verifier(commande)
        except CallFailed as error:
            log.info("watched orders wait, stock_service does not answer: %s", error)
            return
        except RefusDuStock as refus:
            log.error("order %s stays watched: %s", commande.reference, refus.data)


def confirmer_liberation(commande: Commande) -> None:
    """Send the release that was written down, if any, until stock_service has answered it; CallFailed.

    Always as the service itself, whoever waits for it: a key means the same for one caller only.
    """
    if not commande.liberation_cle:
        return
    clients.liberer(commande_id=commande.id, cle=commande.liberation_cle, acteur=SERVICE)
    rows = Commande.objects.filter(pk=commande.pk, liberation_cle=commande.liberation_cle)
    rows.update(liberation_cle="")


def _verifier(commande: Commande) -> None:
    avant_la_question = timezone.now()
    confirmer_liberation(commande)
    if commande.etat in SANS_RESERVATION:
        vu = clients.lire_commande(commande_id=commande.id, acteur=SERVICE)
        if any(reservation.active for reservation in vu.reservations):
            log.warning("order %s holds a reservation it must not: released", commande.reference)
            _liberer(commande)
            return
    rows = Commande.objects.filter(pk=commande.pk, surveillee_jusqua__lt=avant_la_question)
    rows.filter(liberation_cle="").update(surveillee_jusqua=None)


def _liberer(commande: Commande) -> None:
    actuelle = _ecrire_cle(commande.pk, cle=f"{commande.pk}:surveillance:{new_id()}")
    if actuelle is not None:
        confirmer_liberation(actuelle)


def _ecrire_cle(commande_id: UUID, *, cle: str) -> Commande | None:
    """The order with the key of its release written down; None when it has been taken up again meanwhile."""
    with transaction.atomic():
        commande = verrouiller_meme_supprimee(commande_id)
        if commande is None or commande.etat not in SANS_RESERVATION:
            return None
        if not commande.liberation_cle:
            commande.liberation_cle = cle
            commande.save(update_fields=["liberation_cle"])
        return commande
