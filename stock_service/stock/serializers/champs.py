from decimal import ROUND_HALF_UP, Decimal

from chassis.fields import DecimalField

MINIMUM = Decimal("0.001")


class QuantiteField(DecimalField):
    """Three decimals. In a request up to 11 digits before them; totals in an answer may be longer."""

    def __init__(self, **options):
        digits = None if options.get("read_only") else 14
        super().__init__(max_digits=options.pop("max_digits", digits), decimal_places=3, **options)


class MontantField(DecimalField):
    """Two decimals, rounded half up in answers."""

    def __init__(self, **options):
        digits = None if options.get("read_only") else 14
        rounding = ROUND_HALF_UP if options.get("read_only") else None
        super().__init__(
            max_digits=options.pop("max_digits", digits), decimal_places=2, rounding=rounding, **options
        )


class CoutField(DecimalField):
    """A unit cost in answers: six decimals, rounded half up."""

    def __init__(self, **options):
        super().__init__(max_digits=None, decimal_places=6, rounding=ROUND_HALF_UP, **options)
