"""Tables for spreadsheets."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from chassis import exports
from chassis.errors import InvalidInput

HEADINGS = ["référence", "quantité", "quand"]
ROWS = [
    ["=HYPERLINK(1)", Decimal("-3.500"), datetime(2026, 3, 1, 12, 0, tzinfo=UTC)],
    ["@x", None, None],
    ['Écrou; "M8"\n', Decimal("2"), None],
    ["-3", 0, None],
]


def test_csv_opens_in_a_french_spreadsheet_and_holds_no_formula():
    answer = exports.csv_response("pieces", HEADINGS, ROWS)
    content = b"".join(answer.streaming_content)
    assert content.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == HEADINGS
    assert rows[1][:2] == ["'=HYPERLINK(1)", "-3.500"]
    assert [row[0] for row in rows[2:]] == ["'@x", 'Écrou; "M8"\n', "'-3"]
    assert answer["Content-Disposition"] == 'attachment; filename="pieces.csv"'


def test_xlsx_keeps_numbers_and_holds_no_formula():
    answer = exports.xlsx_response("pieces", HEADINGS, ROWS)
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(HEADINGS)
    assert rows[1][:2] == ("'=HYPERLINK(1)", -3.5)
    assert isinstance(rows[1][2], datetime)
    assert [row[0] for row in rows[2:]] == ["'@x", 'Écrou; "M8"\n', "'-3"]


def test_a_long_csv_leaves_in_pieces():
    answer = exports.csv_response("x", ["n"], ([number] for number in range(2_000)))
    assert len(list(answer.streaming_content)) > 3


def test_the_format_is_declared():
    request = RequestFactory().get("/?format=csv")
    assert exports.export_format(request) == "csv"
    with pytest.raises(InvalidInput):
        exports.export_format(RequestFactory().get("/?format=exe"))
