"""Reads: what there is of each piece, over all places or in one."""

from typing import Any
from uuid import UUID

from django.db.models import Case, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Round

from stock.emplacements import contenu
from stock.errors import PieceInconnue
from stock.models import Emplacement, NiveauStock, PieceCopie, Reservation, Seuil, StockPiece
from stock.registre import mouvements

MONEY = DecimalField(max_digits=30, decimal_places=2)
QUANTITY = DecimalField(max_digits=14, decimal_places=3)
RESERVATIONS_SHOWN = 200
MOUVEMENTS_SHOWN = 10
FIGURES = ["id", "reference", "nom", "unite", "quantite", "reserve", "disponible", "seuil", "etat", "valeur"]
VALEUR = Round(F("quantite") * F("stock__cout_moyen"), 2, output_field=MONEY)


def stocks() -> QuerySet[PieceCopie]:
    """One row per known piece, also without stock; a retired one only while something of it is left.

    The totals are columns of stocks_pieces: nothing is summed, a page costs the same however many levels and
    movements there are.
    """
    return (
        PieceCopie.objects.filter(Q(stock__retiree=False) | Q(stock__quantite__gt=0))
        .annotate(
            quantite=F("stock__quantite"),
            reserve=F("stock__reserve"),
            disponible=F("stock__quantite") - F("stock__reserve"),
            seuil=F("stock__seuil"),
            etat=F("stock__etat"),
        )
        .annotate(valeur=VALEUR)
        .order_by("reference", "pk")
    )


def stocks_dans(emplacement_id: UUID) -> QuerySet[PieceCopie]:
    """The same figures at a place and inside it; `seuil` and `etat` by the threshold of that place."""
    place = Emplacement.objects.filter(pk=emplacement_id, supprime_le=None).first()
    if place is None:
        return stocks().none()
    dedans = Emplacement.objects.filter(contenu(place.chemin), supprime_le=None)
    seuil = Seuil.objects.filter(piece_id=OuterRef("pk"), emplacement_id=emplacement_id).values("mini")
    return (
        PieceCopie.objects.filter(niveaux__emplacement__in=dedans)
        .annotate(quantite=Sum("niveaux__quantite"), reserve=Sum("niveaux__reserve"))
        .annotate(
            disponible=F("quantite") - F("reserve"),
            seuil=Subquery(seuil, output_field=QUANTITY),
            valeur=VALEUR,
        )
        .annotate(
            etat=Case(
                When(disponible__lte=0, then=Value(StockPiece.Etat.EPUISE)),
                When(disponible__lte=F("seuil"), then=Value(StockPiece.Etat.BAS)),
                default=Value(StockPiece.Etat.OK),
            )
        )
        .order_by("reference", "pk")
    )


def stock_de_la_piece(piece_id: UUID) -> dict[str, Any]:
    """The figures of one piece, then by place, its active reservations, its last movements."""
    piece = stocks().filter(pk=piece_id).first()
    if piece is None:
        raise PieceInconnue(piece_id)
    places = NiveauStock.objects.filter(piece_id=piece_id, quantite__gt=0).select_related("emplacement")
    places = places.annotate(disponible=F("quantite") - F("reserve"))
    return {name: getattr(piece, name) for name in FIGURES} | {
        "emplacements": places.order_by("emplacement__code"),
        "reservations": reservations_actives(piece_id)[:RESERVATIONS_SHOWN],
        "derniers_mouvements": mouvements().filter(piece_id=piece_id)[:MOUVEMENTS_SHOWN],
    }


def reservations_actives(piece_id: UUID) -> QuerySet[Reservation]:
    rows = Reservation.objects.filter(piece_id=piece_id, etat=Reservation.Etat.ACTIVE)
    return rows.select_related("piece", "emplacement").order_by("id")
