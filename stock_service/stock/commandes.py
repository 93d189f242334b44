"""What stock knows of an order, and the release of what it reserved."""

from typing import Any
from uuid import UUID

from django.db import transaction

from chassis.auth.actor import Actor
from stock.models import MouvementStock, Reservation, StockPiece
from stock.reservations import terminer
from stock.verrous import verrouiller_pieces

Etat = Reservation.Etat


@transaction.atomic
def liberer_commande(*, commande_id: UUID, acteur: Actor) -> list[Reservation]:
    """Release what the order holds; its reservations as they are now. Harmless when it holds nothing."""
    actives, stocks = verrouiller_actives(commande_id)
    terminer(actives, stocks, etat=Etat.LIBEREE, acteur=acteur)
    return reservations_de(commande_id)


def etat_de_la_commande(commande_id: UUID) -> dict[str, Any]:
    """What is known of an order; empty lists when nothing is."""
    return {
        "commande_id": commande_id,
        "reservations": reservations_de(commande_id),
        "mouvements": list(MouvementStock.objects.filter(commande_id=commande_id).order_by("sequence")),
    }


def reservations_de(commande_id: UUID) -> list[Reservation]:
    return list(Reservation.objects.filter(commande_id=commande_id).order_by("id"))


def verrouiller_actives(commande_id: UUID) -> tuple[list[Reservation], dict[UUID, StockPiece]]:
    """The active reservations of an order as they are once its pieces are locked."""
    actives = Reservation.objects.filter(commande_id=commande_id, etat=Etat.ACTIVE)
    stocks = verrouiller_pieces(actives.values_list("piece_id", flat=True))
    rows = (
        actives.filter(piece_id__in=stocks).select_related("emplacement").order_by("ligne_id", "rang", "id")
    )
    return list(rows), stocks
