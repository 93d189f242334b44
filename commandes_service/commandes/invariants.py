"""What is always true of the orders; `manage.py verifier` looks for the rows that break it.

Those of invoices and payments are in invariants_factures.py.
"""

from datetime import timedelta

from django.utils import timezone

from chassis.invariants import SETTLE_SECONDS, invariant
from commandes import invariants_factures  # noqa: F401  declares those of invoices and payments
from commandes.etapes import DUREE_SURVEILLANCE
from commandes.etats import EN_COURS, pas_permis
from commandes.models import Commande
from commandes.rapprochement import comparer_au_stock
from commandes.requetes import lignes_de

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
# A receiving or a return that was refused stays open until no earlier call for it can arrive (saga.py).
ATTENTE_MAX = SETTLE_SECONDS + DUREE_SURVEILLANCE.seconds
LIGNES = """
    SELECT o.id, o.type, d.id AS detail_id, d.quantite_expediee, d.quantite_recue, d.quantite_retournee, s.*
    FROM details_commandes d
    JOIN commandes o ON o.id = d.commande_id
    LEFT JOIN (
        SELECT l.detail_id AS de,
               coalesce(sum(l.quantite) FILTER (WHERE p.type = 'expedition'), 0) AS expediee,
               coalesce(sum(l.quantite) FILTER (WHERE p.type = 'reception'), 0) AS recue,
               coalesce(sum(l.quantite) FILTER (WHERE p.type = 'retour'), 0) AS retournee
        FROM lignes_operations l JOIN operations_stock p ON p.id = l.operation_id
        WHERE p.etat = 'faite' GROUP BY l.detail_id
    ) s ON s.de = d.id
    WHERE (d.quantite_expediee, d.quantite_recue, d.quantite_retournee)
          IS DISTINCT FROM (coalesce(s.expediee, 0), coalesce(s.recue, 0), coalesce(s.retournee, 0))
"""
LIBERATIONS = Commande.objects.exclude(liberation_cle="").filter(surveillee_jusqua__isnull=True)


@invariant("I8", "every order's history is legal by the table of transitions and ends in its state")
def histories_are_legal():
    return lignes_de(HISTOIRES, [tuple(pas_permis())])


@invariant("I8", "the totals of every order are those of its lines")
def totals_equal_lines():
    return lignes_de(TOTAUX)


@invariant("I8", f"no order waits for stock_service longer than {ATTENTE_MAX} s")
def no_order_is_stuck():
    return lignes_de(EN_SUSPENS, [tuple(sorted(EN_COURS)), ATTENTE_MAX])


@invariant("I8", "what is shipped, received and returned of each line is the sum of the movements made")
def lines_are_their_movements():
    return lignes_de(LIGNES)


@invariant("I4", "a release that is not confirmed belongs to an order that is watched")
def releases_are_watched():
    return LIBERATIONS.values("id", "reference", "liberation_cle")


@invariant("I4", "stock_service holds what remains to be shipped of each order that lives, or did yesterday")
def reservations_are_those_of_orders():
    """Each order is asked for; one that is changed meanwhile, or waits for the stock, is no finding."""
    return comparer_au_stock(depuis=timezone.now() - timedelta(days=1))
