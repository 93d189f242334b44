"""What one act changed: the fields that are not the same before and after."""

from typing import Any

INTERNES = {"version", "modifie_le", "cree_le"}  # they change with everything, and say nothing


def changements(avant: dict[str, Any] | None, apres: dict[str, Any] | None) -> list[dict[str, Any]]:
    """`[{champ, avant, apres}]`; a field that one side does not name was, or is, not there (None)."""
    ancien, nouveau = avant or {}, apres or {}
    return [
        {"champ": nom, "avant": ancien.get(nom), "apres": nouveau.get(nom)}
        for nom in [*nouveau, *(nom for nom in ancien if nom not in nouveau)]
        if ancien.get(nom) != nouveau.get(nom) and nom not in INTERNES
    ]
