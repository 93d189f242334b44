import pytest

from chassis.testing.clients import anonymous_client, service_client, user_client

pytestmark = pytest.mark.django_db

MESSAGES = "/internal/messages/"


def test_a_service_token_opens_internal_routes():
    assert service_client("auth_service").post(MESSAGES, [], format="json").status_code == 200


def test_a_user_token_does_not():
    assert user_client("notes.lire").post(MESSAGES, [], format="json").status_code == 401


def test_a_token_for_another_target_does_not():
    client = service_client("auth_service", target="stock_service")
    assert client.post(MESSAGES, [], format="json").status_code == 401


def test_nobody_does_not():
    assert anonymous_client().post(MESSAGES, [], format="json").status_code == 401


def test_a_service_token_does_not_open_user_routes():
    assert service_client("auth_service").get("/api/notes/").status_code == 401
