"""Reads of the ledger, newest first."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import BigIntegerField, DateTimeField, ExpressionWrapper, F, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from stock.errors import MouvementIntrouvable
from stock.models import MouvementStock
from stock.recherche import DERIVES_DE_LA_PIECE

# Among how many rows around a moment the first or last of the ledger is looked for: the two largest commands
# there can be, written at the same time, are 4,000 rows.
SLACK = 5_000
# Written so that the planner does not choose the index of moments and sort all that it finds there.
MOMENT = ExpressionWrapper(F("cree_le") + timedelta(0), DateTimeField())


def mouvements() -> QuerySet[MouvementStock]:
    rows = MouvementStock.objects.select_related("piece", "emplacement", "contrepartie")
    rows = rows.defer(*DERIVES_DE_LA_PIECE).annotate(annule_par_id=F("annulation__id"))
    return rows.order_by("-sequence")


def depuis(rows: QuerySet[MouvementStock], moment: datetime) -> QuerySet[MouvementStock]:
    """Those from this moment on; see `_borne`."""
    rows = rows.filter(sequence__gte=_borne("min(sequence)", "cree_le >= %s ORDER BY cree_le", moment))
    return rows.filter(GreaterThanOrEqual(MOMENT, moment))


def avant(rows: QuerySet[MouvementStock], moment: datetime) -> QuerySet[MouvementStock]:
    """Those before this moment; see `_borne`."""
    rows = rows.filter(sequence__lte=_borne("max(sequence)", "cree_le < %s ORDER BY cree_le DESC", moment))
    return rows.filter(LessThan(MOMENT, moment))


def _borne(extreme: str, autour: str, moment: datetime) -> RawSQL:
    """Where in the ledger a period begins or ends, read from the index of moments alone.

    So that a page is read in the order of the ledger from there on, and neither from the newest row on nor by
    sorting the whole period. Both orders are nearly the same: what is written together is numbered together.
    """
    proches = f"SELECT sequence FROM mouvements_stock WHERE {autour} LIMIT {SLACK}"
    return RawSQL(f"SELECT {extreme} FROM ({proches}) AS proches", [moment], BigIntegerField())


def mouvement(mouvement_id: UUID) -> MouvementStock:
    """Raises MouvementIntrouvable."""
    found = mouvements().filter(pk=mouvement_id).first()
    if found is None:
        raise MouvementIntrouvable()
    return found
