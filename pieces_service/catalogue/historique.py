"""Every change of a piece leaves three traces in its transaction: history, audit log, message."""

from typing import Any

from catalogue import fiche, lots
from catalogue.messages import publier_pieces
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
    _tracer([(action, piece, avant, apres)], acteur)


def tracer_ensemble(changees: list[tuple[Piece, dict[str, Any] | None]], *, acteur: Actor) -> None:
    """Many at once: each with what it was (as fiche.etat tells), None when it is new."""
    traces = []
    for piece, ancien in changees:
        if ancien is None:
            traces.append(("creer", piece, None, fiche.etat(piece)))
        else:
            traces.append(("modifier", piece, *fiche.difference(ancien, fiche.etat(piece))))
    _tracer(traces, acteur)


def _tracer(traces: list[tuple[str, Piece, dict | None, dict | None]], acteur: Actor) -> None:
    lots.inserer(
        [
            HistoriquePiece(
                piece=piece,
                version=piece.version,
                action=action,
                avant=avant,
                apres=apres,
                user_id=acteur.id,
                user_email=acteur.email,
                request_id=request_id.current()[:64],
            )
            for action, piece, avant, apres in traces
        ]
    )
    audit.record_many(
        [
            audit.Entry(action, "pieces", piece.id, fiche.libelle(piece), avant, apres)
            for action, piece, avant, apres in traces
        ],
        acteur=acteur,
    )
    publier_pieces([(METHODES[action], piece) for action, piece, _, _ in traces], acteur=acteur)
