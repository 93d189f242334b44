"""Reads: the figures of the first screen, in one call."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import IsNull
from django.utils import timezone

from stock.models import MouvementStock, StockPiece
from stock.niveaux import stocks
from stock.registre import mouvements

DAYS = 30
SHOWN = 10
ZERO = Decimal(0)
Etat = StockPiece.Etat


def tableau_de_bord() -> dict[str, Any]:
    """Days are UTC days, today included."""
    jours = _mouvements_par_jour()
    return {
        **_totaux(),
        "mouvements_aujourdhui": jours[-1]["nombre"],
        "mouvements_par_jour": jours,
        "alertes": _alertes(),
        "derniers_mouvements": mouvements()[:SHOWN],
    }


def _totaux() -> dict[str, Any]:
    return stocks().aggregate(
        pieces=Count("pk"),
        valeur_totale=Coalesce(Sum("valeur"), ZERO),
        quantite_totale=Coalesce(Sum("quantite"), ZERO),
        epuises=Count("pk", filter=Q(etat=Etat.EPUISE)),
        bas=Count("pk", filter=Q(etat=Etat.BAS)),
    )


def _mouvements_par_jour() -> list[dict[str, Any]]:
    """What came in and went out each day, the days without movement included; transfers are neither."""
    aujourdhui = timezone.now().astimezone(UTC).date()
    premier = aujourdhui - timedelta(days=DAYS - 1)
    dehors = ~Q(type=MouvementStock.Type.TRANSFER)
    rows = (
        MouvementStock.objects.filter(cree_le__gte=datetime.combine(premier, time.min, UTC))
        .values(jour=TruncDate("cree_le", tzinfo=UTC))
        .annotate(
            entrees=Coalesce(Sum("quantite", filter=dehors & Q(quantite__gt=0)), ZERO),
            sorties=-Coalesce(Sum("quantite", filter=dehors & Q(quantite__lt=0)), ZERO),
            nombre=Count("sequence"),
        )
        .order_by("jour")
    )
    par_jour = {row["jour"]: row for row in rows}
    vide = {"entrees": ZERO, "sorties": ZERO, "nombre": 0}
    jours = [premier + timedelta(days=n) for n in range(DAYS)]
    return [{**vide, **par_jour.get(jour, {}), "jour": jour} for jour in jours]


def _alertes() -> list:
    """Pieces that are low or out: those with a threshold first, the emptiest first."""
    rows = stocks().exclude(etat=Etat.OK)
    return rows.order_by(IsNull(F("seuil"), True), "disponible", "reference", "pk")[:SHOWN]
