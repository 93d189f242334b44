"""The other services as this one sees them."""

from typing import Any
from uuid import UUID

from chassis import http
from chassis.auth.actor import Actor

PIECES_SERVICE = "pieces_service"


def lire_piece(piece_id: UUID, *, acteur: Actor) -> dict[str, Any] | None:
    """The piece as pieces_service has it now, None when it has none. Raises CallFailed when it is away."""
    answer = http.call(PIECES_SERVICE, "GET", f"/internal/pieces/{piece_id}/", actor=acteur)
    if answer.status == 404:
        return None
    if not answer.ok:
        raise http.CallFailed(f"{PIECES_SERVICE} a répondu {answer.status}.")
    return answer.data
