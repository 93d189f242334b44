"""Tables for spreadsheets, CSV or XLSX, streamed: their memory does not grow with their length.

A text cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from chassis.errors import InvalidInput

FORMATS = ("json", "csv", "xlsx")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX_ROWS = 1_048_576  # of a sheet, with its headings; xlsxwriter leaves out what is beyond, and says nothing
XLSX_CELL = 32_767  # characters; beyond, it cuts
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK_ROWS = 500


def export_format(request: HttpRequest, formats: Sequence[str] = FORMATS) -> str:
    """What `?format=` asks for; the first of `formats` when it is absent."""
    wanted = request.GET.get("format", formats[0])
    if wanted not in formats:
        raise InvalidInput({"format": [f"Choisissez parmi {', '.join(formats)}."]})
    return wanted


def response(
    wanted: str, filename: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """`wanted`: csv or xlsx; `filename` without its suffix."""
    return {"csv": csv_response, "xlsx": xlsx_response}[wanted](filename, headings, rows)


def csv_response(
    filename: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """UTF-8 with its mark, semicolons and decimal commas: what a French Excel opens by a double click."""
    answer = StreamingHttpResponse(_csv_chunks(headings, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    return answer


def xlsx_response(filename: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """Written row by row to a file on disk, which is then sent.

    Raises InvalidInput when a sheet does not hold them all: half a table is taken for the whole.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, headings, bold)
        for number, row in enumerate(rows, start=1):
            if number == XLSX_ROWS:
                raise InvalidInput({"format": [f"Plus de {XLSX_ROWS - 1} lignes : demandez le format csv."]})
            for column, value in enumerate(row):
                _write(sheet, number, column, value, moment)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{filename}.xlsx", content_type=XLSX)


def safe_text(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def _csv_chunks(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    lines: list[str] = []

    class Collector:
        write = staticmethod(lines.append)

    writer = csv.writer(Collector, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    lines[0] = "\ufeff" + lines[0]
    for number, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(value) for value in row])
        if number % CHUNK_ROWS == 0:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Decimal | int | float):
        # a negative number is no formula; and a French Excel takes 2.50 for a text, 3.10 for a day
        return str(value).replace(".", ",")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return safe_text(str(value))


def _write(sheet, row: int, column: int, value: Any, moment) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, _csv_cell(value))
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        sheet.write_datetime(row, column, local.replace(tzinfo=None), moment)
    else:
        text = _csv_cell(value)
        sheet.write_string(row, column, text if len(text) <= XLSX_CELL else f"{text[: XLSX_CELL - 1]}…")
