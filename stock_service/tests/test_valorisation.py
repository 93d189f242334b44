"""The weighted average cost (CUMP) of a piece: a quantity and a total value."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stock.models import MouvementStock
from stock.valorisation import cout_unitaire, valeur_du_mouvement
from tests.monde import ajuster, entrer, sortir, total, transferer, une_piece, une_place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("quantite", "valeur", "variation", "dite", "expected"),
    [
        ("0", "0", "10", "20", "20"),
        ("10", "20", "5", "12.5", "12.5"),
        ("3", "21", "-1", None, "-7"),
        ("3", "10", "-1", None, "-3.333333"),
        ("1", "3.333334", "-1", None, "-3.333334"),  # the last one takes all that is left
        ("20", "60", "-10", "-40", "-40"),
        ("10", "20", "-9", "-900", "-18"),  # no more than its share is taken back
        ("10", "20", "-10", "-5", "-20"),
        ("0", "0", "2", None, "14"),  # nothing there: the last known average, 7
    ],
)
def test_what_a_movement_brings_or_takes(quantite, valeur, variation, dite, expected):
    found = valeur_du_mouvement(
        quantite=Decimal(quantite),
        valeur=Decimal(valeur),
        cout_moyen=Decimal(7),
        variation=Decimal(variation),
        dite=dite and Decimal(dite),
    )
    assert found == Decimal(expected)


arrivals = st.tuples(st.integers(1, 50_000), st.integers(0, 99_999))
exits = st.integers(1, 1000)


@given(st.lists(st.one_of(arrivals, exits), max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_value_is_that_of_exact_arithmetic_to_the_cent(acts):
    """Arrivals are (thousandths of a unit, cost in cents), exits thousandths of what is there."""
    quantite = valeur = Decimal(0)
    exact = Fraction(0)
    for act in acts:
        if isinstance(act, tuple):
            variation = Decimal(act[0]) / 1000
            exact += Fraction(act[0], 1000) * Fraction(act[1], 100)
            dite = variation * Decimal(act[1]) / 100
        else:
            variation, dite = -(quantite * act / 1000).quantize(Decimal("0.001")), None
            if not variation:
                continue
            exact += exact * Fraction(variation) / Fraction(quantite)
        valeur += valeur_du_mouvement(
            quantite=quantite, valeur=valeur, cout_moyen=Decimal(0), variation=variation, dite=dite
        )
        quantite += variation
        assert abs(Fraction(valeur) - exact) < Fraction(1, 10_000)  # of a hundredth, a hundredth
        assert valeur >= 0 and (quantite or not valeur)


def test_a_unit_cost_of_the_largest_figures_is_exact():
    assert cout_unitaire(quantite=Decimal("3.000"), valeur=Decimal("9" * 24)) == Decimal("3" * 24)


def test_an_arrival_without_cost_is_worth_what_the_catalogue_says(place):
    piece = une_piece(prix_achat="2.00")
    assert entrer(piece, place, 10).cout_unitaire == Decimal("2.00")
    assert (total(piece).valeur, total(piece).cout_moyen) == (20, 2)


def test_arrivals_are_averaged_and_exits_leave_at_the_average(piece, place):
    entrer(piece, place, 10, cout_unitaire=Decimal("2.00"))
    entrer(piece, une_place(), 30, cout_unitaire=Decimal("4.00"))
    sortie = sortir(piece, place, 5)
    assert (sortie.cout_unitaire, sortie.valeur) == (Decimal("3.5"), Decimal("-17.5"))
    assert (total(piece).cout_moyen, total(piece).valeur) == (Decimal("3.5"), Decimal("122.5"))


def test_three_at_ten_leave_one_by_one_and_nothing_is_left(piece, place):
    entrer(piece, place, 2, cout_unitaire=Decimal("3.33"))
    entrer(piece, place, 1, cout_unitaire=Decimal("3.34"))
    assert [sortir(piece, place, 1).valeur for _ in range(3)] == [
        Decimal("-3.333333"),
        Decimal("-3.333334"),
        Decimal("-3.333333"),
    ]
    assert (total(piece).quantite, total(piece).valeur) == (0, 0)


def test_after_nothing_is_left_the_next_arrival_sets_the_average(piece, place):
    entrer(piece, place, 1, cout_unitaire=Decimal("2.00"))
    sortir(piece, place, 1)
    entrer(piece, place, 1, cout_unitaire=Decimal("9.00"))
    assert total(piece).cout_moyen == Decimal("9.00")


def test_a_transfer_costs_nothing_and_its_legs_carry_the_same_value(piece, place):
    entrer(piece, place, 3, cout_unitaire=Decimal("3.00"))
    entrer(piece, place, 4, cout_unitaire=Decimal("1.00"))
    transferer(piece, place, une_place(), 4)
    assert total(piece).valeur == 13
    legs = (
        MouvementStock.objects.filter(type="TRANSFER").order_by("sequence").values_list("valeur", flat=True)
    )
    assert list(legs) == [Decimal("-7.428571"), Decimal("7.428571")]


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
