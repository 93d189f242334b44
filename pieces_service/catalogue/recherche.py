"""What makes a piece findable: a normalised text, and its grams for the index.

No PostgreSQL extension is needed: the two- and three-letter pieces of each word are stored in a text[] column
under a GIN index. A row that holds a word holds its grams, so `grammes @> [...]` finds the few candidates and
LIKE on `recherche` decides.
"""

from chassis.filters import normalise

LONGUEUR_MAX = 600  # keeps the column within what a btree index can hold, whatever letters expand to


def texte(*champs: str) -> str:
    """One normalised line per field. The line break sorts before the space: "vis" comes before "vis m8"."""
    return "\n".join(ligne for ligne in map(normalise, champs) if ligne)[:LONGUEUR_MAX]


def grammes(recherche: str) -> list[str]:
    """Every two- and three-letter piece of the words of a normalised text."""
    trouves = set()
    for mot in recherche.split():
        for longueur in (2, 3):
            trouves.update(_morceaux(mot, longueur))
    return sorted(trouves)


def grammes_du_mot(mot: str) -> list[str]:
    """What a row must hold to contain this word; nothing for a single letter, which any index is lost on."""
    return sorted(_morceaux(mot, min(len(mot), 3))) if len(mot) > 1 else []


def _morceaux(mot: str, longueur: int) -> set[str]:
    return {mot[debut : debut + longueur] for debut in range(len(mot) - longueur + 1)}
