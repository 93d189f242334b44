"""Which places a quantity is taken from: those with something available, in the order of their codes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from stock.models import NiveauStock, StockPiece
from stock.models.niveaux import ZERO


@dataclass
class PlaceLibre:
    """What is left to take at a place."""

    niveau: NiveauStock
    reste: Decimal


def places_libres(stocks: dict[UUID, StockPiece]) -> dict[UUID, list[PlaceLibre]]:
    """By piece (locked by the caller), its places with something available. None for a retired piece."""
    libres: dict[UUID, list[PlaceLibre]] = {piece_id: [] for piece_id in stocks}
    ouvertes = [piece_id for piece_id, stock in stocks.items() if not stock.retiree]
    rows = NiveauStock.objects.filter(piece_id__in=ouvertes).select_related("emplacement")
    for niveau in rows.order_by("emplacement__code", "emplacement_id"):
        if niveau.quantite > niveau.reserve:
            libres[niveau.piece_id].append(PlaceLibre(niveau, niveau.quantite - niveau.reserve))
    return libres


def total_libre(libres: Iterable[PlaceLibre]) -> Decimal:
    return sum((each.reste for each in libres), ZERO)


def pieces_courtes(
    demandes: Iterable[tuple[UUID, Decimal]], libres: dict[UUID, list[PlaceLibre]]
) -> list[dict[str, Any]]:
    """The pieces of which more is asked, over all lines, than is available; with both figures."""
    sommes: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    for piece_id, quantite in demandes:
        sommes[piece_id] += quantite
    return [
        {
            "piece_id": piece_id,
            "demande": f"{demande:.3f}",
            "disponible": f"{total_libre(libres[piece_id]):.3f}",
        }
        for piece_id, demande in sommes.items()
        if total_libre(libres[piece_id]) < demande
    ]


def repartir(quantite: Decimal, libres: list[PlaceLibre]) -> list[tuple[NiveauStock, Decimal]]:
    """Take `quantite` from these places in their order; what is taken is no longer free for the next line."""
    parts = []
    for libre in libres:
        pris = min(quantite, libre.reste)
        if pris > 0:
            parts.append((libre.niveau, pris))
            libre.reste -= pris
            quantite -= pris
    return parts
