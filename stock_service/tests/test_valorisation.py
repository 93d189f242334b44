"""The weighted average cost (CUMP) of a piece."""

from decimal import Decimal

import pytest

from stock.valorisation import cout_moyen_apres
from tests.monde import ajuster, entrer, sortir, total, transferer, une_piece, une_place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("quantite", "cout_moyen", "variation", "cout", "expected"),
    [
        ("0", "0", "10", "2", "2"),
        ("10", "2", "10", "4", "3"),
        ("10", "2", "5", "2.50", "2.166667"),
        ("3", "7", "-1", "7", "7"),
        ("20", "3", "-10", "4", "2"),
        ("10", "2", "-10", "2", "2"),
        ("10", "2", "-9", "100", "2"),
    ],
)
def test_the_average_follows_what_comes_and_what_is_taken_back(
    quantite, cout_moyen, variation, cout, expected
):
    figures = {"quantite": quantite, "cout_moyen": cout_moyen, "variation": variation, "cout": cout}
    assert cout_moyen_apres(**{k: Decimal(v) for k, v in figures.items()}) == Decimal(expected)


def test_an_arrival_without_cost_is_worth_what_the_catalogue_says(place):
    piece = une_piece(prix_achat="2.00")
    assert entrer(piece, place, 10).cout_unitaire == Decimal("2.00")
    assert total(piece).cout_moyen == Decimal("2.00")


def test_arrivals_are_averaged_and_exits_leave_at_the_average(piece, place):
    entrer(piece, place, 10, cout_unitaire=Decimal("2.00"))
    entrer(piece, une_place(), 30, cout_unitaire=Decimal("4.00"))
    assert sortir(piece, place, 5).cout_unitaire == Decimal("3.5")
    assert total(piece).cout_moyen == Decimal("3.5")


def test_after_nothing_is_left_the_next_arrival_sets_the_average(piece, place):
    entrer(piece, place, 1, cout_unitaire=Decimal("2.00"))
    sortir(piece, place, 1)
    entrer(piece, place, 1, cout_unitaire=Decimal("9.00"))
    assert total(piece).cout_moyen == Decimal("9.00")


def test_a_transfer_costs_nothing(piece, place):
    entrer(piece, place, 10, cout_unitaire=Decimal("3.00"))
    transferer(piece, place, une_place(), 4)
    assert total(piece).cout_moyen == Decimal("3.00")


def test_a_correction_upwards_is_worth_the_average_or_what_is_said(piece, place):
    entrer(piece, place, 10, cout_unitaire=Decimal("3.00"))
    ajuster(piece, place, 10)
    assert total(piece).cout_moyen == Decimal("3.00")
    ajuster(piece, place, 20, cout_unitaire=Decimal("5.00"))
    assert total(piece).cout_moyen == Decimal("4.00")


def test_a_first_correction_is_worth_what_the_catalogue_says(place):
    piece = une_piece(prix_achat="7.00")
    ajuster(piece, place, 3)
    assert total(piece).cout_moyen == Decimal("7.00")
