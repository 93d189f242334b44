"""Thresholds: under which availability a piece is low, and how it is refilled."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from chassis.versions import require_version
from stock import ecritures, pieces
from stock.errors import EmplacementInconnu, PieceInconnue, PieceRetiree
from stock.models import PieceCopie, Seuil
from stock.verrous import verrouiller_emplacements, verrouiller_pieces

CHAMPS = ["mini", "maxi", "lot_commande", "delai_jours"]


def definir_seuil(
    *,
    piece_id: UUID,
    emplacement_id: UUID | None = None,
    mini: Decimal | None = None,
    maxi: Decimal | None = None,
    lot_commande: Decimal | None = None,
    delai_jours: int | None = None,
    version: int | None = None,
    acteur: Actor,
) -> Seuil:
    """Set the whole threshold of a piece, over all places or at one. A piece that is low by the new threshold
    alerts at once. Raises PieceInconnue, PieceRetiree, EmplacementInconnu, VersionMismatch."""
    champs = {"mini": mini, "maxi": maxi, "lot_commande": lot_commande, "delai_jours": delai_jours}
    return pieces.redemander(
        lambda: _definir_seuil(piece_id, emplacement_id, champs, version, acteur), acteur=acteur
    )


@transaction.atomic
def _definir_seuil(piece_id, emplacement_id, champs: dict[str, Any], version, acteur: Actor) -> Seuil:
    stocks = verrouiller_pieces([piece_id])
    if piece_id not in stocks:
        raise PieceInconnue(piece_id)
    if stocks[piece_id].retiree:
        raise PieceRetiree(piece_id)
    if emplacement_id and not verrouiller_emplacements([emplacement_id]):
        raise EmplacementInconnu("emplacement_id")
    seuil = lire_seuil(piece_id=piece_id, emplacement_id=emplacement_id)
    require_version(seuil.version, version)
    avant = {name: getattr(seuil, name) for name in CHAMPS}
    for name, value in champs.items():
        setattr(seuil, name, value)
    seuil.version += 1
    seuil.save()
    stock = stocks[piece_id]
    if emplacement_id is None:
        stock.seuil = champs["mini"]
        ecritures.totaliser([stock], acteur=acteur, a_bouge=False)
    audit.record(
        "definir", "seuils", piece_id, acteur=acteur, libelle=str(stock.piece), avant=avant, apres=champs
    )
    return seuil


def lire_seuil(*, piece_id: UUID, emplacement_id: UUID | None = None) -> Seuil:
    """The threshold; an empty one of version 0 where none was set. Raises PieceInconnue."""
    found = Seuil.objects.filter(piece_id=piece_id, emplacement_id=emplacement_id).first()
    if found is None and not PieceCopie.objects.filter(pk=piece_id).exists():
        raise PieceInconnue(piece_id)
    return found or Seuil(piece_id=piece_id, emplacement_id=emplacement_id, version=0)


def seuils_de_la_piece(piece_id: UUID) -> dict[str, Any]:
    """The threshold over all places, and those set at single places."""
    seuil = lire_seuil(piece_id=piece_id)
    rows = Seuil.objects.filter(piece_id=piece_id, emplacement__isnull=False, emplacement__supprime_le=None)
    champs = {name: getattr(seuil, name) for name in ["piece_id", "emplacement_id", *CHAMPS, "version"]}
    return champs | {"par_emplacement": rows.select_related("emplacement").order_by("emplacement__code")}
