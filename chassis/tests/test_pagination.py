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


@pytest.mark.parametrize("position", [b"p=abc", b"p=%00", b"p=1e9", b"p=", b"o=x", b"\xff"])
def test_a_forged_cursor_is_refused(api, position):
    Note.objects.create(text="x")
    answer = api("notes.lire").get(NOTES, {"cursor": base64.b64encode(position).decode()})
    assert answer.status_code in (400, 404)
