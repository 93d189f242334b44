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


@invariant("I1", "the value of a piece is the sum of its ledger's values, and nothing is worth nothing")
def value_is_the_sum() -> Iterable[dict]:
    return _rows("""
        SELECT piece_id, s.quantite, s.valeur, m.valeur AS somme
        FROM stocks_pieces AS s
        FULL JOIN (SELECT piece_id, sum(valeur) AS valeur FROM mouvements_stock GROUP BY 1) AS m
            USING (piece_id)
        WHERE coalesce(s.valeur, 0) <> coalesce(m.valeur, 0) OR (s.quantite = 0 AND s.valeur <> 0)""")


@invariant("I1", "what is on order of a piece is the sum of what its purchases still have to bring")
def on_order_is_the_sum() -> Iterable[dict]:
    return _rows("""
        SELECT piece_id, s.en_commande, l.quantite AS attendu
        FROM stocks_pieces AS s
        FULL JOIN (SELECT piece_id, sum(quantite) AS quantite FROM lignes_attendues GROUP BY 1) AS l
            USING (piece_id)
        WHERE coalesce(s.en_commande, 0) <> coalesce(l.quantite, 0)""")


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


@invariant("I3", "no order was shipped more than it had reserved, nor took back more than it was sent")
def orders_ship_what_they_reserved() -> Iterable[dict]:
    return _rows("""
        SELECT commande_id, ligne_id, parti, revenu, consomme
        FROM (SELECT m.commande_id, m.ligne_id,
                     -sum(m.quantite) FILTER (WHERE o.genre = 'expedition') AS parti,
                     coalesce(sum(m.quantite) FILTER (WHERE o.genre = 'retour_vente'), 0) AS revenu
              FROM mouvements_stock AS m JOIN operations_commandes AS o ON o.id = m.operation_id
              WHERE o.genre IN ('expedition', 'retour_vente') GROUP BY 1, 2) AS m
        LEFT JOIN (SELECT commande_id, ligne_id, sum(quantite) AS consomme
                   FROM reservations WHERE etat = 'consommee' AND commande_id IS NOT NULL GROUP BY 1, 2) AS r
            USING (commande_id, ligne_id)
        WHERE coalesce(parti, 0) <> coalesce(consomme, 0) OR revenu > coalesce(parti, 0)""")


@invariant("I5", "an operation of an order is written once, one movement per line and place")
def operations_are_written_once() -> Iterable[dict]:
    return _rows("""
        SELECT o.id, o.genre, count(m.id) AS mouvements
        FROM operations_commandes AS o LEFT JOIN mouvements_stock AS m ON m.operation_id = o.id
        GROUP BY o.id
        HAVING count(m.id) = 0 OR count(*) FILTER (WHERE m.commande_id IS DISTINCT FROM o.commande_id) > 0
            OR count(DISTINCT (m.ligne_id, m.emplacement_id)) <> count(m.id)""")


@invariant("I5", "a count session is posted once: what it posted is what it found different")
def counts_are_posted_once() -> Iterable[dict]:
    return _rows("""
        SELECT i.id, i.etat, l.piece_id, l.emplacement_id, l.ecart, m.quantite AS passe
        FROM (SELECT inventaire_id, piece_id, emplacement_id, sum(quantite) AS quantite
              FROM mouvements_stock WHERE inventaire_id IS NOT NULL AND annule_id IS NULL
              GROUP BY 1, 2, 3) AS m
        FULL JOIN (SELECT inventaire_id, piece_id, emplacement_id, retenu - attendu AS ecart
                   FROM lignes_inventaires AS l JOIN inventaires AS i ON i.id = l.inventaire_id
                   WHERE i.etat = 'valide' AND retenu IS NOT NULL AND retenu <> attendu) AS l
            USING (inventaire_id, piece_id, emplacement_id)
        JOIN inventaires AS i ON i.id = inventaire_id
        WHERE m.quantite IS DISTINCT FROM l.ecart""")


@invariant("I6", "one idempotency key, one answer: a key that answered keeps its answer")
def keys_keep_their_answer() -> Iterable[dict]:
    return _rows("""
        SELECT caller, key, status FROM idempotency_keys
        WHERE (status IS NULL AND running_until IS NULL) OR (status IS NOT NULL AND body IS NULL)
           OR status >= 300""")


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
