"""The past that the demo gives to an empty ledger."""

import io
import json
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from stock.models import MouvementStock

pytestmark = pytest.mark.django_db


@pytest.fixture
def passe(monkeypatch, piece, place):
    def ecrire(quantite):
        article = {
            "piece_id": str(piece.id),
            "emplacement_id": str(place.id),
            "quantite": quantite,
            "cout_unitaire": "2.50",
        }
        monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps([article])))
        call_command("historique_demo", stdout=io.StringIO())

    return ecrire


@pytest.mark.parametrize("quantite", [1, 7, 500])
def test_it_ends_today_with_what_is_on_the_shelf(passe, client, piece, invariants, quantite):
    passe(quantite)
    assert client.get(f"/api/stock/pieces/{piece.id}/").json()["quantite"] == f"{quantite}.000"


def test_its_days_are_those_of_three_months(passe):
    passe(40)
    jours = {mouvement.cree_le.date() for mouvement in MouvementStock.objects.all()}
    aujourdhui = timezone.now().date()
    assert min(jours) == aujourdhui - timedelta(days=90)
    assert max(jours) < aujourdhui
    assert len(jours) >= 5


def test_a_ledger_that_holds_something_is_left_alone(passe):
    passe(40)
    nombre = MouvementStock.objects.count()
    passe(40)
    assert MouvementStock.objects.count() == nombre
