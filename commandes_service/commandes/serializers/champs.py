"""Fields that several shapes share."""

from datetime import date
from decimal import Decimal

from rest_framework import serializers

from chassis.fields import DecimalField
from commandes.conditions import Conditions

PREMIER_JOUR, DERNIER_JOUR = date(2000, 1, 1), date(2199, 12, 31)  # others are slips of the keyboard


def argent(**options) -> DecimalField:
    return DecimalField(max_digits=14, decimal_places=2, **options)


def nombre(**options) -> DecimalField:
    return DecimalField(max_digits=14, decimal_places=3, **options)


def nombre_demande(**options) -> DecimalField:
    return nombre(min_value=Decimal("0.001"), **options)


def pourcentage(**options) -> DecimalField:
    return DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100, **options)


def cout(**options) -> DecimalField:
    return DecimalField(max_digits=18, decimal_places=6, **options)


class ConditionsField(serializers.ChoiceField):
    """Also as people write it: "30 jours fin de mois"; nothing means at once."""

    def __init__(self, **options):
        super().__init__(choices=Conditions.choices, **options)

    def to_internal_value(self, data) -> str:
        if isinstance(data, str):
            data = "_".join(data.split()).lower()
        return super().to_internal_value(data)


class TiersBrefSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    nom = serializers.CharField()


class TaxeSerializer(serializers.Serializer):
    """Of one rate: what it is reckoned on, and what it comes to."""

    taux = pourcentage()
    base = argent()
    montant = argent()
