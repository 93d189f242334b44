"""Reads: what there is of each piece, over all places or in one."""

from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf, Round

from stock.achats import attendus_de_la_piece, noms_de_fournisseurs
from stock.emplacements import contenu
from stock.errors import PieceInconnue
from stock.models import (
    Emplacement,
    MouvementStock,
    NiveauStock,
    PieceCopie,
    Reservation,
    Seuil,
    StockPiece,
)
from stock.models.niveaux import ZERO
from stock.recherche import DERIVES, DERIVES_DE_LA_PIECE
from stock.registre import mouvements

MONEY = DecimalField(max_digits=30, decimal_places=6)
QUANTITY = DecimalField(max_digits=14, decimal_places=3)
RESERVATIONS_SHOWN = 200
MOUVEMENTS_SHOWN = 10
LOTS_SHOWN = 50
FIGURES = [
    "id",
    "reference",
    "nom",
    "unite",
    "code_barres",
    "quantite",
    "reserve",
    "disponible",
    "en_commande",
    "seuil",
    "etat",
    "cout_moyen",
    "valeur",
]


class Stocks(QuerySet):
    """Rows of `stocks()`. Without a filter of their own they are counted where the totals are: a join that
    only counts would cost more than the page."""

    def count(self) -> int:
        if self.query.where != stocks().query.where:
            return super().count()
        rows = StockPiece.objects.filter(Q(retiree=False) | Q(quantite__gt=0))
        return rows[self.query.low_mark : self.query.high_mark].count()


def stocks() -> Stocks:
    """One row per known piece, also without stock; a retired one only while something of it is left.

    The totals are columns of stocks_pieces: nothing is summed, a page costs the same however many levels and
    movements there are.
    """
    return (
        Stocks(PieceCopie)
        .filter(Q(stock__retiree=False) | Q(stock__quantite__gt=0))
        .defer(*DERIVES)
        .annotate(
            quantite=F("stock__quantite"),
            reserve=F("stock__reserve"),
            disponible=F("stock__quantite") - F("stock__reserve"),
            seuil=F("stock__seuil"),
            etat=F("stock__etat"),
            en_commande=F("stock__en_commande"),
            cout_moyen=F("stock__cout_moyen"),
            valeur=F("stock__valeur"),
        )
        .order_by("reference", "pk")
    )


def pieces_montrees() -> QuerySet[PieceCopie]:
    """The pieces that `stocks` has a row of, without their totals."""
    cachees = StockPiece.objects.filter(retiree=True, quantite=0)
    return PieceCopie.objects.exclude(pk__in=cachees.values("pk"))


def stocks_dans(emplacement_id: UUID, *, sommer: bool = True) -> QuerySet[PieceCopie]:
    """The same figures at a place and inside it; `seuil` and `etat` by the threshold of that place.

    What is sorted or filtered by its figures needs the sums of all that the place holds. Else, without
    `sommer`, they are those of the rows shown alone.
    """
    place = Emplacement.objects.filter(pk=emplacement_id, supprime_le=None).first()
    if place is None:
        return stocks().none()
    dedans = Emplacement.objects.filter(contenu(place.chemin), supprime_le=None)
    seuil = Seuil.objects.filter(piece_id=OuterRef("pk"), emplacement_id=emplacement_id).values("mini")
    return (
        (_sommes(dedans) if sommer else _sommes_de_chacune(dedans))
        .defer(*DERIVES)
        .annotate(
            disponible=F("quantite") - F("reserve"),
            seuil=Subquery(seuil, output_field=QUANTITY),
            en_commande=F("stock__en_commande"),
            cout_moyen=F("stock__cout_moyen"),
        )
        .annotate(
            valeur=_part_de_la_valeur(),
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


def _sommes(dedans: QuerySet[Emplacement]) -> QuerySet[PieceCopie]:
    rows = PieceCopie.objects.filter(niveaux__emplacement__in=dedans)
    return rows.annotate(quantite=Sum("niveaux__quantite"), reserve=Sum("niveaux__reserve"))


def _sommes_de_chacune(dedans: QuerySet[Emplacement]) -> QuerySet[PieceCopie]:
    ici = NiveauStock.objects.filter(piece_id=OuterRef("pk"), emplacement__in=dedans)
    sommes = ici.values("piece_id").annotate(quantites=Sum("quantite"), reserves=Sum("reserve"))
    return PieceCopie.objects.filter(Exists(ici)).annotate(
        quantite=Subquery(sommes.values("quantites"), output_field=QUANTITY),
        reserve=Subquery(sommes.values("reserves"), output_field=QUANTITY),
    )


def _part_de_la_valeur() -> Coalesce:
    """What the `quantite` of a row is worth of what the piece is: not by its average, which is rounded."""
    partout = NullIf(F("stock__quantite"), Value(ZERO))
    part = ExpressionWrapper(F("quantite") * F("stock__valeur") / partout, output_field=MONEY)
    return Coalesce(Round(part, 6), Value(ZERO), output_field=MONEY)


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
        "lots": _lots(piece_id),
        "attendus": _attendus(piece_id),
    }


def reservations() -> QuerySet[Reservation]:
    """Newest first."""
    rows = Reservation.objects.select_related("piece", "emplacement").defer(*DERIVES_DE_LA_PIECE)
    return rows.order_by("-id")


def reservations_actives(piece_id: UUID) -> QuerySet[Reservation]:
    return reservations().filter(piece_id=piece_id, etat=Reservation.Etat.ACTIVE).order_by("id")


def _lots(piece_id: UUID) -> QuerySet:
    """What is there under each label, as far as the labels of movements tell."""
    rows = MouvementStock.objects.filter(piece_id=piece_id).exclude(lot="")
    rows = rows.values("lot", "emplacement_id", "emplacement__code").annotate(quantite=Sum("quantite"))
    return rows.filter(quantite__gt=0).order_by("lot", "emplacement__code")[:LOTS_SHOWN]


def _attendus(piece_id: UUID) -> list[dict[str, Any]]:
    rows = list(attendus_de_la_piece(piece_id))
    noms = noms_de_fournisseurs({row.achat.fournisseur_id for row in rows})
    return [
        {
            "commande_id": row.achat_id,
            "reference": row.achat.reference,
            "fournisseur_id": row.achat.fournisseur_id,
            "fournisseur_nom": noms.get(row.achat.fournisseur_id, ""),
            "quantite": row.quantite,
            "prevu_le": row.achat.prevu_le,
        }
        for row in rows
    ]
