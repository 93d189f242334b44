"""What makes a piece findable: a normalised text, its grams for the index, the codes it is scanned by.

No PostgreSQL extension is needed: the one- to three-letter pieces of each word are stored as numbers in an
int[] column under a GIN index. A row that holds a word holds its grams, so `grammes @> [...]` finds the few
candidates and LIKE on `textes` decides; that two grams may share a number only makes a candidate more.
"""

import zlib
from functools import lru_cache
from typing import Any

from chassis.filters import normalise

LONGUEUR_MAX = 600  # keeps the column within what a btree index can hold, whatever letters expand to
LONGUEUR_GRAMME = 3


def derives(piece: Any) -> dict[str, Any]:
    """The columns of a piece that only searches look at."""
    codes = [entree["code"] for entree in piece.codes_fournisseurs]
    textes = texte(
        piece.nom,
        piece.reference,
        *ecritures(piece.code_barres),
        piece.fabricant,
        piece.reference_fabricant,
        *codes,
    )
    return {
        "textes": textes,
        "recherche": textes[:LONGUEUR_MAX],
        "grammes": grammes(textes),
        "codes": sorted({normalise(code) for code in [piece.reference_fabricant, *codes] if code.strip()}),
        "fabricant_cle": normalise(piece.fabricant)[:360],
    }


def ecritures(code_barres: str) -> list[str]:
    """A UPC-A is also read as the EAN-13 with a zero in front."""
    return [code_barres, f"0{code_barres}"] if len(code_barres) == 12 else [code_barres]


def texte(*champs: str) -> str:
    """One normalised line per field. The line break sorts before the space: "vis" comes before "vis m8"."""
    return "\n".join(ligne for ligne in map(normalise, champs) if ligne)


def grammes(textes: str) -> list[int]:
    """Every one- to three-letter piece of the words of a normalised text."""
    trouves: set[int] = set()
    for mot in set(textes.split()):
        for longueur in range(1, LONGUEUR_GRAMME + 1):
            trouves.update(_morceaux(mot, longueur))
    return sorted(trouves)


def grammes_du_mot(mot: str) -> set[int]:
    """What a row must hold to contain this word."""
    return _morceaux(mot, min(len(mot), LONGUEUR_GRAMME))


def _morceaux(mot: str, longueur: int) -> set[int]:
    return {_numero(mot[debut : debut + longueur]) for debut in range(len(mot) - longueur + 1)}


@lru_cache(maxsize=50_000)
def _numero(gramme: str) -> int:
    """The same in every process and for ever; within what an int4 holds."""
    return zlib.crc32(gramme.encode()) & 0x7FFFFFFF
