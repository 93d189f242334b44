"""Shapes of requests and answers. Quantities have three decimals, money two, both as strings."""

import threading
from typing import Any

from rest_framework import serializers

from stock.serializers.champs import MontantField, QuantiteField

__all__ = ["MontantField", "QuantiteField", "montrer", "valider"]

_local = threading.local()


def valider(shape: type[serializers.Serializer], data: Any, **options) -> dict[str, Any]:
    """The validated fields of a request; raises ValidationError naming the fields."""
    if not options:
        return _kept(shape).run_validation(data)
    serializer = shape(data=data, **options)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def montrer(shape: type[serializers.Serializer], instance: Any) -> dict[str, Any]:
    """The answer that shows `instance`."""
    return _kept(shape).to_representation(instance)


def _kept(shape: type[serializers.Serializer]) -> serializers.Serializer:
    """One of each shape per thread: making the fields of a shape costs more than going through them."""
    shapes = _local.__dict__.setdefault("shapes", {})
    if shape not in shapes:
        shapes[shape] = shape()
    return shapes[shape]
