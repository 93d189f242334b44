"""Search in the audit log: words, and which fields an act changed, through one index that needs no extension.

`recherche` of an entry holds the words of its two sentences. A word that joins others ("pc-000001",
"admin@example.org") is there whole and in its parts. People search by beginnings of words.

The chain of hashes does not cover it: it is made of what the chain covers, and the verification makes it
anew. So whoever changes how it is made writes it anew in old entries too, as migration 0003 does.
"""

import re

from django.db.models import BooleanField, Func, Q, Value

from chassis.filters import normalise
from journal.changements import changements
from journal.models import MOTS, Log

LONGUEUR_MOT = 100
NOMBRE_MOTS = 200
# They are in every sentence: nobody finds anything by them, and each costs a place in the index.
VIDES = frozenset("a an and au aux d de des du en et l la le les of on s se ses son sur the to".split())  # noqa: SIM905
BORD = re.compile(r"^\W+|\W+$")
JOINTURE = re.compile(r"[\W_]+")
CHAMP = "#"


def recherche_de(log: Log) -> str:
    """What `recherche` of this entry holds: its words, and the fields that were there before and changed."""
    change = changements(log.avant, log.apres) if log.avant and log.apres else []
    return mots(f"{log.phrase} {log.phrase_en}", [un["champ"] for un in change])


def a_sa_recherche(log: Log) -> bool:
    """Whether its words are those it was written with, in whatever order JSON keeps the fields."""
    return set(log.recherche.split(" ")) == set(recherche_de(log).split(" "))


def mots(texte: str, champs: list[str]) -> str:
    """What `recherche` holds for these sentences and changed fields."""
    trouves = dict.fromkeys(CHAMP + champ for champ in sorted(champs))
    for mot in normalise(texte).split():
        entier = BORD.sub("", mot)
        trouves |= dict.fromkeys([entier, *JOINTURE.split(entier)])
    choisis = [mot[:LONGUEUR_MOT] for mot in trouves if mot and mot not in VIDES]
    # the name of a field may hold spaces: PostgreSQL takes no empty word
    return " ".join(mot for mot in " ".join(choisis[:NOMBRE_MOTS]).split(" ") if mot)


def contient_mots(texte: str) -> Q | None:
    """The condition that every word of `texte` begins a word of the entry; None without any word."""
    cherches = [BORD.sub("", mot)[:LONGUEUR_MOT] for mot in normalise(texte).split()]
    choisis = [mot for mot in cherches if mot and mot not in VIDES]
    return _correspond(choisis, ":*") if choisis else None


def contient_champ(champ: str) -> Q:
    return _correspond([CHAMP + champ[:LONGUEUR_MOT]], "")


def _correspond(termes: list[str], suffixe: str) -> Q:
    """The index finds rare words. Frequent ones are met soon by reading from the newest entry on, where a
    plain look for the letters spares most rows the taking apart of their words."""
    requete = " & ".join(_cite(terme) + suffixe for terme in termes)
    cherche = Func(Value(requete), template="%(expressions)s::tsquery")
    trouve = Func(MOTS, cherche, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())
    lettres = [Q(recherche__contains=terme) for terme in termes]
    return Q(*lettres, Q(trouve))


def _cite(mot: str) -> str:
    echappe = mot.replace("\\", "\\\\").replace("'", "''")
    return f"'{echappe}'"
