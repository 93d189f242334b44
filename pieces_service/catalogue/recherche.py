"""What makes a piece findable: a normalised text, its grams for the index, the codes it is scanned by.

The text is kept twice, for who may know the codes of suppliers and for who may not.
"""

from typing import Any

from chassis.filters import normalise
from chassis.search import grams

LONGUEUR_MAX = 600  # keeps the column within what a btree index can hold, whatever letters expand to


def derives(piece: Any) -> dict[str, Any]:
    """The columns of a piece that only searches look at."""
    codes = [entree["code"] for entree in piece.codes_fournisseurs]
    publics = texte(
        piece.nom,
        piece.reference,
        *ecritures(piece.code_barres),
        piece.fabricant,
        piece.reference_fabricant,
    )
    textes = "\n".join(filter(None, [publics, texte(*codes)]))
    return {
        "textes": textes,
        "recherche": publics[:LONGUEUR_MAX],
        "grammes": grams.of_text(textes),
        "codes": sorted({normalise(code) for code in [piece.reference_fabricant, *codes] if code.strip()}),
        "fabricant_cle": normalise(piece.fabricant)[:360],
    }


def ecritures(code_barres: str) -> list[str]:
    """A UPC-A is also read as the EAN-13 with a zero in front."""
    return [code_barres, f"0{code_barres}"] if len(code_barres) == 12 else [code_barres]


def texte(*champs: str) -> str:
    """One normalised line per field. The line break sorts before the space: "vis" comes before "vis m8"."""
    return "\n".join(ligne for ligne in map(normalise, champs) if ligne)
