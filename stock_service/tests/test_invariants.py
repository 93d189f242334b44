"""Each invariant is seen red: data broken behind the application's back is found."""

from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection

from chassis.identifiers import new_id
from stock import invariants
from tests.monde import entrer, invariants_casses, reserver, sortir, transferer, une_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def world(transactional_db, piece, place):
    entrer(piece, place, 10)
    sortir(piece, place, 2)
    transferer(piece, place, une_place(), 3)
    reserver(new_id(), (piece, 4))
    assert invariants_casses() == {}


@contextmanager
def behind_the_back():
    """As a superuser with triggers and foreign keys off; CHECKs still hold."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor
        cursor.execute("SET session_replication_role = origin")


def broken(*statements: str) -> set[str]:
    with behind_the_back() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return set(invariants_casses())


OUT_ROW = "(SELECT id FROM mouvements_stock WHERE type = 'OUT')"
LEVEL = "for each piece and place, the sum of the ledger is the level"
RUNNING = "solde_apres is the running sum of the ledger at its place"
TOTALS = "the totals of a piece are the sums of its levels"
RESERVED = "0 <= reserve <= quantite, and reserve is the sum of the active reservations"
NEGATIVE = "nothing is ever sold that was not received: no running sum is negative"
LEGS = "the two legs of a transfer cancel out"
AUDIT = "every ledger row has exactly one audit message, and the reverse"


def test_a_level_the_ledger_does_not_explain():
    assert broken("UPDATE niveaux_stock SET quantite = quantite + 1") >= {LEVEL, TOTALS}


def test_a_level_that_is_missing():
    assert LEVEL in broken("DELETE FROM niveaux_stock WHERE reserve = 0")


def test_a_balance_that_is_not_the_running_sum():
    assert broken("UPDATE mouvements_stock SET solde_apres = 99 WHERE type = 'OUT'") == {RUNNING}


def test_a_total_that_is_not_the_sum():
    assert broken("UPDATE stocks_pieces SET quantite = quantite + 1") == {TOTALS}


def test_a_reserve_without_reservation():
    assert RESERVED in broken("DELETE FROM reservations")


def test_a_reservation_without_reserve():
    assert RESERVED in broken("UPDATE niveaux_stock SET reserve = 0")


def test_more_sold_than_received():
    sql = f"UPDATE mouvements_stock SET quantite = -50 WHERE id = {OUT_ROW}"
    assert broken(sql) >= {NEGATIVE, LEVEL, RUNNING}


def test_legs_that_do_not_cancel_out():
    sql = "UPDATE mouvements_stock SET quantite = quantite + 1 WHERE type = 'TRANSFER' AND quantite > 0"
    assert LEGS in broken(sql)


def test_a_leg_without_its_other():
    assert LEGS in broken("DELETE FROM mouvements_stock WHERE type = 'TRANSFER' AND quantite > 0")


def test_a_ledger_row_without_audit_message():
    sql = "DELETE FROM outbox WHERE body->'data'->0->>'module' = 'mouvements' AND id % 2 = 0"
    assert broken(sql) == {AUDIT}


def test_a_ledger_row_told_twice():
    sql = """INSERT INTO outbox (message_id, target, ordering_key, body, created_at, attempts, next_try_at,
                                 last_error)
             SELECT gen_random_uuid(), target, ordering_key, body, created_at, 0, now(), ''
             FROM outbox WHERE body->'data'->0->>'module' = 'mouvements' LIMIT 1"""
    assert broken(sql) == {AUDIT}


def test_an_audit_message_without_ledger_row():
    found = broken("DELETE FROM mouvements_stock WHERE type = 'OUT'")
    assert AUDIT in found


@pytest.mark.parametrize("trigger", ["mouvements_stock_no_change", "mouvements_stock_no_truncate"])
@pytest.mark.parametrize("emptied", [False, True])
def test_a_ledger_that_could_be_changed(trigger, emptied):
    with behind_the_back() as cursor:
        if emptied:
            cursor.execute("TRUNCATE mouvements_stock")
        cursor.execute(f"ALTER TABLE mouvements_stock DISABLE TRIGGER {trigger}")
    try:
        assert list(invariants.ledger_cannot_be_changed())
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE mouvements_stock ENABLE TRIGGER {trigger}")
    assert not list(invariants.ledger_cannot_be_changed())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE mouvements_stock SET motif = 'autre'",
        "DELETE FROM mouvements_stock",
        "TRUNCATE mouvements_stock",
    ],
)
def test_the_ledger_refuses_also_its_owner(sql):
    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE niveaux_stock SET quantite = -1",
        "UPDATE niveaux_stock SET reserve = quantite + 1",
        "UPDATE niveaux_stock SET reserve = -1",
        "UPDATE stocks_pieces SET quantite = -1",
        "UPDATE reservations SET quantite = 0",
    ],
)
def test_the_database_itself_refuses_what_no_rule_may_do(sql):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_command_fails_when_something_is_broken(capsys):
    call_command("verifier")
    broken("UPDATE stocks_pieces SET quantite = quantite + 1")
    with pytest.raises(SystemExit):
        call_command("verifier")
    assert "BROKEN" in capsys.readouterr().out


def test_figures_are_exact(piece, place):
    for _ in range(10):
        entrer(piece, place, Decimal("0.1"))
    assert invariants_casses() == {}
