"""Filters, search and ordering of lists: typed, declared, and anything undeclared is refused.

A view sets `filterset_class` (django-filter), `search_fields` (a normalised column, see `normalise`) and
`ordering_fields`; `query_parameters` names what it reads by itself.
"""

import unicodedata

from django.db.models import Q, QuerySet
from django_filters.rest_framework import BooleanFilter, DjangoFilterBackend, NumberFilter
from rest_framework.filters import BaseFilterBackend

from chassis.errors import InvalidInput
from chassis.fields import is_number

ALWAYS_ALLOWED = {"search", "ordering"}
MAX_SEARCH_LENGTH = 200
MAX_SEARCH_WORDS = 10


def normalise(text: str) -> str:
    """Lower case without accents, as stored in search columns: "Écrou  M8" -> "ecrou m8"."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())


class StrictFilterBackend(DjangoFilterBackend):
    """A parameter that is not declared is a mistake to be told of, not to be ignored."""

    def filter_queryset(self, request, queryset: QuerySet, view) -> QuerySet:
        filterset_class = self.get_filterset_class(view, queryset)
        declared = filterset_class.base_filters if filterset_class else {}
        paging = getattr(getattr(view, "paginator", None), "parameters", set())
        own = getattr(view, "query_parameters", set())
        unknown = sorted(set(request.query_params) - set(declared) - paging - own - ALWAYS_ALLOWED)
        if unknown:
            raise InvalidInput({name: ["Ce paramètre n'existe pas."] for name in unknown})
        _refuse_other_than_booleans(request.query_params, declared)
        _refuse_other_than_numbers(request.query_params, declared)
        return super().filter_queryset(request, queryset, view)


def _refuse_other_than_booleans(params, declared: dict) -> None:
    """django-filter ignores whatever it does not take for a boolean, and would show everything."""
    wrong = [
        name
        for name, each in declared.items()
        if isinstance(each, BooleanFilter) and params.get(name, "").lower() not in ("", "true", "false")
    ]
    if wrong:
        raise InvalidInput({name: ["true ou false est attendu."] for name in wrong})


def _refuse_other_than_numbers(params, declared: dict) -> None:
    """Python would also read "1_000", and the digits of every script."""
    numbers = [name for name, each in declared.items() if isinstance(each, NumberFilter)]
    wrong = [name for name in numbers if not is_number(params.get(name, ""))]
    if wrong:
        raise InvalidInput({name: ["Un nombre est attendu."] for name in wrong})


class WordSearchBackend(BaseFilterBackend):
    """Every word must occur in one of `search_fields`, in any order, accents and case aside."""

    def filter_queryset(self, request, queryset: QuerySet, view) -> QuerySet:
        text = request.query_params.get("search", "")
        if text and not getattr(view, "search_fields", ()):
            raise InvalidInput({"search": ["Cette liste ne se cherche pas."]})
        if len(text) > MAX_SEARCH_LENGTH:
            raise InvalidInput({"search": [f"Au plus {MAX_SEARCH_LENGTH} caractères."]})
        fields = getattr(view, "search_fields", ())
        for word in normalise(text).split()[:MAX_SEARCH_WORDS]:
            anywhere = Q()
            for field in fields:
                anywhere |= Q(**{f"{field}__contains": word})
            queryset = queryset.filter(anywhere)
        return queryset

    def get_schema_operation_parameters(self, view) -> list[dict]:
        if not getattr(view, "search_fields", ()):
            return []
        return [{"name": "search", "in": "query", "required": False, "schema": {"type": "string"}}]


class DeclaredOrderingBackend(BaseFilterBackend):
    """`ordering=nom` or `ordering=-nom`, several separated by commas, among `ordering_fields` only."""

    def filter_queryset(self, request, queryset: QuerySet, view) -> QuerySet:
        asked = [part.strip() for part in request.query_params.get("ordering", "").split(",") if part.strip()]
        allowed = getattr(view, "ordering_fields", ())
        for part in asked:
            if part.removeprefix("-") not in allowed:
                known = ", ".join(allowed) or "aucun"
                raise InvalidInput({"ordering": [f"Tri inconnu « {part[:50]} ». Possibles : {known}."]})
        return queryset.order_by(*asked, "pk") if asked else queryset

    def get_schema_operation_parameters(self, view) -> list[dict]:
        if not getattr(view, "ordering_fields", ()):
            return []
        return [{"name": "ordering", "in": "query", "required": False, "schema": {"type": "string"}}]
