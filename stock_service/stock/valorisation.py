"""What stock is worth: weighted average cost (CUMP), kept per piece."""

from decimal import ROUND_HALF_UP, Decimal

SIX_PLACES = Decimal("0.000001")


def cout_moyen_apres(*, quantite: Decimal, cout_moyen: Decimal, variation: Decimal, cout: Decimal) -> Decimal:
    """The average after `variation` (signed) came or left at the unit cost `cout`.

    It stays as it is when nothing remains, and when what leaves was worth more than all there is (a cancelled
    arrival whose parts were sold at the average meanwhile).
    """
    reste = quantite + variation
    valeur = quantite * cout_moyen + variation * cout
    if reste <= 0 or valeur < 0:
        return cout_moyen
    return (valeur / reste).quantize(SIX_PLACES, ROUND_HALF_UP)
