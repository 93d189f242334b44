"""What an order does with what it reserved: release it, or ship it."""

from typing import Any
from uuid import UUID

from django.db import transaction

from chassis.auth.actor import Actor
from stock import ecritures
from stock.ecritures import Ecriture
from stock.errors import ReservationAbsente
from stock.models import MouvementStock, Reservation, StockPiece
from stock.reservations import marquer, terminer
from stock.verrous import verrouiller_pieces

Etat = Reservation.Etat


@transaction.atomic
def liberer_commande(*, commande_id: UUID, acteur: Actor) -> list[Reservation]:
    """Release what the order holds; its reservations as they are now. Harmless when it holds nothing."""
    actives, stocks = _verrouiller_actives(commande_id)
    terminer(actives, stocks, etat=Etat.LIBEREE, acteur=acteur)
    return reservations_de(commande_id)


@transaction.atomic
def expedier_commande(*, commande_id: UUID, reference: str, acteur: Actor) -> list[MouvementStock]:
    """Consume what the order holds and write its OUT movements. Asked again, the movements written then.

    `reference` is the order's. Raises ReservationAbsente when nothing is held and nothing was shipped.
    """
    actives, stocks = _verrouiller_actives(commande_id)
    if not actives:
        deja = mouvements_de(commande_id)
        if not deja:
            raise ReservationAbsente()
        return deja
    sorties = [
        Ecriture(
            type=MouvementStock.Type.OUT,
            stock=stocks[each.piece_id],
            emplacement=each.emplacement,
            quantite=-each.quantite,
            reserve=-each.quantite,
            motif=f"Expédition de {reference}",
            reference_externe=reference,
            commande_id=commande_id,
            ligne=ligne,
        )
        for ligne, each in enumerate(actives)
    ]
    mouvements = ecritures.passer(sorties, acteur=acteur)
    marquer(actives, Etat.CONSOMMEE)
    return mouvements


def etat_de_la_commande(commande_id: UUID) -> dict[str, Any]:
    """What is known of an order; empty lists when nothing is."""
    return {
        "commande_id": commande_id,
        "reservations": reservations_de(commande_id),
        "mouvements": mouvements_de(commande_id),
    }


def reservations_de(commande_id: UUID) -> list[Reservation]:
    return list(Reservation.objects.filter(commande_id=commande_id).order_by("id"))


def mouvements_de(commande_id: UUID) -> list[MouvementStock]:
    return list(MouvementStock.objects.filter(commande_id=commande_id).order_by("sequence"))


def _verrouiller_actives(commande_id: UUID) -> tuple[list[Reservation], dict[UUID, StockPiece]]:
    """The active reservations of an order as they are once its pieces are locked."""
    actives = Reservation.objects.filter(commande_id=commande_id, etat=Etat.ACTIVE)
    stocks = verrouiller_pieces(actives.values_list("piece_id", flat=True))
    rows = actives.filter(piece_id__in=stocks).select_related("emplacement").order_by("id")
    return list(rows), stocks
