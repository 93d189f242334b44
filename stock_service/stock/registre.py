"""Reads of the ledger, newest first."""

from uuid import UUID

from django.db.models import F, QuerySet

from stock.errors import MouvementIntrouvable
from stock.models import MouvementStock


def mouvements() -> QuerySet[MouvementStock]:
    rows = MouvementStock.objects.select_related("piece", "emplacement", "contrepartie")
    return rows.annotate(annule_par_id=F("annulation__id")).order_by("-sequence")


def mouvement(mouvement_id: UUID) -> MouvementStock:
    """Raises MouvementIntrouvable."""
    found = mouvements().filter(pk=mouvement_id).first()
    if found is None:
        raise MouvementIntrouvable()
    return found
