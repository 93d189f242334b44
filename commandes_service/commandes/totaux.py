"""Amounts of an order, exact, with ONE rounding rule:

1. a line without tax is quantite x prix_unitaire x (100 - remise) / 100, rounded half up to the cent;
2. total_ht is the sum of the lines;
3. the tax of each rate is the sum of its lines x taux_tva / 100, rounded half up to the cent, once per rate;
4. total_ttc = total_ht + total_tva.

The database holds the first and the last as CHECK constraints, `manage.py verifier` looks for the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Protocol

CENTIME = Decimal("0.01")
MONTANT_MAX = Decimal("999999999999.99")  # numeric(14,2)
PRECISION = 60  # digits; quantite x prix x remise needs 33, more than the 28 of Python's usual context


class Ligne(Protocol):
    total_ht: Decimal
    taux_tva: Decimal


@dataclass(frozen=True)
class Totaux:
    total_ht: Decimal
    total_tva: Decimal
    total_ttc: Decimal


def total_ligne(*, quantite: Decimal, prix_unitaire: Decimal, remise: Decimal) -> Decimal:
    with localcontext(prec=PRECISION):
        return _arrondir(quantite * prix_unitaire * (100 - remise) / 100)


def totaux_commande(lignes: Iterable[Ligne]) -> Totaux:
    with localcontext(prec=PRECISION):
        bases: dict[Decimal, Decimal] = {}
        for ligne in lignes:
            bases[ligne.taux_tva] = bases.get(ligne.taux_tva, Decimal(0)) + ligne.total_ht
        total_ht = _arrondir(sum(bases.values(), Decimal(0)))
        total_tva = sum((_arrondir(base * taux / 100) for taux, base in bases.items()), Decimal("0.00"))
        return Totaux(total_ht, total_tva, total_ht + total_tva)


def _arrondir(montant: Decimal) -> Decimal:
    return montant.quantize(CENTIME, rounding=ROUND_HALF_UP)
