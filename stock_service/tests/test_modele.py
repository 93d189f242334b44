"""The ledger and the reservations against a model of a few lines: whatever is done in whatever order, both
say yes or no to the same acts and end with the same figures."""

from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chassis.identifiers import new_id
from stock.annulations import annuler_mouvement
from stock.commandes import liberer_commande
from stock.errors import ReservationAbsente, RetourExcessif, StockInsuffisant
from stock.models import MouvementStock, NiveauStock
from stock.reservations import expirer_reservations, reserver_piece
from tests.monde import (
    ACTEUR,
    ajuster,
    entrer,
    expedier,
    invariants_casses,
    reserver,
    retourner,
    sortir,
    transferer,
    une_piece,
    une_place,
)

PIECES, PLACES = 2, 2
pieces, places = st.integers(0, PIECES - 1), st.integers(0, PLACES - 1)
quantites = st.integers(1, 12_000).map(lambda thousandths: Decimal(thousandths) / 1000)
much = quantites.map(lambda quantite: quantite * 10)
parts_of_it = st.integers(1, 14)  # tenths: up to more than there is
DONE: Counter[str] = Counter()  # what the histories came to do, so that none is compared in vain


def share(quantite: Decimal, tenths: int) -> Decimal:
    return max((quantite * tenths / 10).quantize(Decimal("0.001")), Decimal("0.001"))


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
        self.orders: list = []
        self.held: list[list[list]] = []  # by order
        self.past: list[list] = []  # held until a moment that is over
        self.sent = defaultdict(Decimal)
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

    @rule(p=pieces, e=places, q=much)
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

    @precondition(lambda self: self.cancellable)
    @rule(choice=st.integers(0, 10_000))
    def cancel(self, choice):
        row, changes = self.cancellable[choice % len(self.cancellable)]
        allowed = all(quantite <= self.free(piece, place) for piece, place, quantite in changes)
        try:
            annuler_mouvement(mouvement_id=row.id, acteur=ACTEUR)
        except StockInsuffisant:
            assert not allowed
            return
        assert allowed
        self.cancellable.remove((row, changes))
        DONE["cancelled"] += 1
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
            rows = reserver(order, *[(self.pieces[piece], quantite) for piece, quantite in lines])
        except StockInsuffisant:
            assert not allowed
            return
        assert allowed
        ligne_ids = list(dict.fromkeys(row.ligne_id for row in rows))
        self.orders.append(order)
        self.held.append(self.take(zip(ligne_ids, lines, strict=True)))

    def take(self, lines) -> list[list]:
        """[line id, piece, place, quantity] of what is held, from place to place."""
        taken = []
        for ligne_id, (piece, quantite) in lines:
            for place in range(PLACES):
                part = min(quantite, self.free(piece, place))
                if part > 0:
                    taken.append([ligne_id, piece, place, part])
                    self.reserve[piece, place] += part
                    quantite -= part
        return taken

    @rule(p=pieces, q=quantites, lasts=st.booleans())
    def reserve_by_hand(self, p, q, lasts):
        allowed = q <= sum(self.free(p, place) for place in range(PLACES))
        moment = timezone.now() + timedelta(days=1 if lasts else -1)
        try:
            reserver_piece(piece_id=self.pieces[p].id, quantite=q, expire_le=moment, acteur=ACTEUR)
        except StockInsuffisant:
            assert not allowed
            return
        assert allowed
        taken = self.take([(None, (p, q))])
        if not lasts:
            self.past += taken

    @precondition(lambda self: self.past)
    @rule()
    def expire(self):
        expirer_reservations(acteur=ACTEUR)
        DONE["expired"] += len(self.past)
        for _, piece, place, quantite in self.past:
            self.reserve[piece, place] -= quantite
        self.past.clear()

    @precondition(lambda self: self.orders)
    @rule(choice=st.integers(0, 10_000))
    def release(self, choice):
        number = choice % len(self.orders)
        liberer_commande(commande_id=self.orders[number], acteur=ACTEUR)
        for _, piece, place, quantite in self.held[number]:
            self.reserve[piece, place] -= quantite
        self.held[number] = []

    @precondition(lambda self: self.orders)
    @rule(choice=st.integers(0, 10_000))
    def ship_all(self, choice):
        number = choice % len(self.orders)
        self.ship(number, None, [list(each) for each in self.held[number]])

    @precondition(lambda self: any(self.held))
    @rule(choice=st.integers(0, 10_000), part=parts_of_it)
    def ship_some_of_a_line(self, choice, part):
        lines = [(n, each) for n, held in enumerate(self.held) for each in held]
        number, (ligne_id, *_, held) = lines[choice % len(lines)]
        q = share(held, part)
        parts, reste = [], q
        for each in self.held[number]:
            if each[0] == ligne_id and reste:
                parts.append([*each[:3], min(reste, each[3])])
                reste -= parts[-1][3]
        self.ship(number, [(ligne_id, q)], [] if reste else parts)

    def ship(self, number, lignes, parts):
        """`parts` of what is held shall leave; none: refused."""
        envoi = new_id()
        try:
            rows = expedier(self.orders[number], expedition_id=envoi, lignes=lignes)
        except ReservationAbsente:
            assert not parts
            return
        assert parts
        assert expedier(self.orders[number], expedition_id=envoi, lignes=lignes) == rows  # asked again
        for ligne_id, piece, place, quantite in parts:
            self.reserve[piece, place] -= quantite
            self.quantite[piece, place] -= quantite
            held = next(each for each in self.held[number] if each[:3] == [ligne_id, piece, place])
            held[3] -= quantite
            self.sent[self.orders[number], ligne_id, piece] += quantite
        self.held[number] = [each for each in self.held[number] if each[3]]
        DONE["shipped whole" if lignes is None else "shipped in part"] += 1

    @precondition(lambda self: self.sent)
    @rule(choice=st.integers(0, 10_000), e=places, part=parts_of_it)
    def a_customer_returns(self, choice, e, part):
        order, ligne_id, piece = list(self.sent)[choice % len(self.sent)]
        q = share(self.sent[order, ligne_id, piece], part)
        try:
            retourner(order, "vente", self.places[e], (ligne_id, self.pieces[piece], q))
        except RetourExcessif:
            assert q > self.sent[order, ligne_id, piece]
            return
        assert q <= self.sent[order, ligne_id, piece]
        DONE["returned"] += 1
        self.sent[order, ligne_id, piece] -= q
        self.quantite[piece, e] += q

    @invariant()
    def figures_agree(self):
        if not hasattr(self, "pieces"):
            return
        found = {
            (row.piece_id, row.emplacement_id): (row.quantite, row.reserve)
            for row in NiveauStock.objects.all()
        }
        for p, piece in enumerate(self.pieces):
            for e, place in enumerate(self.places):
                assert found.get((piece.id, place.id), (0, 0)) == (self.quantite[p, e], self.reserve[p, e])


@pytest.mark.django_db
def test_the_stock_agrees_with_its_model():
    run_state_machine_as_test(
        Magasin,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            database=None,
            derandomize=True,  # the same walks each time: whether they reach every act is no matter of luck
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert not MouvementStock.objects.exists()
    assert set(DONE) == {"shipped whole", "shipped in part", "returned", "expired", "cancelled"}
