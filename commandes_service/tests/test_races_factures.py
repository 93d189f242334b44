"""Invoices, credit notes and payments at the same moment, on real connections."""

import random
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest

from chassis.identifiers import new_id
from commandes import paiements, remboursements
from commandes.avoirs import creer_avoir
from commandes.errors import MontantExcessif
from commandes.factures import Base, facturer_commande
from commandes.models import Commande, Facture, OperationStock, Paiement
from commandes.paiements import encaisser_paiement, regler_paiements_en_suspens
from commandes.processeur import Carte
from commandes.remboursements import regler_remboursements_en_suspens, rembourser_paiement
from commandes.saga import (
    annuler_commande,
    expedier_commande,
    recevoir_commande,
    reprendre_etapes_en_suspens,
    retourner_commande,
    solder_commande,
    valider_commande,
)
from commandes.surveillance import verifier_commandes_surveillees
from commandes.tiers import CLIENTS, supprimer_tiers
from tests.conftest import etat, factures_coherentes, tout_est_coherent
from tests.test_races import issues

CARTE = Carte("4242424242424242", "12/35", "123")


@pytest.fixture
def facture(vente, agir, acteur):
    """Of 120.00 for ten pieces."""

    def make():
        commande = vente(quantite=10)
        agir(valider_commande, commande)
        return facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)

    return make


def payer(facture, montant, acteur, **champs):
    appel = {"moyen": "virement"} | champs
    return encaisser_paiement(facture_id=facture.id, montant=Decimal(montant), acteur=acteur, **appel)


def test_fifty_payments_on_one_invoice_never_exceed_it(race, facture, acteur):
    une = facture()
    actes = [
        lambda: payer(une, "7.00", acteur),
        lambda: payer(une, "7.00", acteur, moyen="carte", carte=CARTE),
    ]
    found = issues(race(actes * 25))
    assert found == {"fait": 17, "MontantExcessif": 33}  # 17 x 7 = 119
    assert Facture.objects.get().montant_paye == 119
    factures_coherentes()


def test_twenty_invoices_at_once_have_numbers_without_a_gap(race, vente, agir, acteur):
    commandes = [vente() for _ in range(20)]
    for commande in commandes[:15]:  # the others are drafts: theirs are refused in between
        agir(valider_commande, commande)
    actes = [
        lambda c=c: facturer_commande(commande_id=c.id, acteur=acteur, base=Base.TOTALITE) for c in commandes
    ]
    random.shuffle(actes)
    assert issues(race(actes)) == {"fait": 15, "CommandeNonFacturable": 5}
    assert sorted(Facture.objects.values_list("rang", flat=True)) == list(range(1, 16))
    factures_coherentes()


def test_invoices_that_fail_at_once_with_others_leave_no_gap(race, vente, agir, acteur, monkeypatch):
    from commandes import factures

    commandes = [vente() for _ in range(16)]
    for commande in commandes:
        agir(valider_commande, commande)
    noter, mauvaises = factures.noter, {c.id for c in commandes[::2]}

    def noter_ou_tomber(action, facture, acteur, **etats):
        if facture.commande_id in mauvaises:
            raise MontantExcessif()
        noter(action, facture, acteur, **etats)

    monkeypatch.setattr(factures, "noter", noter_ou_tomber)
    actes = [
        lambda c=c: facturer_commande(commande_id=c.id, acteur=acteur, base=Base.TOTALITE) for c in commandes
    ]
    assert issues(race(actes)) == {"fait": 8, "MontantExcessif": 8}
    factures_coherentes()


@pytest.mark.parametrize("tour", range(8))
def test_a_client_is_deleted_or_invoiced_not_both(tour, race, vente, agir, acteur):
    commande = vente()
    agir(valider_commande, commande)
    # an invoice of what is not shipped yet is possible until then: nothing else holds the client
    Commande.objects.update(etat="retournee")
    actes = [
        lambda: supprimer_tiers(
            genre=CLIENTS, tiers_id=commande.client_id, acteur=acteur, version_attendue=None
        ),
        lambda: facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE),
    ]
    random.shuffle(actes)
    found = issues(race(actes))
    assert found["fait"] == 1 and set(found) <= {"fait", "ClientUtilise", "TiersSupprime"}


