"""Search results, the best first: rank after rank, then the words anywhere; within each, in one order.

Ranking every match would take longer the more there are. So each rank is read from the index that holds it in
order, one after the other, as far as the page needs; and of the rest, few are sorted here, while many are
read from the index of the order, where they are never far apart.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import IntegerField, Model, Q, QuerySet, Value

FEW = 1000
# The planner takes the words of a text for independent of each other; told not to walk along an index or the
# table, it uses the one of grams, whose cost is that of what is found.
BY_GRAMS = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """Found rows as a pagination slices them, or an export runs through them in the order of the list."""

    everything: QuerySet
    by_words: QuerySet  # those of everything that hold the words
    by_grams: QuerySet  # the same, asked for by their grams too
    counted: QuerySet  # as many
    ranks: list[Q]  # what makes some of these better than the rest, the best first; each read from an index
    order: str  # the indexed column to sort by

    def order_by(self) -> QuerySet:
        """In no order: all that counting needs."""
        return self.counted.order_by()

    def iterator(self, chunk_size: int):
        return self.by_grams.iterator(chunk_size=chunk_size)

    def __getitem__(self, page: slice) -> list[Model]:
        keys = self._first(page.stop)
        if len(keys) < page.stop:
            keys += self._rest(page.stop - len(keys))
        keys = keys[page.start :]
        rows = {row.pk: row for row in self.everything.order_by().filter(pk__in=keys)}
        return [rows[key] for key in keys if key in rows]

    def _first(self, number: int) -> list[Any]:
        """The first keys of the ranks."""
        queries = [
            self.everything.filter(self._condition(rank))
            .order_by(self.order, "pk")
            .annotate(rank=Value(rank, IntegerField()))
            .values_list("rank", "pk")[:number]
            for rank in range(len(self.ranks))
        ]
        rows = queries[0].union(*queries[1:], all=True)[:number]
        return [key for _, key in sorted(rows, key=lambda row: row[0])]

    def _rest(self, number: int) -> list[Any]:
        """The first keys of what is of no rank."""
        apart = self._condition(len(self.ranks))
        rest = self.by_grams.filter(apart).order_by()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(BY_GRAMS)
            rows = list(rest.values_list(self.order, "pk")[: FEW + 1])
            if len(rows) <= FEW:
                return [key for _, key in sorted(rows)[:number]]
            with connection.cursor() as cursor:
                cursor.execute("RESET enable_seqscan; RESET enable_indexscan")
        rest = self.by_words.filter(apart).order_by(self.order, "pk")
        return list(rest.values_list("pk", flat=True)[:number])

    def _condition(self, rank: int) -> Q:
        """Of this rank, and of none before."""
        condition = self.ranks[rank] if rank < len(self.ranks) else Q()
        for better in self.ranks[:rank]:
            condition &= ~better
        return condition
