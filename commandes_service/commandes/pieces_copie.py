"""The read copy of the catalogue: fed by messages, completed by one question for a piece not heard of yet."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import transaction

from chassis.auth.actor import Actor
from commandes import clients
from commandes.errors import PieceInactive, PieceInconnue
from commandes.models import PieceCopie


def enregistrer_piece(*, piece: dict[str, Any]) -> None:
    """Keep `piece` (the fields of the message `pieces`) unless the copy has this version or a higher one.

    Raises KeyError or ValueError when a field is missing or makes no sense.
    """
    champs = _champs(piece)
    piece_id = UUID(piece["id"])
    with transaction.atomic():
        PieceCopie.objects.bulk_create([PieceCopie(id=piece_id, **champs)], ignore_conflicts=True)
        PieceCopie.objects.filter(id=piece_id, version__lt=champs["version"]).update(**champs)


def pieces_a_commander(*, piece_ids: Iterable[UUID], acteur: Actor) -> dict[UUID, PieceCopie]:
    """The pieces of new lines. Call it outside of a transaction: it may have to ask pieces_service.

    PieceInconnue (also for a deleted piece), PieceInactive; CallFailed when pieces_service does not answer.
    """
    demandees = set(piece_ids)
    pieces = PieceCopie.objects.in_bulk(demandees)
    inconnues = sorted(demandees - set(pieces))
    for piece_id in inconnues:
        enregistrer_piece(piece=clients.lire_piece(piece_id, acteur=acteur))
    if inconnues:
        pieces |= PieceCopie.objects.in_bulk(inconnues)
    for piece_id in sorted(demandees):
        _refuser_piece_retiree(pieces[piece_id])
    return pieces


def _refuser_piece_retiree(piece: PieceCopie) -> None:
    if piece.supprimee:
        raise PieceInconnue(piece_id=str(piece.id))
    if not piece.actif:
        raise PieceInactive(piece_id=str(piece.id), reference=piece.reference)


def _champs(piece: dict[str, Any]) -> dict[str, Any]:
    return {
        "reference": str(piece["reference"]),
        "nom": str(piece["nom"]),
        "unite": str(piece["unite"]),
        "prix_achat": _decimal(piece["prix_achat"]),
        "prix_vente": _decimal(piece["prix_vente"]),
        "taux_tva": _decimal(piece["taux_tva"]),
        "actif": bool(piece["actif"]),
        "supprimee": bool(piece["supprimee"]),
        "version": int(piece["version"]),
    }


def _decimal(texte: str) -> Decimal:
    try:
        return Decimal(texte)
    except InvalidOperation as error:
        raise ValueError(f"{texte!r} is no number") from error
