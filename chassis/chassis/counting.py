"""How many rows a query finds: exact up to 10,000, beyond that what the planner thinks.

Counting 10,000 rows costs as much as reading a page, and people leaf through the same long list: that a query
finds more than that, and about how many, is remembered for a minute.
"""

import time

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

EXACT_LIMIT = 10_000
KEPT_SECONDS = 60
KEPT_QUESTIONS = 200  # of each model
Question = tuple[str, str]  # SQL, its parameters


def count(queryset: QuerySet) -> tuple[int, bool]:
    """Rows of the query, and whether that is an estimate (it is beyond 10,000)."""
    plain = queryset.order_by()
    remembered = long_lists.about(plain)
    if remembered is not None:
        return remembered, True
    exact = plain[: EXACT_LIMIT + 1].count()
    if exact <= EXACT_LIMIT:
        return exact, False
    estimate = max(_planned(plain), exact)
    long_lists.remember(plain, estimate)
    return estimate, True


class LongLists:
    """What was found to be beyond the limit. Where nothing is, asking costs nothing."""

    def __init__(self):
        self._kept: dict[type[Model], dict[Question, tuple[float, int]]] = {}

    def about(self, queryset: QuerySet) -> int | None:
        kept = self._kept.get(queryset.model)
        if not kept:
            return None
        since, estimate = kept.get(_question(queryset), (float("-inf"), 0))
        return estimate if time.monotonic() - since < KEPT_SECONDS else None

    def remember(self, queryset: QuerySet, estimate: int) -> None:
        kept = self._kept.setdefault(queryset.model, {})
        if len(kept) >= KEPT_QUESTIONS:
            kept.clear()
        kept[_question(queryset)] = time.monotonic(), estimate

    def forget(self) -> None:
        self._kept.clear()


long_lists = LongLists()


def _question(queryset: QuerySet) -> Question:
    try:
        sql, params = queryset.query.sql_with_params()
    except EmptyResultSet:
        return "nothing", ""
    return sql, repr(params)


def _planned(queryset: QuerySet) -> int:
    sql, params = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        return cursor.fetchone()[0][0]["Plan"]["Plan Rows"]
