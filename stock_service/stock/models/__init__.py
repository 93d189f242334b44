"""Tables of this service: fields and constraints only."""

from stock.models.achats import AchatAttendu, FournisseurCopie, LigneAttendue, OperationDeCommande
from stock.models.emplacements import Emplacement
from stock.models.inventaires import Comptage, Inventaire, LigneInventaire
from stock.models.mouvements import MouvementStock
from stock.models.niveaux import NiveauStock, StockPiece
from stock.models.pieces import PieceCopie
from stock.models.reservations import Reservation
from stock.models.seuils import Seuil

__all__ = [
    "AchatAttendu",
    "Comptage",
    "Emplacement",
    "FournisseurCopie",
    "Inventaire",
    "LigneAttendue",
    "LigneInventaire",
    "MouvementStock",
    "NiveauStock",
    "OperationDeCommande",
    "PieceCopie",
    "Reservation",
    "Seuil",
    "StockPiece",
]
