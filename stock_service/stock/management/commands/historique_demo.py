"""Demo only: three months of receptions and exits, dated as they would have been, into an empty ledger."""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from unittest.mock import patch
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils import timezone

from chassis.auth.actor import Actor
from stock.models import MouvementStock
from stock.mouvements import Demande, enregistrer_mouvements

REFERENCE = "DEMO-HISTORIQUE"
JOURS = 90
JOURS_DE_VENTE = 60


@dataclass(frozen=True)
class Article:
    piece_id: UUID
    emplacement_id: UUID
    quantite: int  # what is left at the end
    cout_unitaire: Decimal


class Command(BaseCommand):
    help = (
        "Fill an empty ledger with a past, for the demo. Standard input: "
        '[{"piece_id", "emplacement_id", "quantite", "cout_unitaire"}].'
    )

    def handle(self, *args, **options) -> None:
        if MouvementStock.objects.exists():
            self.stdout.write("the ledger is not empty: nothing is added")
            return
        articles = [
            Article(
                UUID(row["piece_id"]),
                UUID(row["emplacement_id"]),
                int(row["quantite"]),
                Decimal(row["cout_unitaire"]),
            )
            for row in json.load(sys.stdin)
        ]
        nombre = 0
        for moment, demandes in _journees(articles, timezone.now()):
            # the clock of the rules: every row, message and audit entry is of that day
            with patch("django.utils.timezone.now", return_value=moment):
                enregistrer_mouvements(demandes=demandes, acteur=Actor(email="demo"))
            nombre += len(demandes)
        self.stdout.write(f"{nombre} movements over {JOURS} days")


def _journees(articles: list[Article], maintenant: datetime) -> Iterator[tuple[datetime, list[Demande]]]:
    """Day after day what came and what went; the same each time for the same articles."""
    hasard = random.Random(7)
    prevus: dict[int, list[Demande]] = {}
    for article in articles:
        sorties = sorted(hasard.sample(range(1, JOURS), hasard.randint(4, JOURS_DE_VENTE // 4)))
        quantites = [hasard.randint(1, max(article.quantite // 6, 1)) for _ in sorties]
        livre = article.quantite + sum(quantites)
        premiere = max(livre * 2 // 3, 1)
        prevus.setdefault(0, []).append(_entree(article, premiere))
        if livre > premiere:  # the rest comes early enough for what leaves after it
            prevus.setdefault(sorties[0], []).insert(0, _entree(article, livre - premiere))
        for jour, quantite in zip(sorties, quantites, strict=True):
            prevus.setdefault(jour, []).append(_sortie(article, quantite))
    minuit = datetime.combine(maintenant.date(), time(9), maintenant.tzinfo) - timedelta(days=JOURS)
    for jour in sorted(prevus):
        yield minuit + timedelta(days=jour), prevus[jour]


def _entree(article: Article, quantite: int) -> Demande:
    return Demande(
        piece_id=article.piece_id,
        type="IN",
        quantite=Decimal(quantite),
        emplacement_id=article.emplacement_id,
        motif="Réception fournisseur",
        reference_externe=REFERENCE,
        cout_unitaire=article.cout_unitaire,
    )


def _sortie(article: Article, quantite: int) -> Demande:
    return Demande(
        piece_id=article.piece_id,
        type="OUT",
        quantite=Decimal(quantite),
        emplacement_id=article.emplacement_id,
        motif="Vente au comptoir",
        reference_externe=REFERENCE,
    )
