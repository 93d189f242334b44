"""Reads: the figures of the first screen, in one call."""

from datetime import UTC, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import IsNull

from stock.consommation import CONSOMMATIONS
from stock.models import Inventaire, MouvementStock, Reservation, StockPiece
from stock.niveaux import stocks
from stock.rapports import debut
from stock.registre import mouvements
from stock.tableaux import lire
from stock.valeurs import valeur_par_racine

SHOWN = 10
ZERO = Decimal(0)
Etat = StockPiece.Etat


def tableau_de_bord(*, jours: int = 30) -> dict[str, Any]:
    """Days are UTC days, today included. What it costs depends on the number of pieces and levels and on what
    moved in these days, not on the length of the ledger."""
    par_jour = _mouvements_par_jour(jours)
    totaux = _totaux()
    return {
        **totaux,
        "reservations_actives": Reservation.objects.filter(etat=Reservation.Etat.ACTIVE).count(),
        "inventaires_en_cours": Inventaire.objects.filter(etat=Inventaire.Etat.EN_COURS).count(),
        "mouvements_aujourdhui": par_jour[-1]["nombre"],
        "jours": jours,
        "mouvements_par_jour": par_jour,
        "top_pieces": _top_pieces(jours),
        "etats": [
            {"etat": etat, "pieces": totaux[name]}
            for etat, name in ((Etat.OK, "ok"), (Etat.BAS, "bas"), (Etat.EPUISE, "epuises"))
        ],
        "valeur_par_emplacement": valeur_par_racine(SHOWN),
        "alertes": _alertes(),
        "derniers_mouvements": mouvements()[:SHOWN],
    }


def _totaux() -> dict[str, Any]:
    return stocks().aggregate(
        pieces=Count("pk"),
        valeur_totale=Coalesce(Sum("valeur"), ZERO),
        quantite_totale=Coalesce(Sum("quantite"), ZERO),
        ok=Count("pk", filter=Q(etat=Etat.OK)),
        bas=Count("pk", filter=Q(etat=Etat.BAS)),
        epuises=Count("pk", filter=Q(etat=Etat.EPUISE)),
        en_commande=Count("pk", filter=Q(stock__en_commande__gt=0)),
    )


def _top_pieces(jours: int) -> list[dict[str, Any]]:
    """What was consumed most in these days, by value."""
    return lire(
        f"""WITH {CONSOMMATIONS}
            SELECT piece_id, p.reference, p.nom, p.unite, sorties, sorties_valeur AS valeur
            FROM (SELECT piece_id, sorties, sorties_valeur FROM consommations WHERE sorties > 0
                  ORDER BY sorties_valeur DESC, sorties DESC, piece_id LIMIT %(limite)s) AS top
            JOIN pieces_copie AS p ON p.id = piece_id
            ORDER BY sorties_valeur DESC, sorties DESC, p.reference""",
        {"depuis": debut(jours), "limite": SHOWN},
    )


def _mouvements_par_jour(combien: int) -> list[dict[str, Any]]:
    """What came in and went out each day, whatever for, the days without movement included; transfers are
    neither."""
    depuis = debut(combien)
    dehors = ~Q(type=MouvementStock.Type.TRANSFER)
    rows = (
        MouvementStock.objects.filter(cree_le__gte=depuis)
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
    jours = [depuis.date() + timedelta(days=n) for n in range(combien)]
    return [{**vide, **par_jour.get(jour, {}), "jour": jour} for jour in jours]


def _alertes() -> list:
    """Pieces that are low or out: those with a threshold first, the emptiest first."""
    rows = stocks().exclude(etat=Etat.OK)
    return rows.order_by(IsNull(F("seuil"), True), "disponible", "reference", "pk")[:SHOWN]
