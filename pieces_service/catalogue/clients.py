"""stock_service as the catalogue sees it: contracts/calls/stock.retirer_piece.json."""

from uuid import UUID

from catalogue.errors import PieceEnStock
from chassis import http
from chassis.auth.actor import Actor

STOCK = "stock_service"


def retirer_piece(*, piece_id: UUID, cle: str, acteur: Actor) -> None:
    """Ask stock_service to let go of a piece: from then on it refuses every movement of it.

    Asked again with the same key it answers the same. Raises PieceEnStock, or CallFailed when nobody can
    say what stock_service did.
    """
    answer = http.call(
        STOCK, "POST", f"/internal/pieces/{piece_id}/retirer/", {}, actor=acteur, idempotency_key=cle
    )
    if answer.code == PieceEnStock.code:
        raise PieceEnStock(quantite=answer.data["quantite"])
    if not answer.ok:
        raise http.CallFailed(f"{STOCK} a répondu {answer.status} au retrait de la pièce.")
