"""Fields and checks that several shapes have."""

import math
from typing import Any

import orjson
from rest_framework import serializers

from catalogue.caracteres import HORS_TEXTE
from chassis.filters import normalise

ATTRIBUTS_OCTETS = 16_384
ATTRIBUT_NOMBRE_MAX = 1e15


def sans_controle(texte: str) -> None:
    if HORS_TEXTE.search(texte):
        raise serializers.ValidationError("Les caractères de commande et de fin de ligne ne sont pas permis.")


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


def une_ligne(longueur: int, **options) -> serializers.CharField:
    return serializers.CharField(max_length=longueur, validators=[sans_controle], **options)


def montant(**options) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0, **options)
