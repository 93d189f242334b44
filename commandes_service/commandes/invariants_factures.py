"""What is always true of invoices, credit notes and payments (I9)."""

from django.db.models import F

from chassis.invariants import invariant
from commandes.models import Facture
from commandes.requetes import lignes_de

NUMEROS = """
    SELECT f.serie, count(*) AS combien, max(f.rang) AS plus_haut, c.dernier
    FROM factures f FULL JOIN compteurs_factures c ON c.serie = f.serie
    GROUP BY f.serie, c.serie, c.dernier
    HAVING count(f.id) <> coalesce(max(f.rang), 0) OR c.dernier IS DISTINCT FROM coalesce(max(f.rang), 0)
        OR bool_or(f.numero <> f.serie || '-' || lpad(f.rang::text, greatest(5, length(f.rang::text)), '0'))
"""
TOTAUX = """
    SELECT f.id, f.numero, f.total_ht, f.total_tva, l.ht, t.tva
    FROM factures f
    LEFT JOIN (SELECT facture_id, sum(total_ht) AS ht FROM lignes_factures GROUP BY facture_id) l
           ON l.facture_id = f.id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum((x->>'montant')::numeric), 0) AS tva,
               coalesce(sum((x->>'base')::numeric), 0) AS base,
               coalesce(bool_and((x->>'montant')::numeric
                                 = round((x->>'base')::numeric * (x->>'taux')::numeric * 0.01, 2)),
                        true) AS juste
        FROM jsonb_array_elements(f.tva) x
    ) t
    WHERE (f.total_ht, f.total_ht, f.total_tva) IS DISTINCT FROM (coalesce(l.ht, 0), t.base, t.tva)
       OR f.total_ttc <> f.total_ht + f.total_tva OR (f.type = 'facture' AND NOT t.juste)
"""
PAYE = """
    SELECT f.id, f.numero, f.total_ttc, f.montant_paye, f.montant_en_attente, p.paye, p.attente, r.rendu
    FROM factures f
    LEFT JOIN (SELECT facture_id,
                      sum(montant) FILTER (WHERE etat = 'accepte') AS paye,
                      sum(montant) FILTER (WHERE etat = 'en_attente') AS attente
               FROM paiements GROUP BY facture_id) p ON p.facture_id = f.id
    LEFT JOIN (SELECT p.facture_id, sum(r.montant) AS rendu
               FROM remboursements r JOIN paiements p ON p.id = r.paiement_id
               WHERE r.etat = 'accepte' GROUP BY p.facture_id) r ON r.facture_id = f.id
    WHERE f.montant_paye <> coalesce(p.paye, 0) - coalesce(r.rendu, 0)
       OR f.montant_en_attente <> coalesce(p.attente, 0)
"""
REMBOURSE = """
    SELECT p.id, p.montant, p.montant_rembourse, r.somme
    FROM paiements p
    LEFT JOIN (SELECT paiement_id, sum(montant) AS somme FROM remboursements
               WHERE etat <> 'refuse' GROUP BY paiement_id) r ON r.paiement_id = p.id
    WHERE p.montant_rembourse <> coalesce(r.somme, 0)
"""
CREDITE = """
    SELECT f.id, f.numero, f.total_ttc, f.montant_credite, a.somme
    FROM factures f
    LEFT JOIN (SELECT origine_id, sum(total_ttc) AS somme FROM factures GROUP BY origine_id) a
           ON a.origine_id = f.id
    WHERE f.montant_credite <> coalesce(a.somme, 0)
"""
LIGNES_CREDITEES = """
    SELECT l.id, l.facture_id, l.quantite, l.total_ht, sum(a.quantite) AS creditee, sum(a.total_ht) AS montant
    FROM lignes_factures l JOIN lignes_factures a ON a.ligne_origine_id = l.id
    GROUP BY l.id HAVING sum(a.quantite) > l.quantite OR sum(a.total_ht) > l.total_ht
"""
FACTURE = """
    SELECT d.id, d.commande_id, d.quantite_facturee, d.quantite_annulee, c.etat,
           coalesce(sum(CASE f.type WHEN 'facture' THEN l.quantite ELSE -l.quantite END), 0) AS facturee
    FROM details_commandes d
    JOIN commandes c ON c.id = d.commande_id
    LEFT JOIN lignes_factures l ON l.detail_id = d.id
    LEFT JOIN factures f ON f.id = l.facture_id
    GROUP BY d.id, c.etat
    HAVING d.quantite_facturee
           <> coalesce(sum(CASE f.type WHEN 'facture' THEN l.quantite ELSE -l.quantite END), 0)
        OR (c.etat IN ('annulee', 'brouillon') AND d.quantite_facturee <> 0)
        OR d.quantite_facturee > d.quantite - d.quantite_annulee
"""


@invariant("I9", "the numbers of invoices and credit notes have no gaps")
def numbers_have_no_gaps():
    return lignes_de(NUMEROS)


@invariant("I9", "the totals of every invoice are those of its lines, its tax that of its rates")
def invoice_totals_equal_lines():
    return lignes_de(TOTAUX)


@invariant("I9", "payments accepted or under way never exceed the invoice")
def payments_never_exceed_the_invoice():
    rows = Facture.objects.filter(total_ttc__lt=F("montant_paye") + F("montant_en_attente"))
    return rows.values("id", "numero", "total_ttc", "montant_paye", "montant_en_attente")


@invariant("I9", "what an invoice says was paid is the sum of its payments less its refunds")
def paid_is_the_sum_of_payments():
    return lignes_de(PAYE)


@invariant("I9", "what a payment says was refunded is the sum of its refunds")
def refunded_is_the_sum_of_refunds():
    return lignes_de(REMBOURSE)


@invariant("I9", "what an invoice says was credited is the sum of its credit notes")
def credited_is_the_sum_of_credit_notes():
    return lignes_de(CREDITE)


@invariant("I9", "no line is credited above what was invoiced")
def no_line_is_credited_above_what_was_invoiced():
    return lignes_de(LIGNES_CREDITEES)


@invariant("I9", "what a line of an order says was invoiced is so; nothing is, of what was cancelled")
def invoiced_is_the_sum_of_invoices():
    return lignes_de(FACTURE)
