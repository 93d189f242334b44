"""The checks of invoices, payments and of what the stock holds: each sees what it is there for."""

from decimal import Decimal

import pytest
from django.db import connection

from commandes.avoirs import creer_avoir
from commandes.factures import Base, facturer_commande
from commandes.models import Commande, OperationStock
from commandes.paiements import encaisser_paiement
from commandes.remboursements import rembourser_paiement
from commandes.saga import annuler_commande, expedier_commande, valider_commande
from tests.test_invariants import verifier

pytestmark = pytest.mark.django_db


@pytest.fixture
def facture(vente, agir, acteur):
    """Of 120.00, of which 50.00 were paid and 20.00 refunded, and 24.00 credited."""
    commande = vente(quantite=10)
    agir(valider_commande, commande)
    facture = facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)
    paiement = encaisser_paiement(facture_id=facture.id, montant=Decimal(50), moyen="cheque", acteur=acteur)
    rembourser_paiement(paiement_id=paiement.id, montant=Decimal(20), motif="x", acteur=acteur)
    lignes = [{"ligne_id": facture.lignes.get().id, "quantite": Decimal(2)}]
    creer_avoir(facture_id=facture.id, motif="x", acteur=acteur, lignes=lignes)
    return facture


def casser(sql: str) -> None:
    """By hand, past every trigger and every constraint that would refuse it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        for contrainte, table in (
            ("facture_payee_au_plus", "factures"),
            ("facture_totaux", "factures"),
            ("ligne_facture_total_ht", "lignes_factures"),
            ("detail_facture", "details_commandes"),
            ("detail_reste", "details_commandes"),
        ):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {contrainte}")
        cursor.execute(sql)
        cursor.execute("SET session_replication_role = origin")


def test_what_the_rules_write_breaks_nothing(facture, capsys):
    assert verifier(capsys) == ""


@pytest.mark.parametrize(
    ("sql", "phrase"),
    [
        ("DELETE FROM factures WHERE type = 'avoir'", "have no gaps"),
        ("UPDATE factures SET rang = 7 WHERE type = 'facture'", "have no gaps"),
        ("UPDATE factures SET numero = 'FAC-1' WHERE type = 'facture'", "have no gaps"),
        ("UPDATE compteurs_factures SET dernier = 3", "have no gaps"),
        (
            "UPDATE lignes_factures SET total_ht = 99 WHERE ligne_origine_id IS NULL",
            "totals of every invoice",
        ),
        (
            "UPDATE factures SET total_tva = 1, total_ttc = 101 WHERE type = 'facture'",
            "totals of every invoice",
        ),
        (
            "UPDATE factures SET total_tva = 19, total_ttc = 119,"
            " tva = jsonb_set(tva, '{0,montant}', '\"19.00\"') WHERE type = 'facture'",
            "totals of every invoice",
        ),
        ("UPDATE factures SET montant_paye = 121", "never exceed the invoice"),
        ("UPDATE factures SET montant_paye = 31 WHERE type = 'facture'", "sum of its payments"),
        ("UPDATE factures SET montant_en_attente = 1 WHERE type = 'facture'", "sum of its payments"),
        ("UPDATE paiements SET montant = 51", "sum of its payments"),
        ("UPDATE paiements SET montant_rembourse = 21", "sum of its refunds"),
        ("UPDATE factures SET montant_credite = 25 WHERE type = 'facture'", "sum of its credit notes"),
        ("UPDATE lignes_factures SET quantite = 11 WHERE ligne_origine_id IS NOT NULL", "credited above"),
        ("UPDATE details_commandes SET quantite_facturee = 9", "says was invoiced is so"),
        ("UPDATE commandes SET etat = 'annulee'", "says was invoiced is so"),
        ("UPDATE details_commandes SET quantite_annulee = quantite", "says was invoiced is so"),
    ],
    ids=lambda text: text[:60],
)
def test_each_thing_that_is_broken_by_hand_is_seen(sql, phrase, facture, capsys):
    casser(sql)
    assert phrase in verifier(capsys)


def test_lines_that_are_not_their_movements_are_seen(vente, agir, capsys):
    commande = vente(quantite=3)
    agir(valider_commande, commande)
    agir(expedier_commande, commande)
    assert verifier(capsys) == ""
    OperationStock.objects.update(etat="refusee")
    assert "sum of the movements made" in verifier(capsys)


@pytest.mark.parametrize(
    "casse", ["rien n'est réservé", "réservé sans commande", "mouvement perdu", "mouvement en trop"]
)
def test_a_stock_that_disagrees_is_seen(casse, vente, agir, autres, capsys):
    """I4 both ways, and what has moved."""
    vivante, annulee, expediee = (vente(quantite=3) for _ in range(3))
    for commande in (vivante, expediee):
        agir(valider_commande, commande)
    agir(expedier_commande, expediee)
    agir(annuler_commande, annulee)
    assert verifier(capsys) == ""
    if casse == "rien n'est réservé":
        autres.reservations[str(vivante.id)].clear()
    elif casse == "réservé sans commande":
        autres.reservations[str(annulee.id)] = autres.reservations[str(vivante.id)]
    elif casse == "mouvement perdu":
        autres.mouvements.clear()
    else:
        autres.mouvements[str(vivante.id)] = autres.mouvements[str(expediee.id)]
    assert "stock_service holds what remains" in verifier(capsys)


def test_a_stock_that_does_not_answer_is_no_proof(vente, agir, autres, capsys):
    agir(valider_commande, vente())
    autres.pannes = ["avant"]
    assert "stock_service holds what remains" in verifier(capsys)


def test_an_order_that_changes_while_it_is_compared_is_no_finding(vente, agir, autres, capsys):
    commande = vente(quantite=3)
    agir(valider_commande, commande)

    autres.pannes = [lambda: Commande.objects.filter(pk=commande.pk).update(version=99)]
    autres.reservations[str(commande.id)].clear()
    assert verifier(capsys) == ""
