"""Amounts of an order, exact, with ONE rounding rule:

1. a line without tax is quantite x prix_unitaire x (100 - remise) / 100, rounded half up to the cent;
2. total_ht is the sum of the lines;
3. the tax of each rate is the sum of its lines x taux_tva / 100, rounded half up to the cent, once per rate;
4. total_ttc = total_ht + total_tva.

Each document follows it for its own lines: those of an order, and those of each invoice made from it, which
may so add up to cents more or less than the order when they cut a line. (The cents of a credit note are those
that its invoice leaves, see avoirs.py.)

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
class Taxe:
    """What the lines of one rate come to."""

    taux: Decimal
    base: Decimal
    montant: Decimal


@dataclass(frozen=True)
class Totaux:
    total_ht: Decimal
    total_tva: Decimal
    total_ttc: Decimal


def total_ligne(*, quantite: Decimal, prix_unitaire: Decimal, remise: Decimal) -> Decimal:
    with localcontext(prec=PRECISION):
        return _arrondir(quantite * prix_unitaire * (100 - remise) / 100)


def taxes_par_taux(lignes: Iterable[Ligne]) -> list[Taxe]:
    """Lowest rate first."""
    with localcontext(prec=PRECISION):
        bases: dict[Decimal, Decimal] = {}
        for ligne in lignes:
            bases[ligne.taux_tva] = bases.get(ligne.taux_tva, Decimal(0)) + ligne.total_ht
        return [
            Taxe(taux, _arrondir(base), montant_taxe(base=base, taux=taux))
            for taux, base in sorted(bases.items())
        ]


def montant_taxe(*, base: Decimal, taux: Decimal) -> Decimal:
    with localcontext(prec=PRECISION):
        return _arrondir(base * taux / 100)


def totaux_commande(lignes: Iterable[Ligne]) -> Totaux:
    return additionner(taxes_par_taux(lignes))


def additionner(taxes: Iterable[Taxe]) -> Totaux:
    taxes = list(taxes)
    with localcontext(prec=PRECISION):
        total_ht = sum((taxe.base for taxe in taxes), Decimal("0.00"))
        total_tva = sum((taxe.montant for taxe in taxes), Decimal("0.00"))
        return Totaux(total_ht, total_tva, total_ht + total_tva)


def prix_net(prix_unitaire: Decimal, remise: Decimal) -> Decimal:
    """Of one unit, with the six decimals a cost has."""
    with localcontext(prec=PRECISION):
        return (prix_unitaire * (100 - remise) / 100).quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)


def _arrondir(montant: Decimal) -> Decimal:
    return montant.quantize(CENTIME, rounding=ROUND_HALF_UP)
