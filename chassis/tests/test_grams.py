"""A word is found by the numbers that its text keeps."""

import pytest

from chassis.filters import MAX_SEARCH_WORDS, normalise
from chassis.search import grams


def test_a_text_holds_the_grams_of_every_part_of_its_words():
    kept = set(grams.of_text(normalise("Écrou\nM8")))
    assert len(kept) == 15
    for part in ("e", "cr", "rou", "ecrou", "m8", "8"):
        assert grams.of_word(part) <= kept
    assert not grams.of_word("oue") <= kept


@pytest.mark.parametrize("text", ["rou", "M8 écr", "OU  cro", "", "   "])
def test_a_search_asks_for_what_a_row_with_all_its_words_keeps(text):
    assert set(grams.of_search(text)) <= set(grams.of_text("ecrou m8"))


@pytest.mark.parametrize("text", ["vis", "ecrou vis", "m88"])
def test_a_search_with_a_word_too_many_asks_for_more(text):
    assert not set(grams.of_search(text)) <= set(grams.of_text("ecrou m8"))


def test_words_that_a_search_leaves_out_are_not_asked_for():
    counted = " ".join(["a"] * MAX_SEARCH_WORDS)
    assert grams.of_search(f"{counted} b") == grams.of_search(counted)


def test_the_numbers_are_the_same_for_ever():
    """They are stored: another hash would lose every row written before."""
    assert grams.of_text("m8") == [965263243, 1627517544, 2046842643]


def test_what_many_rows_hold_is_not_asked_for_while_something_rarer_is(monkeypatch):
    known = grams.of_word("ref-123")
    monkeypatch.setattr(grams, "too_common", frozenset(grams.of_word("ref-")))
    assert set(grams.of_search("ref-123")) == known - grams.of_word("ref-")
    assert set(grams.of_search("ref")) == grams.of_word("ref")  # rather that than nothing
