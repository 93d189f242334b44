import threading

import pytest
from django.db import connection, transaction

from chassis.idempotency import REPLAYED
from chassis.models import IdempotencyKey
from tests.sample.models import Note

URL = "/api/notes/"
KEY = {"Idempotency-Key": "key-1"}


@pytest.fixture
def client(api):
    return api("notes.lire", "notes.gerer")


@pytest.mark.django_db
def test_the_same_key_and_body_gives_the_same_answer_and_one_effect(client):
    first = client.post(URL, {"text": "a"}, headers=KEY)
    second = client.post(URL, {"text": "a"}, headers=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert second[REPLAYED] == "true"
    assert Note.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_422(client):
    client.post(URL, {"text": "a"}, headers=KEY)
    response = client.post(URL, {"text": "b"}, headers=KEY)
    assert (response.status_code, response.json()["code"]) == (422, "cle_reutilisee")


def send_form(
    client, boundary="first", *, title="a", name="a.txt", type="text/plain", content="hello", **extra
):
    """As clients do, which draw a boundary each time."""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\n{title}\r\n'
    file = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {type}\r\n\r\n{content}\r\n"
    )
    parts = file + head if extra.pop("file_first", False) else head + file
    body = f"{parts}--{boundary}--\r\n"
    return client.post(
        f"{URL}files/", body, content_type=f"multipart/form-data; boundary={boundary}", headers=KEY, **extra
    )


@pytest.mark.django_db
@pytest.mark.parametrize("again", [{}, {"boundary": "second"}, {"boundary": "second", "file_first": True}])
def test_the_same_form_is_known_by_its_parts_whatever_stands_between_them(client, again):
    first, second = send_form(client), send_form(client, **again)
    assert (first.status_code, first.json()) == (201, {"text": "a a.txt hello"})
    assert (second.status_code, second.content, second[REPLAYED]) == (201, first.content, "true")
    assert Note.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"title": "b"},
        {"name": "b.txt"},
        {"type": "text/csv"},
        {"content": "hellp"},
        {"title": "aa", "name": ".txt"},
    ],
)
def test_a_form_of_which_anything_differs_is_another_body(client, changed):
    send_form(client)
    response = send_form(client, "second", **changed)
    assert (response.status_code, response.json()["code"]) == (422, "cle_reutilisee")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=é", "multipart/form-data; boundary="],
)
def test_a_form_that_cannot_be_read_is_a_400_and_not_kept(client, content_type):
    response = client.post(f"{URL}files/", "--first\r\n", content_type=content_type, headers=KEY)
    assert (response.status_code, response.json()["code"]) == (400, "donnees_invalides")
    assert send_form(client).status_code == 201


@pytest.mark.django_db
def test_a_form_beyond_what_is_read_is_a_413(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert send_form(client, content="x" * 1000).status_code == 413
    assert send_form(client).status_code == 201


@pytest.mark.django_db
def test_a_key_belongs_to_its_caller(api, client):
    client.post(URL, {"text": "a"}, headers=KEY)
    other = api("notes.gerer", sub="01920000-0000-7000-8000-000000000002")
    assert other.post(URL, {"text": "b"}, headers=KEY).status_code == 201


@pytest.mark.django_db
def test_the_replayed_answer_bears_the_version_and_the_address_of_the_first(client):
    first, second = send_form(client), send_form(client)
    assert first["ETag"] == second["ETag"] == '"1"'
    assert first["Location"] == second["Location"]


@pytest.mark.django_db
def test_an_answer_kept_before_headers_were_is_replayed(client):
    send_form(client)
    IdempotencyKey.objects.update(headers=None)
    second = send_form(client)
    assert (second.status_code, second[REPLAYED], second.has_header("ETag")) == (201, "true", False)


@pytest.mark.django_db
def test_a_refusal_is_not_kept(client):
    assert client.post(URL, {"text": "x" * 51}, headers=KEY).status_code == 409
    assert client.post(URL, {"text": "short"}, headers=KEY).status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["x" * 201, "with space", "é"])
def test_a_bad_key_is_a_400(client, key):
    response = client.post(URL, {"text": "a"}, headers={"Idempotency-Key": key})
    assert response.status_code == 400
    assert "Idempotency-Key" in response.json()["errors"]


def test_a_hundred_at_once_have_one_effect(race, client):
    posts = [lambda: client.post(URL, {"text": "a"}, headers=KEY) for _ in range(100)]
    answers = race(posts)
    assert Note.objects.count() == 1
    assert {a.status_code for a in answers} <= {201, 409}
    assert len({a.content for a in answers if a.status_code == 201}) == 1


@pytest.mark.django_db
def test_a_command_in_steps_is_replayed_too(client):
    first = client.post(f"{URL}steps/", {}, headers=KEY)
    second = client.post(f"{URL}steps/", {}, headers=KEY)
    assert first.json() == second.json() == {"notes": 1}


@pytest.mark.django_db
def test_a_command_in_steps_that_was_refused_may_be_asked_again(client):
    assert client.post(f"{URL}steps/", {"fail": True}, headers=KEY).status_code == 409
    assert client.post(f"{URL}steps/", {"fail": True}, headers=KEY).status_code == 409


def test_a_command_in_steps_refuses_a_rival_while_it_runs(race, client):
    answers = race([lambda: client.post(f"{URL}steps/", {}, headers=KEY) for _ in range(10)])
    assert Note.objects.count() == 1
    assert {a.status_code for a in answers} <= {200, 409}


@pytest.mark.django_db(transaction=True)
def test_a_key_whose_first_request_takes_too_long_is_told_so(client):
    claimed, done = threading.Event(), threading.Event()

    def first_request():
        with transaction.atomic():
            client.post(URL, {"text": "a"}, headers=KEY)
            claimed.set()
            done.wait(20)
        connection.close()

    thread = threading.Thread(target=first_request)
    thread.start()
    try:
        assert claimed.wait(20)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        answer = client.post(URL, {"text": "a"}, headers=KEY)
    finally:
        done.set()
        thread.join()
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    assert (answer.status_code, answer.json()["code"]) == (409, "requete_en_cours")
    assert client.post(URL, {"text": "a"}, headers=KEY)[REPLAYED] == "true"
