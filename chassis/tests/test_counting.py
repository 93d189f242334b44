"""How many rows a list says there are: exactly while they are few, about while they are many."""

import pytest

from chassis import counting
from tests.sample.models import Note

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_are_three(monkeypatch):
    monkeypatch.setattr(counting, "EXACT_LIMIT", 3)


def notes(*texts: str) -> None:
    Note.objects.bulk_create(Note(text=text) for text in texts)


def test_few_rows_are_counted_each_time():
    notes("a", "b")
    assert counting.count(Note.objects.all()) == (2, False)
    notes("c")
    assert counting.count(Note.objects.all()) == (3, False)


def test_many_rows_are_counted_once_a_minute(django_assert_num_queries, monkeypatch):
    notes(*"abcdef")
    first, estimated = counting.count(Note.objects.all())
    assert first > 3
    assert estimated
    with django_assert_num_queries(0):
        assert counting.count(Note.objects.order_by("-text")) == (first, True)
    monkeypatch.setattr(counting, "KEPT_SECONDS", 0)
    Note.objects.all().delete()
    assert counting.count(Note.objects.all()) == (0, False)


def test_what_is_remembered_of_one_question_answers_no_other():
    notes("a", "a", "a", "a", "b")
    assert counting.count(Note.objects.filter(text="a"))[1]
    assert counting.count(Note.objects.filter(text="b")) == (1, False)
    assert counting.count(Note.objects.none()) == (0, False)


def test_it_remembers_no_more_than_so_many_questions(monkeypatch):
    monkeypatch.setattr(counting, "KEPT_QUESTIONS", 2)
    notes(*"aaaa", *"bbbb", *"cccc")
    for text in "abc":
        counting.count(Note.objects.filter(text=text))
    assert counting.long_lists.about(Note.objects.filter(text="a")) is None
    assert counting.long_lists.about(Note.objects.filter(text="c")) is not None


def test_a_list_says_that_its_count_is_about(api):
    notes(*"abcdef")
    client = api("notes.lire")
    assert client.get("/api/notes/").json()["count_estime"] is True
    assert "count_estime" not in client.get("/api/notes/", {"search": "a"}).json()
