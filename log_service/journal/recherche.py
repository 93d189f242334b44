"""Search in the audit log: words, and which fields an act changed, through one index that needs no extension.

`recherche` of an entry holds the words of its two sentences. A word that joins others ("pc-000001",
"admin@example.org") is there whole and in its parts. People search by beginnings of words.

The chain of hashes does not cover it: it is made of what the chain covers, and the verification makes it
anew. So whoever changes how it is made writes it anew in old entries too, as migration 0003 does.
"""

import re
from functools import lru_cache

from django.db import connection
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
SUITES = 200  # a beginning of more words than that is searched as such
# Byte by byte, as the index with text_pattern_ops is ordered, whatever the collation of the database.
CONNUS = """
    SELECT debut, ARRAY(
        SELECT mot FROM logs_mots WHERE mot ~>=~ debut AND mot ~<~ (debut || chr(1114111)) LIMIT %s)
    FROM unnest(%s::text[]) AS debut
"""


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
    for mot in texte.split():
        trouves |= dict.fromkeys(_parties(mot))
    choisis = [mot[:LONGUEUR_MOT] for mot in trouves if mot and mot not in VIDES]
    # the name of a field may hold spaces: PostgreSQL takes no empty word
    return " ".join(mot for mot in " ".join(choisis[:NOMBRE_MOTS]).split(" ") if mot)


@lru_cache(maxsize=4_096)
def _parties(mot: str) -> tuple[str, ...]:
    """The word whole and in its parts. Most words of a sentence are those of every other."""
    entiers = [BORD.sub("", entier) for entier in normalise(mot).split()]
    return tuple(partie for entier in entiers for partie in [entier, *JOINTURE.split(entier)])


def retenir_mots(logs: list[Log]) -> None:
    """Know the words of these entries from now on."""
    tous = sorted({mot for log in logs for mot in log.recherche.split(" ") if mot})
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO logs_mots SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [tous])


def contient_mots(texte: str) -> Q | None:
    """The condition that every word of `texte` begins a word of the entry; None without any word."""
    cherches = [BORD.sub("", mot)[:LONGUEUR_MOT] for mot in normalise(texte).split()]
    choisis = [mot for mot in dict.fromkeys(cherches) if mot and mot not in VIDES]
    if not choisis:
        return None
    connus = _mots_connus(choisis)
    vastes = [mot for mot in choisis if len(connus[mot]) > SUITES]
    if len(vastes) == len(choisis):
        return _correspond({mot: _au_choix(mot, []) for mot in choisis})
    autres = {mot: _au_choix(mot, connus[mot]) for mot in choisis if mot not in vastes}
    return _correspond(autres) & Q(*(_commence(mot) for mot in vastes))


def contient_champ(champ: str) -> Q:
    terme = CHAMP + champ[:LONGUEUR_MOT]
    return _correspond({terme: _cite(terme)})


def _mots_connus(debuts: list[str]) -> dict[str, list[str]]:
    """The known words that begin so, not all of them where they are many."""
    with connection.cursor() as cursor:
        cursor.execute(CONNUS, [SUITES + 1, debuts])
        return dict(cursor.fetchall())


def _correspond(requetes: dict[str, str]) -> Q:
    """`requetes`: what to look for in the index, by what people wrote.

    The index finds rare words, and of several whole ones PostgreSQL goes through the rarest. Frequent ones
    are met soon by reading from the newest entry on, where a plain look for the letters spares most rows the
    taking apart of their words.
    """
    cherche = Func(Value(" & ".join(requetes.values())), template="%(expressions)s::tsquery")
    trouve = Func(MOTS, cherche, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())
    lettres = [Q(recherche__contains=terme) for terme in requetes]
    return Q(*lettres, Q(trouve))


def _au_choix(debut: str, mots: list[str]) -> str:
    """One of these words; what is known to begin none is looked for as a beginning all the same."""
    return f"({' | '.join(_cite(mot) for mot in mots)})" if mots else f"{_cite(debut)}:*"


def _commence(debut: str) -> Q:
    """That a word begins so, asked of the rows that the index finds by other words: it would first gather
    every row of every word that begins so."""
    return Q(recherche__contains=f" {debut}") | Q(recherche__startswith=debut)


def _cite(mot: str) -> str:
    echappe = mot.replace("\\", "\\\\").replace("'", "''")
    return f"'{echappe}'"
