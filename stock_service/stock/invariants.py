"""What is always true of levels, ledger and reservations. Each query answers the rows that break it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import Error, connection, transaction
from django.utils import timezone

from chassis.invariants import invariant
from chassis.messages.relay import KEPT_DAYS

REFUSED = "42501"  # insufficient_privilege: what the triggers raise, and what a missing grant raises


def _rows(sql: str, values: list | None = None) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@invariant("I1", "for each piece and place, the sum of the ledger is the level")
def ledger_is_the_level() -> Iterable[dict]:
    return _rows("""
        SELECT piece_id, emplacement_id, n.quantite AS niveau, m.quantite AS registre
        FROM niveaux_stock AS n
        FULL JOIN (SELECT piece_id, emplacement_id, sum(quantite) AS quantite
                   FROM mouvements_stock GROUP BY 1, 2) AS m USING (piece_id, emplacement_id)
        WHERE coalesce(n.quantite, 0) <> coalesce(m.quantite, 0)""")


@invariant("I1", "solde_apres is the running sum of the ledger at its place")
def balance_is_the_running_sum() -> Iterable[dict]:
    return _rows("""
        SELECT id, sequence, solde_apres, somme FROM (
            SELECT id, sequence, solde_apres,
                   sum(quantite) OVER (PARTITION BY piece_id, emplacement_id ORDER BY sequence) AS somme
            FROM mouvements_stock) AS m
        WHERE solde_apres <> somme""")


@invariant("I1", "the totals of a piece are the sums of its levels")
def totals_are_the_sums() -> Iterable[dict]:
    return _rows("""
        SELECT piece_id, s.quantite, n.quantite AS somme, s.reserve, n.reserve AS somme_reserve
        FROM stocks_pieces AS s
        FULL JOIN (SELECT piece_id, sum(quantite) AS quantite, sum(reserve) AS reserve
                   FROM niveaux_stock GROUP BY 1) AS n USING (piece_id)
        WHERE coalesce(s.quantite, 0) <> coalesce(n.quantite, 0)
           OR coalesce(s.reserve, 0) <> coalesce(n.reserve, 0)""")


@invariant("I2", "0 <= reserve <= quantite, and reserve is the sum of the active reservations")
def reserve_is_the_sum_of_reservations() -> Iterable[dict]:
    return _rows("""
        SELECT piece_id, emplacement_id, n.quantite, n.reserve, r.quantite AS reservations
        FROM niveaux_stock AS n
        FULL JOIN (SELECT piece_id, emplacement_id, sum(quantite) AS quantite
                   FROM reservations WHERE etat = 'active' GROUP BY 1, 2) AS r
            USING (piece_id, emplacement_id)
        WHERE coalesce(n.reserve, 0) <> coalesce(r.quantite, 0) OR n.reserve < 0 OR n.reserve > n.quantite""")


@invariant("I3", "nothing is ever sold that was not received: no running sum is negative")
def nothing_leaves_before_it_came() -> Iterable[dict]:
    return _rows("""
        SELECT id, sequence, somme FROM (
            SELECT id, sequence,
                   sum(quantite) OVER (PARTITION BY piece_id, emplacement_id ORDER BY sequence) AS somme
            FROM mouvements_stock) AS m
        WHERE somme < 0""")


@invariant("I7", "the two legs of a transfer cancel out")
def legs_cancel_out() -> Iterable[dict]:
    return _rows("""
        SELECT transfert_id, count(*) AS jambes, sum(quantite) AS somme
        FROM mouvements_stock WHERE transfert_id IS NOT NULL GROUP BY 1
        HAVING count(*) <> 2 OR sum(quantite) <> 0 OR count(DISTINCT piece_id) <> 1
            OR count(DISTINCT emplacement_id) <> 2""")


@invariant("I12", "every ledger row has exactly one audit message, and the reverse")
def ledger_and_audit_agree() -> Iterable[dict]:
    """Of the days for which the outbox still has what was delivered."""
    return _rows(
        """
        SELECT objet_id, m.id AS mouvement, coalesce(a.messages, 0) AS messages
        FROM (SELECT id, id::text AS objet_id FROM mouvements_stock WHERE cree_le > %s) AS m
        FULL JOIN (
            SELECT entree->>'objet_id' AS objet_id, count(*) AS messages, max(o.created_at) AS cree_le
            FROM outbox AS o, jsonb_array_elements(o.body->'data') AS entree
            WHERE o.body->>'moduleName' = 'logs' AND entree->>'module' = 'mouvements'
            GROUP BY 1) AS a USING (objet_id)
        WHERE (m.id IS NOT NULL AND coalesce(a.messages, 0) <> 1)
           OR (m.id IS NULL AND NOT EXISTS (SELECT 1 FROM mouvements_stock WHERE id::text = objet_id))""",
        [timezone.now() - timedelta(days=KEPT_DAYS) + timedelta(hours=2)],
    )


@invariant("I13", "the ledger refuses UPDATE, DELETE and TRUNCATE, to its owner as well")
def ledger_cannot_be_changed() -> Iterable[dict]:
    """Tries each in a savepoint that is rolled back. On an empty ledger the row triggers have nothing to fire
    for, so they are looked up as well."""
    row = "WHERE id = (SELECT id FROM mouvements_stock LIMIT 1)"
    attempts = [f"UPDATE mouvements_stock SET motif = motif {row}", f"DELETE FROM mouvements_stock {row}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM mouvements_stock)")
        filled = cursor.fetchone()[0]
    tried = [*(attempts if filled else []), "TRUNCATE mouvements_stock"]
    return [*_triggers_off(), *({"accepted": sql} for sql in tried if not _is_refused(sql))]


def _triggers_off() -> list[dict]:
    return _rows("""
        SELECT name AS trigger_missing_or_off
        FROM unnest(ARRAY['mouvements_stock_no_change', 'mouvements_stock_no_truncate']) AS name
        WHERE NOT EXISTS (SELECT 1 FROM pg_trigger
                          WHERE tgrelid = 'mouvements_stock'::regclass AND tgname = name
                            AND tgenabled IN ('O', 'A'))""")


def _is_refused(sql: str) -> bool:
    """True when the database says no. Any other answer (a lock it waited for too long) is an error to see."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True)
    except Error as error:
        if getattr(error.__cause__, "pgcode", None) != REFUSED:
            raise
        return True
    return False
