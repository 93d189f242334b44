"""What was consumed of each piece: what left to be used or sold, and did not come back.

What goes back to a supplier was not used, nor in the end what a customer sent back; a counter-entry takes
back what it cancels. A transfer stays in the house, a correction finds a mistake: neither is consumption.
Proposals, reports and the dashboard all count by this.
"""

# Movements `m`, each with the `retour` of an order that it belongs to, if it does. There are few returns, and
# an index of them alone: the join costs next to nothing however many orders there are.
MOUVEMENTS_ET_RETOURS = """mouvements_stock AS m LEFT JOIN operations_commandes AS retour
    ON retour.id = m.operation_id AND retour.genre IN ('retour_vente', 'retour_achat')"""
CONSOMME = "(m.type = 'OUT' AND retour.id IS NULL OR retour.genre = 'retour_vente')"
ARRIVE = "(m.type = 'IN' AND retour.id IS NULL)"
# One row per piece that moved from `depuis` on. `variation`: by how much its value changed.
CONSOMMATIONS = f"""
    consommations AS (
        SELECT m.piece_id, sum(m.valeur) AS variation,
               coalesce(-sum(m.quantite) FILTER (WHERE {CONSOMME}), 0) AS sorties,
               coalesce(-sum(m.valeur) FILTER (WHERE {CONSOMME}), 0) AS sorties_valeur,
               coalesce(sum(m.quantite) FILTER (WHERE {ARRIVE}), 0) AS arrivees
        FROM {MOUVEMENTS_ET_RETOURS}
        WHERE m.cree_le >= %(depuis)s AND m.type <> 'TRANSFER' GROUP BY m.piece_id)"""
