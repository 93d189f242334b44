import pytest

from chassis.idempotency import REPLAYED
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


@pytest.mark.django_db
def test_a_key_belongs_to_its_caller(api, client):
    client.post(URL, {"text": "a"}, headers=KEY)
    other = api("notes.gerer", sub="01920000-0000-7000-8000-000000000002")
    assert other.post(URL, {"text": "b"}, headers=KEY).status_code == 201


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
