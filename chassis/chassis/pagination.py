"""Lists: by page for what people leaf through, by cursor for what only grows."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from rest_framework import exceptions, pagination
from rest_framework.response import Response

from chassis.counting import count
from chassis.errors import InvalidInput, NotFound

PAGE_SIZE = 25
MAX_PAGE_SIZE = 200


class PagePagination(pagination.BasePagination):
    """`page` and `page_size`. The count is exact up to 10,000 and an estimate beyond."""

    parameters = {"page", "page_size"}

    def paginate_queryset(self, queryset: QuerySet, request, view=None) -> list:
        self.request = request
        self.size = page_size(request)
        self.number = _whole_number(request, "page", 1, 1_000_000)
        self.count, self.estimated = count(queryset)
        start = (self.number - 1) * self.size
        rows = list(queryset[start : start + self.size + 1])
        if not rows and self.number > 1:
            raise NotFound("Cette page n'existe pas.")
        self.has_next = len(rows) > self.size
        return rows[: self.size]

    def get_paginated_response(self, data) -> Response:
        body = {
            "count": self.count,
            "next": self._link(self.number + 1) if self.has_next else None,
            "previous": self._link(self.number - 1) if self.number > 1 else None,
            "results": data,
        }
        return Response(body | {"count_estime": True} if self.estimated else body)

    def _link(self, number: int) -> str:
        url = self.request.build_absolute_uri()
        return pagination.replace_query_param(url, "page", number)

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer"},
                "count_estime": {"type": "boolean"},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view) -> list[dict]:
        return [
            _parameter("page", {"type": "integer", "minimum": 1}),
            _parameter("page_size", {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE}),
        ]


class CursorPagination(pagination.CursorPagination):
    """For tables that only grow: the cost of a page does not depend on how far it is. Newest first."""

    parameters = {"cursor", "page_size"}
    ordering = "-id"
    page_size = PAGE_SIZE

    def paginate_queryset(self, queryset: QuerySet, request, view=None) -> list:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (exceptions.NotFound, ValueError, ValidationError) as error:
            # A cursor is what a client makes of it: it may not be read (which is a 404 to DRF), and its
            # position may be no value of the column at all.
            raise InvalidInput({"cursor": ["Ce curseur n'est pas valable."]}) from error

    def decode_cursor(self, request) -> pagination.Cursor | None:
        cursor = super().decode_cursor(request)
        if cursor == pagination.Cursor(offset=0, reverse=False, position=None):
            raise exceptions.NotFound  # it was read, and says nothing: no cursor of ours
        return cursor

    def get_page_size(self, request) -> int:
        return page_size(request)

    def get_schema_operation_parameters(self, view) -> list[dict]:
        return [
            _parameter("cursor", {"type": "string"}),
            _parameter("page_size", {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE}),
        ]


def page_size(request) -> int:
    return _whole_number(request, "page_size", PAGE_SIZE, MAX_PAGE_SIZE)


def _whole_number(request, name: str, default: int, maximum: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= maximum):
        raise InvalidInput({name: [f"Un nombre de 1 à {maximum} est attendu."]})
    return int(text)


def _parameter(name: str, schema: dict) -> dict:
    return {"name": name, "in": "query", "required": False, "schema": schema}
