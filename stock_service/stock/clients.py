"""The other services as this one sees them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis import http
from chassis.auth.actor import Actor
from stock.errors import FournisseurInconnu

PIECES_SERVICE = "pieces_service"
COMMANDES_SERVICE = "commandes_service"
LOG_SERVICE = "log_service"
COPIED_AT_ONCE = 500


def lire_piece(piece_id: UUID, *, acteur: Actor) -> dict[str, Any] | None:
    """The piece as pieces_service has it now, None when it has none. Raises CallFailed when it is away."""
    answer = http.call(PIECES_SERVICE, "GET", f"/internal/pieces/{piece_id}/", actor=acteur)
    if answer.status == 404:
        return None
    if not answer.ok:
        raise http.CallFailed(f"{PIECES_SERVICE} a répondu {answer.status}.")
    return answer.data


def lire_pieces(*, acteur: Actor) -> Iterator[dict[str, Any]]:
    """Every piece that pieces_service has, deleted ones too. Raises CallFailed."""
    apres = ""
    while apres is not None:
        path = f"/internal/pieces/?limite={COPIED_AT_ONCE}" + (f"&apres={apres}" if apres else "")
        answer = http.call(PIECES_SERVICE, "GET", path, actor=acteur, read_timeout=10)
        if not answer.ok:
            raise http.CallFailed(f"{PIECES_SERVICE} a répondu {answer.status}.")
        yield from answer.data["results"]
        apres = answer.data["suivant"]


def creer_achat(
    *,
    proposition_id: UUID,
    fournisseur_id: UUID,
    notes: str,
    lignes: list[tuple[UUID, Decimal]],
    acteur: Actor,
) -> dict[str, Any]:
    """A draft purchase order of (piece, quantity); asked again with the same id, the same order. Raises
    FournisseurInconnu, CallFailed."""
    body = {
        "proposition_id": proposition_id,
        "fournisseur_id": fournisseur_id,
        "notes": notes,
        "lignes": [{"piece_id": piece_id, "quantite": f"{quantite:.3f}"} for piece_id, quantite in lignes],
    }
    key = f"achat-{proposition_id}"
    answer = http.call(
        COMMANDES_SERVICE, "POST", "/internal/achats/", body, actor=acteur, idempotency_key=key
    )
    if answer.status == 404 and answer.code == FournisseurInconnu.code:
        raise FournisseurInconnu(fournisseur_id=fournisseur_id)
    if not answer.ok:
        raise http.CallFailed(f"{COMMANDES_SERVICE} a répondu {answer.status}.")
    return answer.data
