"""Each invariant is seen red: data broken behind the application's back is found."""

from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection

from chassis.identifiers import new_id
from stock import invariants
from tests.monde import (
    entrer,
    expedier,
    invariants_casses,
    reserver,
    retourner,
    sortir,
    transferer,
    une_place,
)
from tests.test_inventaires import compter, ouvrir, valider
from tests.test_reapprovisionnement import attendre

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def world(transactional_db, piece, place):
    entrer(piece, place, 10)
    sortir(piece, place, 2)
    transferer(piece, place, une_place(), 3)
    commande = new_id()
    [reservation] = reserver(commande, (piece, 4))
    expedier(commande, lignes=[(reservation.ligne_id, 1)])
    retourner(commande, "vente", place, (reservation.ligne_id, piece, 1))
    attendre(new_id(), (piece, 5))
    session = ouvrir(place)
    compter(session, piece, place, 6)
    valider(session, non_comptees="zero")
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


OUT_ROW = "(SELECT min(sequence) FROM mouvements_stock WHERE type = 'OUT')"
VALUE = "the value of a piece is the sum of its ledger's values, and nothing is worth nothing"
ON_ORDER = "what is on order of a piece is the sum of what its purchases still have to bring"
SHIPPED = "no order was shipped more than it had reserved, nor took back more than it was sent"
ONCE = "an operation of an order is written once, one movement per line and place"
COUNTED = "a count session is posted once: what it posted is what it found different"
KEYS = "one idempotency key, one answer: a key that answered keeps its answer"
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


def test_a_value_that_is_not_the_sum():
    assert broken("UPDATE stocks_pieces SET valeur = valeur + 1") == {VALUE}
    assert VALUE in broken("UPDATE mouvements_stock SET valeur = 0 WHERE type = 'OUT'")


def test_something_on_order_that_nobody_ordered():
    assert broken("UPDATE stocks_pieces SET en_commande = en_commande + 1") == {ON_ORDER}
    assert ON_ORDER in broken("DELETE FROM lignes_attendues")


def test_more_shipped_than_was_reserved():
    assert SHIPPED in broken("UPDATE reservations SET etat = 'liberee' WHERE etat = 'consommee'")


def test_more_taken_back_than_was_sent():
    sql = "UPDATE mouvements_stock SET quantite = 2 WHERE type = 'IN' AND commande_id IS NOT NULL"
    assert SHIPPED in broken(sql)


def test_an_operation_without_its_movements_or_with_them_twice():
    assert ONCE in broken("DELETE FROM mouvements_stock WHERE operation_id IS NOT NULL AND type = 'IN'")


def test_an_operation_written_twice():
    sql = """INSERT INTO mouvements_stock
             SELECT (jsonb_populate_record(
                 m, jsonb_build_object('id', gen_random_uuid(), 'sequence', 9999))).*
             FROM mouvements_stock AS m WHERE operation_id IS NOT NULL AND type = 'OUT'"""
    assert ONCE in broken(sql)


def test_a_movement_of_another_order_in_an_operation():
    sql = "UPDATE mouvements_stock SET commande_id = gen_random_uuid() WHERE operation_id IS NOT NULL"
    assert ONCE in broken(sql)


def test_a_count_that_was_not_posted_or_posted_otherwise():
    assert COUNTED in broken("UPDATE lignes_inventaires SET retenu = retenu + 1 WHERE retenu > 0")
    assert COUNTED in broken("DELETE FROM mouvements_stock WHERE inventaire_id IS NOT NULL")


def test_a_key_whose_answer_is_lost(client, piece, place):
    body = {"piece_id": str(piece.id), "emplacement_id": str(place.id), "type": "IN", "quantite": "1"}
    client.post("/api/stock/movement/", body, headers={"Idempotency-Key": "une-cle"})
    assert invariants_casses() == {}
    assert broken("UPDATE idempotency_keys SET body = NULL") == {KEYS}
    assert broken("UPDATE idempotency_keys SET body = '', status = 409") == {KEYS}


def test_a_total_that_is_not_the_sum():
    assert broken("UPDATE stocks_pieces SET quantite = quantite + 1") == {TOTALS}


def test_a_reserve_without_reservation():
    assert RESERVED in broken("DELETE FROM reservations")


def test_a_reservation_without_reserve():
    assert RESERVED in broken("UPDATE niveaux_stock SET reserve = 0")


def test_more_sold_than_received():
    sql = f"UPDATE mouvements_stock SET quantite = -50 WHERE sequence = {OUT_ROW}"
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
