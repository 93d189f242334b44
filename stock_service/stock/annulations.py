"""Cancelling a movement: its counter-entry, never a change of the ledger."""

from uuid import UUID, uuid5

from django.db import transaction

from chassis.auth.actor import Actor
from stock import ecritures
from stock.attendus import deplacer_attendus
from stock.ecritures import Ecriture
from stock.errors import (
    AnnulationInterdite,
    MouvementDejaAnnule,
    MouvementIntrouvable,
    MouvementsRefuses,
    PieceRetiree,
)
from stock.models import MouvementStock, StockPiece
from stock.verrous import verrouiller_attendus, verrouiller_emplacements, verrouiller_pieces


def annuler_mouvement(*, mouvement_id: UUID, motif: str = "", acteur: Actor) -> MouvementStock:
    """Write the counter-entry of a movement (of a transfer, of both legs) and answer it.

    Raises StockInsuffisant when what it brought is gone, MouvementDejaAnnule, AnnulationInterdite.
    """
    original = MouvementStock.objects.filter(pk=mouvement_id).first()
    if original is None:
        raise MouvementIntrouvable()
    try:
        rows = _annuler(original, motif, acteur)
    except MouvementsRefuses as refus:
        raise refus.premier from None
    return next(row for row in rows if row.annule_id == original.id)


@transaction.atomic
def _annuler(original: MouvementStock, motif: str, acteur: Actor) -> list[MouvementStock]:
    if original.inventaire_id:
        verrouiller_attendus()
    stock = verrouiller_pieces([original.piece_id])[original.piece_id]
    jambes = _jambes(original)
    places = verrouiller_emplacements(each.emplacement_id for each in jambes)
    deja = MouvementStock.objects.filter(annule__in=jambes).first()
    if deja:
        raise MouvementDejaAnnule(annule_par=deja.id)
    if stock.retiree:
        raise PieceRetiree(stock.piece_id)
    raison = _raison_d_interdire(original, jambes, places)
    if raison:
        raise AnnulationInterdite(raison=raison)
    # what has to leave leaves first, so that a missing quantity is found where it is missing
    contre = sorted((_contre_ecriture(each, stock, motif) for each in jambes), key=lambda each: each.quantite)
    rows = ecritures.passer(contre, acteur=acteur)
    if original.inventaire_id:
        deplacer_attendus(rows, sauf=original.inventaire_id)
    return rows


def _jambes(original: MouvementStock) -> list[MouvementStock]:
    rows = MouvementStock.objects.select_related("emplacement", "contrepartie")
    if original.transfert_id:
        return list(rows.filter(transfert_id=original.transfert_id).order_by("sequence"))
    return list(rows.filter(pk=original.pk))


def _raison_d_interdire(original: MouvementStock, jambes: list[MouvementStock], places: dict) -> str | None:
    if original.annule_id:
        return "contre_ecriture"
    if original.commande_id:
        return "commande"
    if any(each.emplacement_id not in places for each in jambes):
        return "emplacement_supprime"
    return None


def _contre_ecriture(each: MouvementStock, stock: StockPiece, motif: str) -> Ecriture:
    """The same type with the opposite sign, and as far as there is so much the value of the original."""
    return Ecriture(
        stock=stock,
        emplacement=each.emplacement,
        contrepartie=each.contrepartie,
        type=each.type,
        quantite=-each.quantite,
        valeur=-each.valeur,
        lot=each.lot,
        motif=motif or f"Annulation de {each.reference}",
        reference_externe=each.reference_externe,
        transfert_id=_transfert_inverse(each),
        annule=each,
    )


def _transfert_inverse(each: MouvementStock) -> UUID | None:
    """One id for the two counter-legs, the same for both without having to pass it along."""
    return uuid5(each.transfert_id, "annulation") if each.transfert_id else None
