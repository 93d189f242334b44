"""Barcodes printed on goods: EAN-8, UPC-A (12 digits) and EAN-13.

All three are the same number, a GTIN, written with more or fewer leading zeros: a scanner may read the UPC-A
036000291452 as the EAN-13 0036000291452. The GTIN on 14 digits is what is compared.
"""

from catalogue.errors import CodeBarresInvalide

LONGUEURS = (8, 12, 13)
LONGUEUR_GTIN = 14


def gtin(code: str) -> str:
    """The 14 digits of a barcode, "" for none; raises CodeBarresInvalide."""
    if not code:
        return ""
    if not (code.isascii() and code.isdigit() and len(code) in LONGUEURS):
        raise CodeBarresInvalide("Un EAN-8, un UPC-A (12 chiffres) ou un EAN-13 est attendu.")
    attendue = cle_de_controle(code[:-1])
    if code[-1] != attendue:
        raise CodeBarresInvalide(f"La clé de contrôle est fausse : {attendue} est attendu à la fin.")
    return code.zfill(LONGUEUR_GTIN)


def gtin_cherche(code: str) -> str | None:
    """The 14 digits of what somebody looks for, None when it is no barcode at all."""
    try:
        return gtin(code) or None
    except CodeBarresInvalide:
        return None


def cle_de_controle(chiffres: str) -> str:
    """GS1's check digit: weights 3 and 1 from the right."""
    somme = sum(int(chiffre) * (3 if rang % 2 == 0 else 1) for rang, chiffre in enumerate(reversed(chiffres)))
    return str(-somme % 10)
