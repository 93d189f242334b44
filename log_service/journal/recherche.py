"""Search in the audit log: words, and which fields an act changed, through one index that needs no extension.

`recherche` of an entry holds the words of its two sentences. A word that joins others ("pc-000001",
"admin@example.org") is there whole and in its parts. People search by beginnings of words.
"""

import re

from django.db.models import BooleanField, Func, Value

from chassis.filters import normalise
from journal.models import MOTS

LONGUEUR_MOT = 100
NOMBRE_MOTS = 200
# They are in every sentence: nobody finds anything by them, and each costs a place in the index.
VIDES = frozenset("a an and au aux d de des du en et l la le les of on s se ses son sur the to".split())  # noqa: SIM905
BORD = re.compile(r"^\W+|\W+$")
JOINTURE = re.compile(r"[\W_]+")
CHAMP = "#"


def mots(texte: str, champs: list[str]) -> str:
    """What `recherche` holds for these sentences and changed fields."""
    trouves = dict.fromkeys(CHAMP + champ for champ in champs)
    for mot in normalise(texte).split():
        entier = BORD.sub("", mot)
        trouves |= dict.fromkeys([entier, *JOINTURE.split(entier)])
    choisis = [mot[:LONGUEUR_MOT] for mot in trouves if mot and mot not in VIDES]
    return " ".join(choisis[:NOMBRE_MOTS])


def contient_mots(texte: str) -> Func | None:
    """The condition that every word of `texte` begins a word of the entry; None without any word."""
    cherches = [BORD.sub("", mot) for mot in normalise(texte).split()]
    return _correspond([f"{_cite(mot)}:*" for mot in cherches if mot and mot not in VIDES])


def contient_champ(champ: str) -> Func | None:
    return _correspond([_cite(CHAMP + champ)])


def _correspond(termes: list[str]) -> Func | None:
    if not termes:
        return None
    requete = Func(Value(" & ".join(termes)), template="%(expressions)s::tsquery")
    return Func(MOTS, requete, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())


def _cite(mot: str) -> str:
    echappe = mot[:LONGUEUR_MOT].replace("\\", "\\\\").replace("'", "''")
    return f"'{echappe}'"
