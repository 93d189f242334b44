"""The ledger and the reservations against a model of a few lines: whatever is done in whatever order, both
say yes or no to the same acts and end with the same figures."""

from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chassis.identifiers import new_id
from stock.annulations import annuler_mouvement
from stock.commandes import expedier_commande, liberer_commande
from stock.errors import ReservationAbsente, StockInsuffisant
from stock.models import MouvementStock
from tests.monde import (
    ACTEUR,
    ajuster,
    entrer,
    invariants_casses,
    niveau,
    reserver,
    sortir,
    total,
    transferer,
    une_piece,
    une_place,
)

PIECES, PLACES = 2, 2
pieces, places = st.integers(0, PIECES - 1), st.integers(0, PLACES - 1)
quantites = st.integers(1, 12_000).map(lambda thousandths: Decimal(thousandths) / 1000)


class Magasin(RuleBasedStateMachine):
    @initialize()
    def open(self):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.pieces = [une_piece() for _ in range(PIECES)]
        # codes sort like their numbers, which is the order reservations take places in
        self.places = [une_place(f"P{n}") for n in range(PLACES)]
        self.quantite = defaultdict(Decimal)
        self.reserve = defaultdict(Decimal)
        self.held: dict[int, list[tuple[int, int, Decimal]]] = {}
        self.shipped: set[int] = set()
        self.orders: list = []
        self.cancellable: list[tuple[object, list[tuple[int, int, Decimal]]]] = []

    def teardown(self):
        if hasattr(self, "transaction"):
            assert invariants_casses() == {}
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def free(self, piece, place) -> Decimal:
        return self.quantite[piece, place] - self.reserve[piece, place]

    def attempt(self, allowed: bool, act, changes):
        """Both must agree; `changes` are (piece, place, signed quantity)."""
        try:
            row = act()
        except StockInsuffisant:
            assert not allowed
            return
        assert allowed
        for piece, place, quantite in changes:
            self.quantite[piece, place] += quantite
        self.cancellable.append((row, changes))

    @rule(p=pieces, e=places, q=quantites)
    def arrive(self, p, e, q):
        self.attempt(True, lambda: entrer(self.pieces[p], self.places[e], q), [(p, e, q)])

    @rule(p=pieces, e=places, q=quantites)
    def leave(self, p, e, q):
        act = lambda: sortir(self.pieces[p], self.places[e], q)  # noqa: E731
        self.attempt(q <= self.free(p, e), act, [(p, e, -q)])

    @rule(p=pieces, e=places, q=quantites)
    def move(self, p, e, q):
        other = (e + 1) % PLACES
        act = lambda: transferer(self.pieces[p], self.places[e], self.places[other], q)  # noqa: E731
        self.attempt(q <= self.free(p, e), act, [(p, e, -q), (p, other, q)])

    @rule(p=pieces, e=places, q=quantites, sign=st.sampled_from([1, -1]))
    def correct(self, p, e, q, sign):
        act = lambda: ajuster(self.pieces[p], self.places[e], q * sign)  # noqa: E731
        self.attempt(sign > 0 or q <= self.free(p, e), act, [(p, e, q * sign)])

    @rule(choice=st.integers(0, 10_000))
    def cancel(self, choice):
        if not self.cancellable:
            return
        row, changes = self.cancellable[choice % len(self.cancellable)]
        allowed = all(quantite <= self.free(piece, place) for piece, place, quantite in changes)
        try:
            annuler_mouvement(mouvement_id=row.id, acteur=ACTEUR)
        except StockInsuffisant:
            assert not allowed
            return
        assert allowed
        self.cancellable.remove((row, changes))
        for piece, place, quantite in changes:
            self.quantite[piece, place] -= quantite

    @rule(lines=st.lists(st.tuples(pieces, quantites), min_size=1, max_size=3))
    def reserve_order(self, lines):
        order = new_id()
        wanted = defaultdict(Decimal)
        for piece, quantite in lines:
            wanted[piece] += quantite
        allowed = all(
            quantite <= sum(self.free(piece, place) for place in range(PLACES))
            for piece, quantite in wanted.items()
        )
        try:
            reserver(order, *[(self.pieces[piece], quantite) for piece, quantite in lines])
        except StockInsuffisant:
            assert not allowed
            return
        assert allowed
        self.orders.append(order)
        self.held[len(self.orders) - 1] = self.take(lines)

    def take(self, lines) -> list[tuple[int, int, Decimal]]:
        taken = []
        for piece, quantite in lines:
            for place in range(PLACES):
                part = min(quantite, self.free(piece, place))
                if part > 0:
                    taken.append((piece, place, part))
                    self.reserve[piece, place] += part
                    quantite -= part
        return taken

    @rule(choice=st.integers(0, 10_000))
    def release(self, choice):
        if self.orders:
            number = choice % len(self.orders)
            liberer_commande(commande_id=self.orders[number], acteur=ACTEUR)
            for piece, place, quantite in self.held.pop(number, []):
                self.reserve[piece, place] -= quantite

    @rule(choice=st.integers(0, 10_000))
    def ship(self, choice):
        if not self.orders:
            return
        number = choice % len(self.orders)
        try:
            expedier_commande(commande_id=self.orders[number], reference="CMD", acteur=ACTEUR)
        except ReservationAbsente:
            assert number not in self.held and number not in self.shipped
            return
        assert number in self.held or number in self.shipped
        self.shipped.add(number)
        for piece, place, quantite in self.held.pop(number, []):
            self.reserve[piece, place] -= quantite
            self.quantite[piece, place] -= quantite

    @invariant()
    def figures_agree(self):
        if not hasattr(self, "pieces"):
            return
        for p, piece in enumerate(self.pieces):
            for e, place in enumerate(self.places):
                expected = (f"{self.quantite[p, e]:.3f}", f"{self.reserve[p, e]:.3f}")
                assert niveau(piece, place) == expected
            assert total(piece).quantite == sum(self.quantite[p, e] for e in range(PLACES))


@pytest.mark.django_db
def test_the_stock_agrees_with_its_model():
    run_state_machine_as_test(
        Magasin,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert not MouvementStock.objects.exists()
