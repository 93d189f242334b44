"""Numbers that identify a company: SIRET and intra-community VAT."""

import re

SIREN_LA_POSTE = "356000000"  # its offices have numbers whose digits sum to a multiple of 5 instead of Luhn
# By country prefix, the rest of the number (Commission's VIES, "structure of VAT numbers").
STRUCTURES_TVA = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-W][A-I]",
    "IT": r"\d{11}",
    "LT": r"\d{9}|\d{12}",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"[A-Z0-9+*]{10}\d{2}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"\d{9}|\d{12}|(GD|HA)\d{3}",
}


def compacter(texte: str) -> str:
    """As stored: without the spaces, dots and dashes people write; capitals."""
    return re.sub(r"[\s.\-]", "", texte).upper()


def est_siret(compact: str) -> bool:
    if not re.fullmatch(r"[0-9]{14}", compact):
        return False
    if compact.startswith(SIREN_LA_POSTE) and sum(map(int, compact)) % 5 == 0:
        return True
    return _luhn(compact)


def est_tva_intracommunautaire(compact: str) -> bool:
    structure = STRUCTURES_TVA.get(compact[:2])
    return bool(structure and re.fullmatch(structure, compact[2:], re.ASCII))


def _luhn(chiffres: str) -> bool:
    somme = 0
    for position, chiffre in enumerate(reversed(chiffres)):
        valeur = int(chiffre) * (1 + position % 2)
        somme += valeur - 9 if valeur > 9 else valeur
    return somme % 10 == 0
