"""The read copy of the catalogue, and the retirement of a piece."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from chassis.filters import normalise
from stock import clients
from stock.errors import MouvementsRefuses, PieceEnStock, PieceInconnue
from stock.models import PieceCopie, StockPiece
from stock.verrous import verrouiller_pieces

T = TypeVar("T")
MAX_ASKED = 20  # unknown pieces that one request may make us ask for


def copier_piece(donnees: dict[str, Any]) -> None:
    """Take what a message tells of a piece, unless something newer is known. The newest word decides whether
    the piece is retired: told of as alive it is open again."""
    piece_id, champs = UUID(donnees["id"]), _champs(donnees)
    with transaction.atomic():
        _ajouter(piece_id, champs)
        if PieceCopie.objects.filter(pk=piece_id, version__lt=champs["version"]).update(**champs):
            StockPiece.objects.filter(pk=piece_id).update(retiree=champs["supprimee"])


def retirer_piece(*, piece_id: UUID, acteur: Actor) -> None:
    """Refuse every later movement of a piece of which nothing is left. Raises PieceEnStock.

    A piece never heard of is retired too: an arrival may be about to fetch its copy.
    """
    with transaction.atomic():
        _ajouter(piece_id, {"version": 0})
        stock = verrouiller_pieces([piece_id])[piece_id]
        if stock.quantite > 0:
            raise PieceEnStock(quantite=f"{stock.quantite:.3f}")
        if not stock.retiree:
            stock.retiree = True
            stock.save(update_fields=["retiree"])
            audit.record("retirer", "stocks", piece_id, acteur=acteur, libelle=str(stock.piece))


def redemander(regle: Callable[[], T], *, acteur: Actor) -> T:
    """Run a rule. When it meets pieces it never heard of, ask for them once, outside of its transaction, and
    run it again."""
    try:
        return regle()
    except (PieceInconnue, MouvementsRefuses) as refus:
        found = [_demander(piece_id, acteur) for piece_id in refus.pieces_inconnues[:MAX_ASKED]]
        if not any(found):
            raise
    return regle()


def _demander(piece_id: UUID, acteur: Actor) -> bool:
    """Keep the copy only where there is none: this answer may be older than a retirement."""
    donnees = clients.lire_piece(piece_id, acteur=acteur)
    if donnees is not None:
        with transaction.atomic():
            _ajouter(piece_id, _champs(donnees))
    return donnees is not None


def _ajouter(piece_id: UUID, champs: dict[str, Any]) -> None:
    PieceCopie.objects.bulk_create([PieceCopie(id=piece_id, **champs)], ignore_conflicts=True)
    stock = StockPiece(piece_id=piece_id, retiree=champs.get("supprimee", False))
    StockPiece.objects.bulk_create([stock], ignore_conflicts=True)


def _champs(donnees: dict[str, Any]) -> dict[str, Any]:
    return {
        "reference": donnees["reference"],
        "nom": donnees["nom"],
        "unite": donnees["unite"],
        "prix_achat": Decimal(donnees["prix_achat"]),
        "actif": donnees["actif"],
        "supprimee": donnees["supprimee"],
        "version": donnees["version"],
        "recherche": normalise(f"{donnees['reference']} {donnees['nom']}")[:500],
    }
