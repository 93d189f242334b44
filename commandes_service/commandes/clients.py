"""stock_service and pieces_service as this service sees them; nothing else knows their routes or their codes.

(The customers of the business, `Client`, have their rules in tiers.py.)

A definite refusal is a typed error of errors.py. Whenever it is unknown what the other did, it is CallFailed.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis import http
from chassis.auth.actor import Actor
from chassis.http import CallFailed
from commandes.errors import (
    EmplacementInconnu,
    PieceInconnue,
    PieceRetiree,
    RefusDuStock,
    ReservationAbsente,
    StockInsuffisant,
)

log = logging.getLogger(__name__)

STOCK = "stock_service"
PIECES = "pieces_service"
# A refusal that took longer than this came after a try without an answer, which may still be on its way.
DELAI_LECTURE = http.READ_SECONDS
# The other side could not decide now (key still running, token not accepted, too many requests).
UNDECIDED_CODES = {"requete_en_cours"}
UNDECIDED_STATUS = {401, 403, 429}


@dataclass(frozen=True)
class LigneAReserver:
    ligne_id: UUID
    piece_id: UUID
    quantite: Decimal


@dataclass(frozen=True)
class Reservation:
    ligne_id: UUID
    piece_id: UUID
    quantite: Decimal
    active: bool


@dataclass(frozen=True)
class LigneADeplacer:
    ligne_id: UUID
    piece_id: UUID
    quantite: Decimal
    cout_unitaire: Decimal | None = None


@dataclass(frozen=True)
class Mouvement:
    operation_id: UUID
    ligne_id: UUID | None
    quantite: Decimal


@dataclass(frozen=True)
class VuParLeStock:
    """What stock_service knows of an order."""

    reservations: list[Reservation]
    mouvements: list[Mouvement]

    def connait(self, operation_id: UUID) -> bool:
        return any(mouvement.operation_id == operation_id for mouvement in self.mouvements)


def lire_piece(piece_id: UUID, *, acteur: Actor) -> dict[str, Any]:
    """The fields of the message `pieces`; PieceInconnue."""
    answer = http.call(PIECES, "GET", f"/internal/pieces/{piece_id}/", actor=acteur)
    if answer.ok:
        return answer.data
    if answer.status == 404:
        raise PieceInconnue(piece_id=str(piece_id))
    raise CallFailed(f"{PIECES} a répondu {answer.status}.")


def reserver(
    *, commande_id: UUID, lignes: Iterable[LigneAReserver], cle: str, acteur: Actor
) -> list[Reservation]:
    """Reserve every line or none; StockInsuffisant, PieceInconnue."""
    body = {
        "commande_id": str(commande_id),
        "lignes": [_ligne(ligne) for ligne in lignes],
    }
    answer = http.call(
        STOCK, "POST", "/internal/reservations/", body, actor=acteur, idempotency_key=f"{cle}:reserver"
    )
    return _reservations(_accepted(answer))


def expedier(
    *,
    commande_id: UUID,
    reference: str,
    expedition_id: UUID,
    lignes: Iterable[LigneADeplacer],
    cle: str,
    acteur: Actor,
) -> None:
    """Take the lines out of what is reserved; ReservationAbsente. Once per expedition_id."""
    body = {
        "reference": reference,
        "expedition_id": str(expedition_id),
        "lignes": [{"ligne_id": str(x.ligne_id), "quantite": f"{x.quantite:.3f}"} for x in lignes],
    }
    _deplacer(commande_id, "expedier", body, cle, acteur)


def recevoir(
    *,
    commande_id: UUID,
    reference: str,
    reception_id: UUID,
    emplacement_id: UUID,
    lignes: Iterable[LigneADeplacer],
    cle: str,
    acteur: Actor,
) -> None:
    """Bring the lines in at their cost; EmplacementInconnu, PieceRetiree. Once per reception_id."""
    body = {
        "reference": reference,
        "reception_id": str(reception_id),
        "emplacement_id": str(emplacement_id),
        "lignes": [_ligne(x) | {"cout_unitaire": f"{x.cout_unitaire:.6f}"} for x in lignes],
    }
    _deplacer(commande_id, "recevoir", body, cle, acteur)


def retourner(
    *,
    commande_id: UUID,
    reference: str,
    retour_id: UUID,
    type: str,
    emplacement_id: UUID,
    lignes: Iterable[LigneADeplacer],
    cle: str,
    acteur: Actor,
) -> None:
    """Goods that come back, or go back: EmplacementInconnu, StockInsuffisant. Once per retour_id."""
    body = {
        "reference": reference,
        "retour_id": str(retour_id),
        "type": type,
        "emplacement_id": str(emplacement_id),
        "lignes": [_ligne(x) for x in lignes],
    }
    _deplacer(commande_id, "retourner", body, cle, acteur)


def liberer(*, commande_id: UUID, cle: str, acteur: Actor) -> None:
    """Release what is reserved and not shipped; harmless when nothing is."""
    path = f"/internal/commandes/{commande_id}/liberer/"
    _accepted(http.call(STOCK, "POST", path, {}, actor=acteur, idempotency_key=f"{cle}:liberer"))


def lire_commande(*, commande_id: UUID, acteur: Actor) -> VuParLeStock:
    data = _accepted(http.call(STOCK, "GET", f"/internal/commandes/{commande_id}/", actor=acteur))
    return VuParLeStock(_reservations(data), [_mouvement(item) for item in data["mouvements"]])


def lire_pieces(*, apres: UUID | None, limite: int, acteur: Actor) -> dict[str, Any]:
    """A page of every piece, by id: {results, suivant}."""
    path = f"/internal/pieces/?limite={limite}" + (f"&apres={apres}" if apres else "")
    answer = http.call(PIECES, "GET", path, actor=acteur)
    if not answer.ok:
        raise CallFailed(f"{PIECES} a répondu {answer.status}.")
    return answer.data


def _deplacer(commande_id: UUID, acte: str, body: dict[str, Any], cle: str, acteur: Actor) -> None:
    path = f"/internal/commandes/{commande_id}/{acte}/"
    _accepted(http.call(STOCK, "POST", path, body, actor=acteur, idempotency_key=f"{cle}:{acte}"))


def _ligne(ligne: LigneAReserver | LigneADeplacer) -> dict[str, str]:
    return {
        "ligne_id": str(ligne.ligne_id),
        "piece_id": str(ligne.piece_id),
        "quantite": f"{ligne.quantite:.3f}",
    }


def _mouvement(item: dict[str, Any]) -> Mouvement:
    ligne_id = item["ligne_id"]
    return Mouvement(
        UUID(item["operation_id"]), UUID(ligne_id) if ligne_id else None, Decimal(item["quantite"])
    )


def _reservations(data: dict[str, Any]) -> list[Reservation]:
    return [
        Reservation(
            UUID(item["ligne_id"]),
            UUID(item["piece_id"]),
            Decimal(item["quantite"]),
            item["etat"] == "active",
        )
        for item in data["reservations"]
    ]


def _accepted(answer: http.Answer) -> dict[str, Any]:
    """The data of a good answer; a typed refusal; CallFailed when stock_service did not decide."""
    if answer.ok:
        return answer.data
    match answer.code:
        case "stock_insuffisant":
            raise StockInsuffisant(lignes=answer.data["lignes"])
        case "piece_inconnue":
            raise PieceInconnue(piece_id=answer.data["piece_id"])
        case "reservation_absente":
            raise ReservationAbsente()
        case "emplacement_inconnu":
            raise EmplacementInconnu(emplacement_id=answer.data["emplacement_id"])
        case "piece_retiree":
            raise PieceRetiree(piece_id=answer.data["piece_id"])
    log.error("%s answered %s %s", STOCK, answer.status, answer.code)
    if answer.status in UNDECIDED_STATUS or answer.code in UNDECIDED_CODES:
        raise CallFailed(f"{STOCK} a répondu {answer.status}.")
    raise RefusDuStock(code_stock=answer.code)
