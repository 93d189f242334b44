"""What makes a text findable by any part of its words: its grams, for an index.

A model keeps beside a normalised text the one- to three-letter parts of its words, as numbers in an `int[]`
column under a GIN index. A row that holds a word holds its grams, so `grams @> [...]` finds the few
candidates, and LIKE on the text decides; that two grams may share a number only makes a candidate more.
"""

import zlib
from functools import lru_cache

from django.contrib.postgres.indexes import GinIndex
from django.db.models import Q

from chassis.filters import MAX_SEARCH_WORDS, normalise

LONGEST = 3
too_common: frozenset[int] = frozenset()  # what chassis.search.statistics found that many rows hold


def of_text(text: str) -> list[int]:
    """Every gram of the words of a normalised text: what its row keeps."""
    found: set[int] = set()
    for word in set(text.split()):
        for length in range(1, LONGEST + 1):
            found.update(_parts(word, length))
    return sorted(found)


def of_word(word: str) -> set[int]:
    """What a row must keep to contain this normalised word."""
    return _parts(word, min(len(word), LONGEST))


def of_search(text: str) -> list[int]:
    """What a row must keep to contain all the words that somebody typed, as far as it tells rows apart."""
    words = normalise(text).split()[:MAX_SEARCH_WORDS]
    sought = {gram for word in words for gram in of_word(word)}
    return sorted(sought - too_common or sought)


def index(column: str, *, name: str, condition: Q | None = None) -> GinIndex:
    """The list of what is not sorted in yet is kept short: long, it would be read by each search."""
    return GinIndex(
        fields=[column], name=name, condition=condition, fastupdate=True, gin_pending_list_limit=256
    )


def _parts(word: str, length: int) -> set[int]:
    return {_number(word[start : start + length]) for start in range(len(word) - length + 1)}


@lru_cache(maxsize=50_000)
def _number(gram: str) -> int:
    """The same in every process and for ever; within what an int4 holds."""
    return zlib.crc32(gram.encode()) & 0x7FFFFFFF
