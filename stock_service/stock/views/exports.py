"""Lists that are also given whole, as a file: ?format=csv or ?format=xlsx."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from chassis import exports
from chassis.errors import InvalidInput

FORMAT = OpenApiParameter("format", enum=list(exports.FORMATS), description="json (a page), or all as a file")
PAGING = ("page", "page_size", "cursor")
CHUNK = 500
CENTS = Decimal("0.01")


def as_a_file(shape, **options):
    """The schema of a list that may also be asked for as a file."""
    answers = {
        (200, "application/json"): shape,
        (200, "text/csv"): OpenApiTypes.BINARY,
        (200, exports.XLSX): OpenApiTypes.BINARY,
    }
    return extend_schema(responses=answers, parameters=options.pop("parameters", [FORMAT]), **options)


def export_format(request) -> str:
    """json, csv or xlsx. A file holds all pages: who asks for one of them is told so."""
    wanted = exports.export_format(request)
    asked = [name for name in PAGING if name in request.query_params]
    if asked and wanted != "json":
        raise InvalidInput({name: ["Un fichier tient toutes les pages."] for name in asked})
    return wanted


class FileNegotiation:
    """For a view of JSON and files: a file is of the type that `format` names, whatever else is accepted."""

    def perform_content_negotiation(self, request, force=False):
        is_file = request.query_params.get("format", "json") != "json"
        return super().perform_content_negotiation(request, force=force or is_file)


class ExportMixin(FileNegotiation):
    """For a ListAPIView: the same filters, no page. `export_columns`: heading -> dotted name of the value."""

    export_name: str
    export_columns: dict[str, str]
    query_parameters = {"format"}

    def list(self, request, *args, **kwargs):
        wanted = export_format(request)
        if wanted == "json":
            return super().list(request, *args, **kwargs)
        rows = self.export_rows(self.filter_queryset(self.get_queryset()))
        return exports.response(
            wanted, self.export_name, list(self.export_columns), table(rows, self.export_columns)
        )

    def export_rows(self, queryset) -> Iterable[Any]:
        return queryset.iterator(chunk_size=CHUNK)


def table(rows: Iterable[Any], columns: dict[str, str]) -> Iterator[Sequence[Any]]:
    paths = [name.split(".") for name in columns.values()]
    for row in rows:
        yield [_value(row, path) for path in paths]


def chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _value(row: Any, path: list[str]) -> Any:
    for name in path:
        row = row.get(name) if isinstance(row, dict) else getattr(row, name, None)
    return _readable(row) if isinstance(row, Decimal) else row


def _readable(value: Decimal) -> Decimal:
    """What a division leaves: six decimals at most, and no zeros but those of the cents."""
    if value.as_tuple().exponent >= -6:
        return value
    short = round(value, 6).normalize()
    return short if short.as_tuple().exponent <= -2 else short.quantize(CENTS)
