"""Lists by cursor: stable pages, and a cursor made up by the client is its mistake."""

import base64

import pytest

from tests.sample.models import Note

pytestmark = pytest.mark.django_db
NOTES = "/api/notes/by-cursor/"


def test_pages_follow_one_another_whatever_arrives(api):
    client = api("notes.lire")
    Note.objects.bulk_create(Note(text=str(n)) for n in range(4))
    first = client.get(NOTES, {"page_size": 2}).json()
    Note.objects.create(text="late")
    second = client.get(first["next"]).json()
    assert [row["text"] for row in [*first["results"], *second["results"]]] == ["3", "2", "1", "0"]


@pytest.mark.parametrize("position", [b"p=abc", b"p=%00", b"p=1e9", b"o=x", b"\xff", b"\0\0\0"])
def test_a_forged_cursor_is_refused(api, position):
    Note.objects.create(text="x")
    answer = api("notes.lire").get(NOTES, {"cursor": base64.b64encode(position).decode()})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["cursor"])


@pytest.mark.parametrize(("value", "status"), [("true", 200), ("false", 200), ("oui", 400), ("1e9", 400)])
def test_a_yes_or_no_that_is_neither_is_refused_not_ignored(api, value, status):
    answer = api("notes.lire").get("/api/notes/", {"blank": value})
    assert answer.status_code == status
    assert status == 200 or list(answer.json()["errors"]) == ["blank"]


@pytest.mark.parametrize(
    ("address", "name"),
    [(NOTES, "page"), (NOTES, "format"), ("/api/notes/", "cursor"), ("/api/notes/", "format")],
)
def test_what_another_kind_of_list_takes_is_refused(api, address, name):
    answer = api("notes.lire").get(address, {name: "2"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])


def test_a_list_that_is_not_searched_says_so(api):
    answer = api("notes.lire").get(NOTES, {"search": "a"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["search"])
