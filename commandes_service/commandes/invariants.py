"""What is always true of the orders; `manage.py verifier` looks for the rows that break it."""

from typing import Any

from django.db import connection

from chassis.invariants import SETTLE_SECONDS, invariant
from commandes.etats import EN_COURS, pas_permis
from commandes.models import Commande

HISTOIRES = """
    SELECT c.id, c.reference, h.id AS pas, h.etat_avant, h.action, h.etat_apres
    FROM commandes c
    LEFT JOIN (
        SELECT *, lag(etat_apres, 1, '') OVER histoire AS precedent,
                  lead(id) OVER histoire IS NULL AS dernier
        FROM historique_commandes WINDOW histoire AS (PARTITION BY commande_id ORDER BY id)
    ) h ON h.commande_id = c.id
    WHERE h.id IS NULL
       OR h.etat_avant <> h.precedent
       OR (c.type, h.etat_avant, h.action, h.etat_apres) NOT IN %s
       OR (h.dernier AND h.etat_apres <> c.etat)
"""
TOTAUX = """
    SELECT c.id, c.reference, c.total_ht, c.total_tva, c.total_ttc, t.ht, t.tva
    FROM commandes c
    LEFT JOIN (
        SELECT commande_id, sum(base) AS ht, sum(round(base * taux_tva * 0.01, 2)) AS tva
        FROM (SELECT commande_id, taux_tva, sum(total_ht) AS base
              FROM details_commandes GROUP BY commande_id, taux_tva) par_taux
        GROUP BY commande_id
    ) t ON t.commande_id = c.id
    WHERE (c.total_ht, c.total_tva) IS DISTINCT FROM (coalesce(t.ht, 0), coalesce(t.tva, 0))
       OR c.total_ttc <> c.total_ht + c.total_tva
"""
EN_SUSPENS = """
    SELECT c.id, c.reference, c.etat, max(h.cree_le) AS depuis
    FROM commandes c JOIN historique_commandes h ON h.commande_id = c.id
    WHERE c.etat IN %s
    GROUP BY c.id HAVING max(h.cree_le) < now() - make_interval(secs => %s)
"""
LIBERATIONS = Commande.objects.exclude(liberation_cle="").filter(surveillee_jusqua__isnull=True)


@invariant("I8", "every order's history is legal by the table of transitions and ends in its state")
def histories_are_legal():
    return _rows(HISTOIRES, [tuple(pas_permis())])


@invariant("I8", "the totals of every order are those of its lines")
def totals_equal_lines():
    return _rows(TOTAUX, [])


@invariant("I8", f"no order waits for stock_service longer than {SETTLE_SECONDS} s")
def no_order_is_stuck():
    return _rows(EN_SUSPENS, [tuple(sorted(EN_COURS)), SETTLE_SECONDS])


@invariant("I4", "a release that is not confirmed belongs to an order that is watched")
def releases_are_watched():
    return LIBERATIONS.values("id", "reference", "liberation_cle")


def _rows(sql: str, params: list[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
