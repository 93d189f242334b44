"""Lines of one request that speak of the same thing twice: which of them counts is not ours to guess."""

from typing import Any

from rest_framework import serializers


def refuser_les_repetitions(lignes: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """`names`: what two lines may not have in common; a line that lacks one of them is left aside."""
    vues: set[tuple] = set()
    errors: list[dict[str, list[str]]] = []
    for each in lignes:
        valeurs = tuple(each.get(name) for name in names)
        errors.append({names[0]: ["Une ligne précédente le nomme déjà."]} if valeurs in vues else {})
        if None not in valeurs:
            vues.add(valeurs)
    if any(errors):
        raise serializers.ValidationError(errors)
    return lignes
