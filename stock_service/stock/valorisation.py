"""What stock is worth: weighted average cost (CUMP), kept per piece as a quantity and a total value.

Values have six decimals. What comes in adds quantity x unit cost; what goes out takes its share of the value,
and the last unit takes all that is left. So the value of the stock is to the last decimal the sum of the
ledger's values, and only an exit's share is ever rounded (half up, to a millionth): figures shown are exact
to the cent. The average cost is derived, never added up.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

SIX_PLACES = Decimal("0.000001")
PRECISE = Context(prec=60, rounding=ROUND_HALF_UP)  # the default of 28 digits is less than the columns hold


def valeur_au_cout(*, variation: Decimal, cout: Decimal) -> Decimal:
    """What `variation` units (signed) are worth at a unit cost."""
    return PRECISE.quantize(PRECISE.multiply(variation, cout), SIX_PLACES)


def valeur_de_la_part(*, quantite: Decimal, valeur: Decimal, variation: Decimal) -> Decimal:
    """The share that `variation` units (signed) are of stock of this quantity (not 0) and value."""
    return PRECISE.quantize(PRECISE.divide(PRECISE.multiply(valeur, variation), quantite), SIX_PLACES)


def valeur_du_mouvement(
    *, quantite: Decimal, valeur: Decimal, cout_moyen: Decimal, variation: Decimal, dite: Decimal | None
) -> Decimal:
    """What a movement of `variation` units (signed) brings or takes; the stock is `quantite` worth `valeur`.

    `dite`: the value it is said to have, for what comes in or is cancelled. Taking back more than all there
    is worth (an arrival cancelled after its parts were sold at the average) takes the share instead.
    """
    if quantite + variation == 0:
        return -valeur
    if dite is not None and valeur + dite >= 0:
        return dite
    if quantite == 0:
        return valeur_au_cout(variation=variation, cout=cout_moyen)
    return valeur_de_la_part(quantite=quantite, valeur=valeur, variation=variation)


def cout_unitaire(*, quantite: Decimal, valeur: Decimal) -> Decimal:
    """What one unit is worth; `quantite` is not 0."""
    return PRECISE.quantize(PRECISE.divide(valeur, quantite), SIX_PLACES)
