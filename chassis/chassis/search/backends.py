"""Searching lists through grams: in the place of `WordSearchBackend`, a subclass names the columns."""

from django.db.models import Q, QuerySet

from chassis.filters import WordSearchBackend, normalise
from chassis.search import grams
from chassis.search.ranked import Ranked


class GramSearchBackend(WordSearchBackend):
    """The words as everywhere, found through the index of their grams."""

    grams_column: str

    def filter_queryset(self, request, queryset: QuerySet, view) -> QuerySet:
        found = super().filter_queryset(request, queryset, view)
        sought = grams.of_search(request.query_params.get("search", ""))
        return found.filter(**{f"{self.grams_column}__contains": sought}) if sought else found


class RankedSearchBackend(GramSearchBackend):
    """The best first, unless an order is asked for. The last of the backends: only pages are cut from it."""

    order_column: str

    def ranks(self, text: str) -> list[Q]:
        """What is better than the rest for a normalised text; see `Ranked`."""
        raise NotImplementedError

    def counted(self, request, found: QuerySet, view) -> QuerySet:
        """As many rows as found, when they can be counted for less."""
        return found

    def filter_queryset(self, request, queryset: QuerySet, view) -> QuerySet | Ranked:
        found = super().filter_queryset(request, queryset, view)
        text = normalise(request.query_params.get("search", ""))
        if not text or request.query_params.get("ordering", "").strip(" ,"):
            return found
        return Ranked(
            queryset, found, self.ranks(text), self.order_column, self.counted(request, found, view)
        )
