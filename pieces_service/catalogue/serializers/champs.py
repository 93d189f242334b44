"""Fields and checks that several shapes have."""

import math
from typing import Any

import orjson
from rest_framework import serializers

from chassis.fields import DecimalField
from chassis.filters import normalise

ATTRIBUTS_OCTETS = 16_384
ATTRIBUT_NOMBRE_MAX = 1e15


def lisible(reference: str) -> None:
    if reference and not any(lettre.isalnum() for lettre in normalise(reference)):
        raise serializers.ValidationError("Au moins une lettre ou un chiffre est attendu.")


def attributs_bornes(attributs: dict[str, Any]) -> None:
    if len(orjson.dumps(attributs)) > ATTRIBUTS_OCTETS:
        raise serializers.ValidationError(f"Au plus {ATTRIBUTS_OCTETS} octets.")
    if not _nombres_representables(attributs):
        raise serializers.ValidationError("Un nombre dépasse ce qui peut être gardé exactement.")


def _nombres_representables(valeur: Any) -> bool:
    """The database keeps 1e300 with all its digits; it would come back as an integer JSON cannot carry."""
    if isinstance(valeur, dict):
        return all(map(_nombres_representables, valeur.values()))
    if isinstance(valeur, list):
        return all(map(_nombres_representables, valeur))
    if isinstance(valeur, float) and valeur:
        return 1 / ATTRIBUT_NOMBRE_MAX <= math.fabs(valeur) <= ATTRIBUT_NOMBRE_MAX
    return True


def montant(**options) -> DecimalField:
    return DecimalField(max_digits=14, decimal_places=2, min_value=0, **options)
