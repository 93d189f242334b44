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
SORTIES = 15  # of one piece, at most
LIVRAISONS = 4


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
        for jour, demande in _histoire(article, hasard):
            prevus.setdefault(jour, []).append(demande)
    minuit = datetime.combine(maintenant.date(), time(9), maintenant.tzinfo) - timedelta(days=JOURS)
    for jour in sorted(prevus):
        yield minuit + timedelta(days=jour), prevus[jour]


def _histoire(article: Article, hasard: random.Random) -> Iterator[tuple[int, Demande]]:
    """Of one piece: (day, movement) in order. Deliveries come when they are needed, the last at the end."""
    jours = sorted(hasard.sample(range(1, JOURS - 1), hasard.randint(4, SORTIES)))
    sorties = [(jour, hasard.randint(1, max(article.quantite // 6, 1))) for jour in jours]
    a_livrer = article.quantite + sum(quantite for _, quantite in sorties)
    livraison = -(-a_livrer // LIVRAISONS)
    yield 0, _entree(article, livraison)
    en_stock, a_livrer = livraison, a_livrer - livraison
    for jour, quantite in sorties:
        while en_stock <= quantite and a_livrer:
            recu = min(livraison, a_livrer)
            yield jour, _entree(article, recu)
            en_stock, a_livrer = en_stock + recu, a_livrer - recu
        yield jour, _sortie(article, quantite)
        en_stock -= quantite
    if a_livrer:
        yield JOURS - 1, _entree(article, a_livrer)


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
