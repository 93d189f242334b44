"""Amounts: exact, rounded by the one rule, and the same in Python and in PostgreSQL."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from commandes.models import Commande, DetailCommande
from commandes.totaux import total_ligne, totaux_commande


def ligne(total_ht, taux):
    return SimpleNamespace(total_ht=Decimal(total_ht), taux_tva=Decimal(taux))


@pytest.mark.parametrize(
    ("quantite", "prix", "remise", "attendu"),
    [
        ("3", "0.335", "0", "1.01"),  # 1.005 goes up, not to the even cent
        ("1", "0.125", "0", "0.13"),
        ("2.500", "10.00", "10", "22.50"),
        ("0.001", "4.99", "0", "0.00"),
        ("7", "19.99", "33.33", "93.29"),
        ("1", "100.00", "100", "0.00"),
        ("99999999999.999", "9.99", "0.01", "998900099999.99"),
    ],
)
def test_a_line_is_rounded_half_up_to_the_cent(quantite, prix, remise, attendu):
    total = total_ligne(quantite=Decimal(quantite), prix_unitaire=Decimal(prix), remise=Decimal(remise))
    assert total == Decimal(attendu)


def test_tax_is_rounded_once_per_rate_on_the_sum_not_per_line():
    totaux = totaux_commande([ligne("0.12", "20"), ligne("0.12", "20"), ligne("1.00", "5.5")])
    assert totaux.total_ht == Decimal("1.24")
    assert totaux.total_tva == Decimal("0.05") + Decimal("0.06")  # per line: 0.02 + 0.02 + 0.06
    assert totaux.total_ttc == Decimal("1.35")


def test_an_order_without_lines_costs_nothing():
    assert totaux_commande([]).total_ttc == 0


@given(
    quantite=st.decimals(Decimal("0.001"), Decimal("99999999999.999"), places=3),
    prix=st.decimals(0, Decimal("9.99"), places=2),
    remise=st.decimals(0, 100, places=2),
)
def test_a_line_is_within_half_a_cent_of_the_exact_product(quantite, prix, remise):
    exact = int(quantite * 1000) * int(prix * 100) * (10000 - int(remise * 100))  # in 10**-9
    total = total_ligne(quantite=quantite, prix_unitaire=prix, remise=remise)
    difference = exact - int(total * 100) * 10**7
    assert -5 * 10**6 <= difference < 5 * 10**6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quantite", "prix", "remise"),
    [
        ("3", "0.33", "0.5"),
        ("0.005", "1.00", "0"),
        ("66666666666.999", "9.99", "0.01"),
        ("7", "19.99", "33.33"),
    ],
)
def test_the_database_computes_the_same_line(vente, piece, quantite, prix, remise):
    detail = {"piece_id": piece(), "quantite": Decimal(quantite), "prix_unitaire": Decimal(prix)}
    commande = vente(details=[detail | {"remise": Decimal(remise)}])  # its CHECK would refuse another total
    total = commande.details.get().total_ht
    assert total == total_ligne(
        quantite=Decimal(quantite), prix_unitaire=Decimal(prix), remise=Decimal(remise)
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("modele", "changement", "contrainte"),
    [
        (DetailCommande, {"total_ht": "9.99"}, "detail_total_ht"),
        (DetailCommande, {"quantite": 0}, "detail_quantite"),
        (DetailCommande, {"prix_unitaire": -1}, "detail_prix"),
        (DetailCommande, {"remise": "100.01"}, "detail_remise"),
        (DetailCommande, {"taux_tva": -1}, "detail_taux_tva"),
        (Commande, {"total_ttc": 1}, "commande_totaux"),
        (Commande, {"client_id": None}, "commande_tiers"),
        (Commande, {"type": "achat"}, "commande_tiers"),
        (Commande, {"etat": "inconnu"}, "commande_etat"),
        (Commande, {"etat": "validee", "supprime_le": "2026-01-01T00:00Z"}, "commande_supprimable"),
    ],
)
def test_the_database_refuses_what_no_order_may_be(vente, modele, changement, contrainte):
    vente()
    with pytest.raises(IntegrityError, match=contrainte):
        modele.objects.update(**changement)
