"""What clients may send wrong, and how they are told."""

import pytest

pytestmark = pytest.mark.django_db

URL = "/api/notes/"


def post_raw(api, body: bytes, content_type="application/json"):
    return api("notes.gerer").generic("POST", URL, body, content_type=content_type)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "body"),
        (b"", "text"),
        (b'"text"', "body"),
        (b"[" * 100_000, "body"),
        (b'{"text": "a\\u0000b"}', "text"),
        (b'{"text": "\\ud800"}', "body"),
        (b'{"text": "x", "amount": NaN}', "body"),
        (b'{"text": "x", "amount": 1e400}', "body"),
        (b'{"text": "x", "amount": ' + b"9" * 5000 + b"}", "body"),
        (b'{"text": "x", "amount": 99999999999999999999}', "amount"),
        (b'{"text": "x", "amount": "12345678901.00"}', "amount"),
        (b'{"text": "x", "amount": "1.234"}', "amount"),
        (b'{"text": {"a": 1}}', "text"),
        (b'{"a": {"b": ' + b"[" * 40 + b"]" * 40 + b"}}", "a"),
        (b"{}", "text"),
    ],
)
def test_bad_input_is_a_400_that_names_the_field(api, body, field):
    response = post_raw(api, body)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["errors"]) == [field]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page_size=1000000000", "page_size"),
        ("page=-1", "page"),
        ("page=%00", "page"),
        ("owner=not-a-uuid", "owner"),
        ("owner=%00", "owner"),
        ("ordering=password", "ordering"),
        ("hidden=1", "hidden"),
        ("search=" + "x" * 300, "search"),
    ],
)
def test_a_bad_parameter_is_a_400_that_names_it(api, query, field):
    response = api("notes.lire").get(f"{URL}?{query}")
    assert response.status_code == 400
    assert field in response.json()["errors"]


def test_percent_and_underscore_are_ordinary_letters_in_a_search(api):
    client = api("notes.lire", "notes.gerer")
    client.post(URL, {"text": "100% _x"})
    client.post(URL, {"text": "100 yx"})
    assert [n["text"] for n in client.get(f"{URL}?search=%25").json()["results"]] == ["100% _x"]


def test_a_refusal_has_its_code_and_data_and_leaves_nothing(api):
    client = api("notes.lire", "notes.gerer")
    response = client.post(URL, {"text": "x" * 51})
    assert response.status_code == 409
    assert (response.json()["code"], response.json()["maximum"]) == ("trop_long", 50)
    assert client.get(URL).json()["count"] == 0


def test_another_content_type_is_415(api):
    assert post_raw(api, b"a=1", "application/x-www-form-urlencoded").status_code == 415


def test_a_body_too_large_is_413(api):
    assert post_raw(api, b'{"text": "' + b"x" * 11_000_000 + b'"}').status_code == 413


def test_an_unknown_address_is_a_404_problem(api):
    response = api().get("/api/notes/nowhere/")
    assert (response.status_code, response.json()["code"]) == (404, "introuvable")


def test_a_database_that_does_not_answer_is_a_503_with_retry_after(api):
    response = api().get("/api/notes/failing/database/")
    assert response.status_code == 503
    assert response["Retry-After"]


def test_a_mistake_of_ours_is_a_500_problem_that_tells_nothing(api):
    response = api().get("/api/notes/failing/otherwise/")
    assert response.status_code == 500
    assert "mistake" not in response.content.decode()


def test_a_valid_request_id_is_kept_and_any_other_replaced(api):
    client = api("notes.lire")
    assert client.get(URL, headers={"X-Request-ID": "abcdef123456"})["X-Request-ID"] == "abcdef123456"
    assert client.get(URL, headers={"X-Request-ID": "<script>"})["X-Request-ID"] != "<script>"


def test_a_problem_carries_the_request_id(api):
    response = api().get(URL, headers={"X-Request-ID": "abcdef123456"})
    assert response.json()["request_id"] == "abcdef123456"
