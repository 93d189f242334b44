"""Tables out of one SQL statement: a page of it, its count, or all its rows one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from chassis.filters import MAX_SEARCH_WORDS, normalise
from chassis.search import grams

CHUNK = 500
# The copies `p` that hold every word, through the index of grams; with the parameters of `mots`. Without any
# word it is folded away, lest the planner expect few rows.
CONTIENT_LES_MOTS = """(%(grammes)s::int[] = '{}'
     OR p.recherche LIKE ALL (%(motifs)s::text[]) AND p.grammes @> %(grammes)s::int[])"""


@dataclass(frozen=True)
class Tableau:
    """`sql` ends with its ORDER BY. `habillage` adds columns that only the rows shown need: an SQL that reads
    `FROM page`."""

    sql: str
    params: dict[str, Any] = field(default_factory=dict)
    habillage: str = "SELECT * FROM page"

    def page(self, number: int, size: int) -> tuple[list[dict[str, Any]], int]:
        """The rows of a page, and how many there are in all."""
        found = self._rows("LIMIT %(limite)s OFFSET %(debut)s", limite=size, debut=(number - 1) * size)
        return found, found[0]["nombre_total"] if found else self.count() if number > 1 else 0

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({self.sql}) AS tout", self.params)
            return cursor.fetchone()[0]

    def toutes(self) -> Iterator[dict[str, Any]]:
        """All the rows, a chunk at a time in memory."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(self._statement(""), self.params)
            names = None
            while rows := cursor.fetchmany(CHUNK):
                names = names or [column.name for column in cursor.description]
                yield from (dict(zip(names, row, strict=True)) for row in rows)

    def _rows(self, limit: str, **params) -> list[dict[str, Any]]:
        return lire(self._statement(limit), self.params | params)

    def _statement(self, limit: str) -> str:
        counted = f"SELECT tout.*, count(*) OVER () AS nombre_total FROM ({self.sql}) AS tout {limit}"
        return f"WITH page AS MATERIALIZED ({counted}) {self.habillage}"


def lire(sql: str, params: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def mots(recherche: str) -> dict[str, list]:
    return {"motifs": motifs(recherche), "grammes": grams.of_search(recherche)}


def motifs(recherche: str) -> list[str]:
    """LIKE patterns: every word must occur, accents and case aside. For `recherche LIKE ALL (%(motifs)s)`."""
    words = normalise(recherche).split()[:MAX_SEARCH_WORDS]
    escaped = [word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") for word in words]
    return [f"%{word}%" for word in escaped]
