"""Movements: what comes in, goes out, changes place, is corrected, is cancelled. Each is one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from chassis.auth.actor import Actor
from chassis.errors import DomainError
from chassis.identifiers import new_id
from stock import ecritures, pieces
from stock.ecritures import Ecriture
from stock.errors import (
    EmplacementInconnu,
    MemeEmplacement,
    MouvementExistant,
    MouvementsRefuses,
    PieceInconnue,
    PieceRetiree,
)
from stock.models import Emplacement, MouvementStock, StockPiece
from stock.verrous import verrouiller_emplacements, verrouiller_pieces

Type = MouvementStock.Type


@dataclass(frozen=True, kw_only=True)
class Demande:
    """A movement to make. `quantite` is in the piece's unit, positive; signed for ADJUST: the difference
    between what is there and what was believed. `cout_unitaire` is for what comes in."""

    piece_id: UUID
    type: str
    quantite: Decimal
    emplacement_id: UUID
    emplacement_destination_id: UUID | None = None
    motif: str = ""
    reference_externe: str = ""
    lot: str = ""
    cout_unitaire: Decimal | None = None
    id: UUID | None = None


def enregistrer_mouvement(*, demande: Demande, acteur: Actor) -> MouvementStock:
    """Write one movement; of a transfer the leg that leaves.

    Raises StockInsuffisant (what is reserved cannot leave), StockTropGrand, PieceInconnue, PieceRetiree,
    EmplacementInconnu, MemeEmplacement, MouvementExistant.
    """
    try:
        return enregistrer_mouvements(demandes=[demande], acteur=acteur)[0]
    except MouvementsRefuses as refus:
        raise refus.premier from None


def enregistrer_mouvements(*, demandes: Sequence[Demande], acteur: Actor) -> list[MouvementStock]:
    """Write them in this order, all or none; one ledger row per line, of a transfer the leg that leaves.

    Raises MouvementsRefuses with the refusal of each line.
    """
    return pieces.redemander(lambda: _enregistrer_ou_dire_qui_est_pris(demandes, acteur), acteur=acteur)


def _enregistrer_ou_dire_qui_est_pris(demandes: Sequence[Demande], acteur: Actor) -> list[MouvementStock]:
    """An id that a rival takes at the same moment, for another piece, is seen the second time."""
    try:
        return _enregistrer(demandes, acteur)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "mouvements_stock_pkey":
            raise
    return _enregistrer(demandes, acteur)


@transaction.atomic
def _enregistrer(demandes: Sequence[Demande], acteur: Actor) -> list[MouvementStock]:
    stocks = verrouiller_pieces(each.piece_id for each in demandes)
    places = verrouiller_emplacements(
        place for each in demandes for place in (each.emplacement_id, each.emplacement_destination_id)
    )
    pris = _ids_deja_pris(demandes)
    refus: dict[int, DomainError] = {}
    for index, each in enumerate(demandes):
        raison = _raison_de_refus(each, stocks, places, pris)
        if raison:
            refus[index] = raison
        if each.id:
            pris.add(each.id)
    if refus:
        raise MouvementsRefuses(refus)
    jambes = [
        jambe
        for ligne, each in enumerate(demandes)
        for jambe in _jambes(each, ligne=ligne, stock=stocks[each.piece_id], places=places)
    ]
    rows = ecritures.passer(jambes, acteur=acteur)
    return [row for row in rows if row.type != Type.TRANSFER or row.quantite < 0]


def _ids_deja_pris(demandes: Sequence[Demande]) -> set[UUID]:
    ids = [each.id for each in demandes if each.id]
    return set(MouvementStock.objects.filter(id__in=ids).values_list("id", flat=True)) if ids else set()


def _raison_de_refus(
    demande: Demande, stocks: dict[UUID, StockPiece], places: dict[UUID, Emplacement], pris: set[UUID]
) -> DomainError | None:
    destination = demande.emplacement_destination_id
    if demande.piece_id not in stocks:
        return PieceInconnue(demande.piece_id)
    if stocks[demande.piece_id].retiree:
        return PieceRetiree(demande.piece_id)
    if demande.emplacement_id not in places:
        return EmplacementInconnu("emplacement_id")
    if destination is not None and destination not in places:
        return EmplacementInconnu("emplacement_destination_id")
    if destination == demande.emplacement_id:
        return MemeEmplacement()
    if demande.id in pris:
        return MouvementExistant(id=demande.id)
    return None


def _jambes(
    demande: Demande, *, ligne: int, stock: StockPiece, places: dict[UUID, Emplacement]
) -> list[Ecriture]:
    """The ledger rows of one line: one, or the two legs of a transfer that cancel out."""
    origine = places[demande.emplacement_id]
    commun = {
        "ligne": ligne,
        "stock": stock,
        "type": demande.type,
        "motif": demande.motif,
        "reference_externe": demande.reference_externe,
        "lot": demande.lot,
    }
    if demande.type != Type.TRANSFER:
        quantite = -demande.quantite if demande.type == Type.OUT else demande.quantite
        cout = _cout_d_entree(demande, stock)
        return [Ecriture(emplacement=origine, quantite=quantite, cout=cout, id=demande.id, **commun)]
    destination = places[demande.emplacement_destination_id]
    commun["transfert_id"] = new_id()
    return [
        Ecriture(
            emplacement=origine, quantite=-demande.quantite, contrepartie=destination, id=demande.id, **commun
        ),
        Ecriture(emplacement=destination, quantite=demande.quantite, contrepartie=origine, **commun),
    ]


def _cout_d_entree(demande: Demande, stock: StockPiece) -> Decimal | None:
    """What enters is worth the cost given, else the catalogue's; a correction without one, the average."""
    if demande.type == Type.OUT or demande.quantite < 0:
        return None
    if demande.cout_unitaire is not None:
        return demande.cout_unitaire
    if demande.type == Type.IN or not stock.cout_moyen:
        return stock.piece.prix_achat
    return None