def test_one_order_invoiced_ten_times_at_once_is_invoiced_once(race, vente, agir, acteur):
    commande = vente(quantite=3)
    agir(valider_commande, commande)
    acte = [lambda: facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)] * 10
    assert issues(race(acte)) == {"fait": 1, "RienAFacturer": 9}
    factures_coherentes()


def test_ten_credit_notes_at_once_never_exceed_the_invoice(race, facture, acteur):
    une = facture()
    lignes = [{"ligne_id": une.lignes.get().id, "quantite": Decimal(3)}]
    acte = [lambda: creer_avoir(facture_id=une.id, motif="x", acteur=acteur, lignes=lignes)] * 10
    assert issues(race(acte)) == {"fait": 3, "AvoirExcessif": 7}
    factures_coherentes()


def test_paid_and_credited_at_once_what_was_credited_is_not_due(race, facture, acteur):
    for _ in range(5):
        une = facture()
        actes = [lambda f=une: payer(f, "120.00", acteur)] * 3
        actes.append(lambda f=une: creer_avoir(facture_id=f.id, motif="x", acteur=acteur))
        found = issues(race(actes))
        assert found["fait"] in (1, 2)
        assert set(found) <= {"fait", "MontantExcessif", "FactureAnnulee"}
    factures_coherentes()


def test_ten_refunds_at_once_never_exceed_the_payment(race, facture, acteur):
    for champs in ({}, {"moyen": "carte", "carte": CARTE}):
        paiement = payer(facture(), "100.00", acteur, **champs)

        def rembourser(paiement_id=paiement.id):
            return rembourser_paiement(paiement_id=paiement_id, montant=Decimal(30), motif="x", acteur=acteur)

        assert issues(race([rembourser] * 10)) == {"fait": 3, "RemboursementExcessif": 7}
    factures_coherentes()


def test_a_late_answer_settled_by_many_counts_once(race, facture, acteur, monkeypatch):
    monkeypatch.setattr(paiements, "EN_SUSPENS_APRES", timedelta(0))
    monkeypatch.setattr("commandes.processeur_simule.DELAI_TARDIF", timedelta(milliseconds=1))
    une = facture()
    payer(une, "100.00", acteur, moyen="carte", carte=Carte("4000000000000259", "12/35", "123"))
    assert set(issues(race([regler_paiements_en_suspens] * 6))) == {"fait"}
    assert Facture.objects.get().montant_paye == 100
    assert Paiement.objects.get().etat == "accepte"
    factures_coherentes()


def test_a_refund_driven_by_many_gives_back_once(race, facture, acteur, monkeypatch):
    monkeypatch.setattr(remboursements, "EN_SUSPENS_APRES", timedelta(0))
    paiement = payer(facture(), "100.00", acteur, moyen="carte", carte=CARTE)
    with monkeypatch.context() as patch:
        patch.setattr(remboursements, "_rendre", lambda remboursement: False)
        rembourser_paiement(paiement_id=paiement.id, montant=Decimal(30), motif="x", acteur=acteur)
    assert set(issues(race([regler_remboursements_en_suspens] * 6))) == {"fait"}
    assert Facture.objects.get().montant_paye == 70
    factures_coherentes()


