"""Tables of this service: fields and constraints only."""

from stock.models.emplacements import Emplacement
from stock.models.mouvements import MouvementStock
from stock.models.niveaux import NiveauStock, StockPiece
from stock.models.pieces import PieceCopie
from stock.models.reservations import Reservation
from stock.models.seuils import Seuil

__all__ = [
    "Emplacement",
    "MouvementStock",
    "NiveauStock",
    "PieceCopie",
    "Reservation",
    "Seuil",
    "StockPiece",
]
