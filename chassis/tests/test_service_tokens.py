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


def test_a_service_that_a_view_does_not_name_is_refused():
    body = {"module": "notes", "objet_id": "01930000-0000-7000-8000-000000000001"}
    for route in ("restaurer", "purger", "apercu"):
        answer = service_client("auth_service").post(f"/internal/corbeille/{route}/", body, format="json")
        assert answer.status_code == 403
        answer = service_client("log_service").post(f"/internal/corbeille/{route}/", body, format="json")
        assert answer.json()["code"] == "module_inconnu"