@pytest.mark.parametrize("tour", range(4))
def test_paid_cancelled_shipped_and_invoiced_at_once(tour, race, vente, agir, acteur, autres):
    """One invoice is issued before: a part of the order may be cancelled only with what nobody invoiced."""
    commande = vente(quantite=4)
    agir(valider_commande, commande)
    detail_id = commande.details.get().id
    un = [{"detail_id": detail_id, "quantite": Decimal(1)}]
    une = facturer_commande(commande_id=commande.id, acteur=acteur, lignes=un) if tour % 2 else None
    actes = [lambda: agir(expedier_commande, commande, lignes=un)] * 3
    actes += [lambda: agir(annuler_commande, commande)] * 2
    actes += [lambda: facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)] * 2
    actes += [lambda: payer(une, "7.00", acteur)] * 3 if une else []
    random.shuffle(actes)
    permis = {
        "fait",
        "TransitionInterdite",
        "CommandeFacturee",
        "CommandeNonFacturable",
        "RienAFacturer",
        "MontantExcessif",
        "OperationEnCours",
        "StockSansReponse",
        "RienADeplacer",
        "QuantiteExcessive",
    }
    assert set(issues(race(actes))) <= permis
    _finir(commande)
    factures_coherentes()
    tout_est_coherent(autres)


def test_shipped_in_parts_by_many_it_never_exceeds_the_order(race, vente, agir, autres):
    for _ in range(3):
        commande = vente(quantite=5)
        agir(valider_commande, commande)
        deux = [{"detail_id": commande.details.get().id, "quantite": Decimal(2)}]
        race(
            [
                lambda c=commande, d=deux, n=n: agir(expedier_commande, c, lignes=d, cle=f"{n}")
                for n in range(6)
            ]
        )
        _finir(commande)
    tout_est_coherent(autres)


@pytest.mark.parametrize("tour", range(3))
def test_five_shipments_at_once_are_as_many_movements_as_were_answered_for(tour, race, vente, agir, autres):
    commande = vente(quantite=5)
    agir(valider_commande, commande)
    un = [{"detail_id": commande.details.get().id, "quantite": Decimal(1)}]
    actes = [lambda n=n: agir(expedier_commande, commande, lignes=un, cle=n) for n in "abcde"]
    found = issues(race(actes))
    assert set(found) <= {"fait", "OperationEnCours"}
    assert commande.details.get().quantite_expediee == found["fait"]
    assert commande.operations.filter(etat="faite").count() == found["fait"]
    tout_est_coherent(autres)


def test_received_ten_times_at_once_with_one_key_it_is_received_once(race, achat, agir, autres):
    commande = achat(quantite=10)
    agir(valider_commande, commande)
    un = [{"detail_id": commande.details.get().id, "quantite": Decimal(1)}]
    place = new_id()
    acte = [lambda: agir(recevoir_commande, commande, emplacement_id=place, lignes=un, cle="cle")] * 10
    assert set(issues(race(acte))) == {"fait"}
    assert commande.details.get().quantite_recue == 1
    assert OperationStock.objects.filter(etat="faite").count() == 1
    tout_est_coherent(autres)


@pytest.mark.parametrize("tour", range(4))
def test_shipped_returned_closed_and_taken_up_at_once(tour, race, vente, agir, autres, plus_tard):
    commande = vente(quantite=6)
    agir(valider_commande, commande)
    un = [{"detail_id": commande.details.get().id, "quantite": Decimal(1)}]
    agir(expedier_commande, commande, lignes=un)
    autres.pannes = [random.choice([None, None, "avant", "apres", "en_vol"]) for _ in range(30)]
    actes = [lambda: agir(expedier_commande, commande, lignes=un)] * 3
    actes += [lambda: agir(retourner_commande, commande, emplacement_id=new_id(), lignes=un)] * 2
    actes += [lambda: agir(solder_commande, commande), reprendre_etapes_en_suspens]
    random.shuffle(actes)
    race(actes)
    autres.pannes = []
    autres.arriver()
    _finir(commande)
    tout_est_coherent(autres)


def _finir(commande: Commande) -> None:
    for _ in range(3):
        reprendre_etapes_en_suspens()
    verifier_commandes_surveillees()
    assert not etat(commande).endswith("en_cours"), Counter(
        OperationStock.objects.values_list("etat", flat=True)
    )
