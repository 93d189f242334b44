"""Shapes of requests and answers. Quantities have three decimals, money two, both as strings."""

from typing import Any

from rest_framework import serializers

from stock.serializers.fields import MontantField, QuantiteField

__all__ = ["MontantField", "QuantiteField", "valider"]


def valider(shape: type[serializers.Serializer], data: Any, **options) -> dict[str, Any]:
    """The validated fields of a request; raises ValidationError naming the fields."""
    serializer = shape(data=data, **options)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data
