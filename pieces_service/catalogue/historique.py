"""Every change of a piece leaves three traces in its transaction: history, audit log, message."""

from typing import Any

from catalogue import fiche
from catalogue.messages import publier_piece
from catalogue.models import HistoriquePiece, Piece
from chassis import audit, request_id
from chassis.auth.actor import Actor

METHODES = {"creer": "create", "modifier": "update", "supprimer": "delete", "restaurer": "restore"}


def tracer(
    action: str,
    *,
    piece: Piece,
    avant: dict[str, Any] | None,
    apres: dict[str, Any] | None,
    acteur: Actor,
) -> None:
    """`avant` and `apres`: the changed fields. `piece.version` is the version this change made."""
    HistoriquePiece.objects.create(
        piece=piece,
        version=piece.version,
        action=action,
        avant=avant,
        apres=apres,
        user_id=acteur.id,
        user_email=acteur.email,
        request_id=request_id.current()[:64],
    )
    audit.record(
        action,
        "pieces",
        piece.id,
        acteur=acteur,
        libelle=fiche.libelle(piece),
        avant=avant,
        apres=apres,
    )
    publier_piece(METHODES[action], piece=piece, acteur=acteur)
