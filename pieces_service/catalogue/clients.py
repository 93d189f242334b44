"""stock_service as the catalogue sees it: contracts/calls/stock.*.json that pieces_service consumes."""

from typing import Any
from uuid import UUID

from catalogue.errors import PieceEnStock
from chassis import http
from chassis.auth.actor import Actor

STOCK = "stock_service"


def retirer_piece(*, piece_id: UUID, version: int, cle: str, acteur: Actor) -> None:
    """Ask stock_service to let go of a piece: from then on it refuses every movement of it.

    `version`: the one the deletion will make; news of an older one, still under way, do not reopen the piece.
    Asked again with the same key it answers the same. Raises PieceEnStock, or CallFailed when nobody can
    say what stock_service did.
    """
    answer = http.call(
        STOCK,
        "POST",
        f"/internal/pieces/{piece_id}/retirer/",
        {"version": version},
        actor=acteur,
        idempotency_key=cle,
    )
    if answer.code == PieceEnStock.code:
        raise PieceEnStock(quantite=answer.data["quantite"])
    if not answer.ok:
        raise http.CallFailed(f"{STOCK} a répondu {answer.status} au retrait de la pièce.")


def dependances(piece_id: UUID) -> list[dict[str, Any]]:
    """What stock_service keeps with a piece and would bring back with it. Raises CallFailed."""
    answer = http.call(STOCK, "GET", f"/internal/pieces/{piece_id}/dependances/")
    if not answer.ok:
        raise http.CallFailed(f"{STOCK} a répondu {answer.status} sur ce qui tient à la pièce.")
    return answer.data["elements"]
