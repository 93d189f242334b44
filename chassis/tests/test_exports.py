"""Tables for spreadsheets."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import xlsxwriter
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
    assert rows[1][:2] == ["'=HYPERLINK(1)", "-3,500"]
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


def test_a_sheet_holds_as_many_rows_as_it_may(monkeypatch):
    monkeypatch.setattr(exports, "XLSX_ROWS", 4)
    answer = exports.xlsx_response("x", ["n"], ([number] for number in range(3)))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["n", 0, 1, 2]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(exports, "XLSX_ROWS", 4)
    with pytest.raises(InvalidInput) as refused:
        exports.xlsx_response("x", ["n"], ([number] for number in range(4)))
    assert "csv" in refused.value.data["errors"]["format"][0]


def test_the_limit_is_that_of_the_format():
    with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        assert sheet.write_number(exports.XLSX_ROWS - 1, 0, 1) == 0
        assert sheet.write_number(exports.XLSX_ROWS, 0, 1) == -1
        assert sheet.write_string(exports.XLSX_ROWS - 1, 1, "x" * exports.XLSX_CELL) == 0
        assert sheet.write_string(exports.XLSX_ROWS - 1, 2, "x" * (exports.XLSX_CELL + 1)) == -2


def test_a_text_longer_than_a_cell_shows_that_it_is_cut():
    answer = exports.xlsx_response("x", ["n"], [["é" * 40_000]])
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet["A2"].value == "é" * (exports.XLSX_CELL - 1) + "…"


def test_a_long_csv_leaves_in_pieces():
    answer = exports.csv_response("x", ["n"], ([number] for number in range(2_000)))
    assert len(list(answer.streaming_content)) > 3


def test_the_format_is_declared():
    request = RequestFactory().get("/?format=csv")
    assert exports.export_format(request) == "csv"
    with pytest.raises(InvalidInput):
        exports.export_format(RequestFactory().get("/?format=exe"))
