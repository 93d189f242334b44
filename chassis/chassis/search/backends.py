"""Searching lists through grams: in the place of `WordSearchBackend`, a subclass names the columns."""

from django.db.models import Q, QuerySet

from chassis.filters import WordSearchBackend, normalise
from chassis.search import grams
from chassis.search.ranked import Ranked


class GramSearchBackend(WordSearchBackend):
    """The words as everywhere, found through the index of their grams."""

    grams_column: str

    def filter_queryset(self, request, queryset: QuerySet, view) -> QuerySet:
        return self.by_grams(request, super().filter_queryset(request, queryset, view))

    def by_grams(self, request, found: QuerySet) -> QuerySet:
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
        by_words = WordSearchBackend.filter_queryset(self, request, queryset, view)
        by_grams = self.by_grams(request, by_words)
        text = normalise(request.query_params.get("search", ""))
        if not text or request.query_params.get("ordering", "").strip(" ,"):
            return by_grams
        return Ranked(
            everything=queryset,
            by_words=by_words,
            by_grams=by_grams,
            counted=self.counted(request, by_grams, view),
            ranks=self.ranks(text),
            order=self.order_column,
        )
