"""Texts that can be shown, numbers in the usual digits."""

from decimal import Decimal

import pytest
from rest_framework.exceptions import ValidationError

from chassis.fields import DecimalField, IntegerField, LineField, TextField

TURNING = ["\u202a", "\u202d", "\u202e", "\u2066", "\u2069"]
UNSEEN = ["\u200b", "\u200d\ufeff", "\u00ad", "\u2060 \u200e", "\u3164", "\u2800", "\u115f\u1160", "\u0301"]


def taken(field, data):
    return field.run_validation(data)


def refused(field, data) -> str:
    with pytest.raises(ValidationError) as refusal:
        field.run_validation(data)
    return refusal.value.detail[0]


@pytest.mark.parametrize(
    "text",
    [
        "Écrou M8 × 40, 1/2\" l'œil",
        "Zoë Müller-Kovačić",
        "مسمار ١٢",
        "ねじ M8",
        "👩‍🔧 atelier",
        "🇫🇷",
        "❤️",
        "a\u00a0b",
        "می\u200cخواهم",
        "…",
        "\U0001fae9",
    ],
)
@pytest.mark.parametrize("field", [LineField, TextField])
def test_what_people_write_in_any_script_is_taken_as_it_is(field, text):
    assert taken(field(max_length=100), text) == text


@pytest.mark.parametrize("char", ["\x01", "\b", "\x0b", "\x0c", "\x1b", "\x7f", "\x9f", "\ufffe", *TURNING])
@pytest.mark.parametrize("field", [LineField, TextField])
def test_no_text_holds_what_cannot_be_shown_or_turns_what_follows(field, char):
    assert "ne sont pas permis" in refused(field(), f"a{char}b")


@pytest.mark.parametrize("char", ["\n", "\r\n", "\t", "\u2028", "\u2029"])
def test_a_line_has_no_line_ends_and_a_text_may(char):
    assert "fin de ligne" in refused(LineField(), f"a{char}b")
    assert taken(TextField(), f"a{char}b") == f"a{char}b"


@pytest.mark.parametrize("text", UNSEEN)
@pytest.mark.parametrize("field", [LineField, TextField])
def test_something_must_be_seen(field, text):
    assert "visible" in refused(field(allow_blank=True), text)
    assert taken(field(), f"{text}a") == f"{text}a"


def test_nothing_at_all_is_what_the_field_says_it_is():
    assert taken(LineField(allow_blank=True), " ") == ""
    assert refused(LineField(), " ").code == "blank"


@pytest.mark.parametrize(
    ("data", "number"), [("12.50", "12.50"), (" -3 ", "-3"), (1.5, "1.5"), (1e-3, "0.001"), ("1e1", "10")]
)
def test_a_decimal_is_read_as_programs_write_it(data, number):
    assert taken(DecimalField(max_digits=8, decimal_places=3), data) == Decimal(number)


@pytest.mark.parametrize(
    "data", ["1_000", "١٢", "１２", "1,5", "1 000", "", "e", "NaN", "Infinity", True, [1], {"a": 1}, "0x1"]
)
@pytest.mark.parametrize("field", [DecimalField(max_digits=8, decimal_places=3), IntegerField()])
def test_a_number_in_other_digits_or_words_is_refused(field, data):
    assert refused(field, data)


@pytest.mark.parametrize(("data", "number"), [("12", 12), (12, 12), ("-3", -3), (12.0, 12), (" 7 ", 7)])
def test_an_integer_is_read_as_programs_write_it(data, number):
    assert taken(IntegerField(), data) == number
