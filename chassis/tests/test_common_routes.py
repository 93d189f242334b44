"""The routes that every service has."""

import re
from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.django_db


EACH_PREFIX = pytest.mark.parametrize("prefix", ["/api/notes/", "/api/carnets/"])


@EACH_PREFIX
def test_health_is_public_and_names_the_service(api, prefix):
    told = api().get(f"{prefix}health/").json()
    assert told["service"] == "log_service"
    assert datetime.fromisoformat(told["depuis"]) <= datetime.now(UTC)
    assert api().get(f"{prefix}health/ready/").status_code == 200


@EACH_PREFIX
def test_the_schema_describes_each_route_and_its_errors(api, prefix):
    answer = api().get(f"{prefix}schema/")
    assert answer["Content-Type"].startswith("application/json")
    text = answer.content.decode()
    assert "/api/notes/steps/" in text
    assert "application/problem+json" in text
    assert '"x-permission": "notes.gerer"' in text
    assert "/internal/" not in text


@EACH_PREFIX
def test_the_docs_load_nothing_from_elsewhere(api, prefix):
    page = api().get(f"{prefix}docs/").content.decode()
    files = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert files
    for address in files:
        assert address.startswith("/api/notes/docs/files/"), address
        assert api().get(address).status_code == 200


def test_metrics_count_requests(api):
    api().get("/api/notes/health/")
    assert "http_requests_total" in api().get("/metrics").content.decode()


def test_metrics_do_not_grow_with_what_a_client_makes_up(api):
    client = api()
    client.generic("MADEUP", "/api/notes/health/")
    shown = client.get("/metrics").content.decode()
    assert "MADEUP" not in shown
    assert 'method="other"' in shown


def test_the_slash_at_the_end_may_be_left_out_and_the_request_is_the_same(api):
    """No redirect: the body arrives, and both spellings share one idempotency key."""
    client, key = api("notes.gerer", "notes.lire"), {"Idempotency-Key": "slash-1"}
    first = client.post("/api/notes", {"text": "a", "amount": "1"}, headers=key)
    again = client.post("/api/notes/", {"text": "a", "amount": "1"}, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert client.get("/api/notes?search=a").json()["count"] == 1


def test_an_unknown_address_is_unknown_in_both_spellings(api):
    for path in ("/api/notes/nothing", "/api/notes/nothing/", "/metrics/x", "/internal/messages"):
        assert api("notes.lire").get(path).status_code == 404, path


def test_a_slash_too_many_is_no_other_address(api):
    assert api().get("/metrics/").status_code == api().get("/metrics").status_code == 200
