"""Search results, the best first: rank after rank, then the words anywhere; within each, in one order.

Ranking every match would take longer the more there are. So each rank is read from the index that holds it in
order, one after the other, as far as the page needs; and of the rest, few are sorted here, while many are
read from the index of the order, where they are never far apart.
"""

from typing import Any

from django.db import connection, transaction
from django.db.models import IntegerField, Model, Q, QuerySet, Value

FEW = 1000
# The planner takes the words of a text for independent of each other; told not to walk along an index or the
# table, it uses the one of grams, whose cost is that of what is found.
BY_GRAMS = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"


class Ranked:
    """Found rows as a pagination slices them, or an export runs through them in the order of the list."""

    def __init__(
        self,
        everything: QuerySet,
        found: QuerySet,
        ranks: list[Q],
        order: str,
        counted: QuerySet | None = None,
    ):
        """`found`: those of `everything` with the words. `ranks`: what makes some of these better than the
        rest, the best first, each to be read from an index. `order`: the indexed column to sort by. `counted`: as many rows as
        `found`, for less."""
        self._everything, self._found = everything, found
        self._ranks, self._order = ranks, order
        self._counted = found if counted is None else counted

    def order_by(self) -> QuerySet:
        """In no order: all that counting needs."""
        return self._counted.order_by()

    def iterator(self, chunk_size: int):
        return self._found.iterator(chunk_size=chunk_size)

    def __getitem__(self, page: slice) -> list[Model]:
        keys = self._first(page.stop)
        if len(keys) < page.stop:
            keys += self._rest(page.stop - len(keys))
        keys = keys[page.start :]
        rows = {row.pk: row for row in self._everything.order_by().filter(pk__in=keys)}
        return [rows[key] for key in keys if key in rows]

    def _first(self, number: int) -> list[Any]:
        """The first keys of the ranks."""
        queries = [
            self._everything.filter(self._condition(rank))
            .order_by(self._order, "pk")
            .annotate(rank=Value(rank, IntegerField()))
            .values_list("rank", "pk")[:number]
            for rank in range(len(self._ranks))
        ]
        rows = queries[0].union(*queries[1:], all=True)[:number]
        return [key for _, key in sorted(rows, key=lambda row: row[0])]

    def _rest(self, number: int) -> list[Any]:
        """The first keys of what is of no rank."""
        rest = self._found.filter(self._condition(len(self._ranks))).order_by()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(BY_GRAMS)
            rows = list(rest.values_list(self._order, "pk")[: FEW + 1])
            if len(rows) <= FEW:
                return [key for _, key in sorted(rows)[:number]]
            with connection.cursor() as cursor:
                cursor.execute("RESET enable_seqscan; RESET enable_indexscan")
            return list(rest.order_by(self._order, "pk").values_list("pk", flat=True)[:number])

    def _condition(self, rank: int) -> Q:
        """Of this rank, and of none before."""
        condition = self._ranks[rank] if rank < len(self._ranks) else Q()
        for better in self._ranks[:rank]:
            condition &= ~better
        return condition
