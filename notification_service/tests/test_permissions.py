"""Who may do what: every route, without a token and without its permission."""

import pytest

from chassis.testing.clients import anonymous_client, service_client
from chassis.testing.contracts import load

pytestmark = pytest.mark.django_db
ANYONE = None
ROUTES = [
    ("get", "/api/notifications/", ANYONE),
    ("post", "/api/notifications/", "notifications.envoyer"),
    ("post", "/api/notifications/mark-read/", ANYONE),
    ("get", "/api/notifications/non-lues/", ANYONE),
    ("get", "/api/notifications/preferences/", ANYONE),
    ("put", "/api/notifications/preferences/", ANYONE),
]
EVERY_CODE = load("permissions")["permissions"]


@pytest.mark.parametrize(("method", "path", "permission"), ROUTES)
def test_a_route_asks_for_its_permission(api, method, path, permission):
    assert getattr(anonymous_client(), method)(path).status_code == 401
    if permission is ANYONE:
        assert getattr(api(), method)(path).status_code in (200, 400)
        return
    others = [code for code in EVERY_CODE if code != permission]
    refused = getattr(api(*others), method)(path)
    assert (refused.status_code, refused.json()["permission"]) == (403, permission)
    assert getattr(api(permission), method)(path).status_code not in (401, 403)


@pytest.mark.parametrize(("method", "path", "permission"), ROUTES)
def test_a_service_token_opens_no_route_of_people(method, path, permission):
    assert getattr(service_client("stock_service"), method)(path).status_code == 401


def test_every_route_is_in_this_list():
    from notifications.urls import urlpatterns

    assert {str(route.pattern) for route in urlpatterns} == {path.lstrip("/") for _, path, _ in ROUTES}
