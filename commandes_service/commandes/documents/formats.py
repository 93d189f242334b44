"""Amounts, numbers and days as people write them in French."""

from datetime import date
from decimal import Decimal


def euros(montant: Decimal | str) -> str:
    """1 234,50 €"""
    return f"{_a_la_francaise(f'{Decimal(montant):,.2f}')} €"


def nombre(valeur: Decimal) -> str:
    """2,5 ; the decimals that say something."""
    return _a_la_francaise(f"{valeur.normalize():,f}")


def pourcent(valeur: Decimal | str) -> str:
    return f"{nombre(Decimal(valeur))} %"


def jour(valeur: date) -> str:
    return f"{valeur:%d/%m/%Y}"


def siren(siret: str) -> str:
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]}"


def _a_la_francaise(texte: str) -> str:
    return texte.replace(",", "\u202f").replace(".", ",")
