"""Who may do what: every route, without a token and without its permission."""

import re

import pytest

from chassis.testing.clients import anonymous_client, service_client
from chassis.testing.contracts import load
from notifications.urls import routes

pytestmark = pytest.mark.django_db
ANYONE = None
ID = "01930000-0000-7000-8000-00000000000a"
ROUTES = [
    ("get", "/api/notifications/", ANYONE),
    ("post", "/api/notifications/", "notifications.envoyer"),
    ("post", "/api/notifications/mark-read/", ANYONE),
    ("get", "/api/notifications/non-lues/", ANYONE),
    ("get", "/api/notifications/preferences/", ANYONE),
    ("put", "/api/notifications/preferences/", ANYONE),
    ("get", "/api/notifications/stream/", ANYONE),
    ("get", f"/api/notifications/{ID}/pourquoi/", ANYONE),
    ("get", "/api/notifications/evenements/", "notifications.envoyer"),
    ("get", f"/api/notifications/evenements/{ID}/", "notifications.envoyer"),
    ("get", f"/api/notifications/evenements/{ID}/pourquoi/", "notifications.envoyer"),
    ("get", "/api/notifications/webhooks/", "webhooks.gerer"),
    ("post", "/api/notifications/webhooks/", "webhooks.gerer"),
    ("get", "/api/notifications/webhooks/evenements/", "webhooks.gerer"),
    ("get", f"/api/notifications/webhooks/{ID}/", "webhooks.gerer"),
    ("put", f"/api/notifications/webhooks/{ID}/", "webhooks.gerer"),
    ("patch", f"/api/notifications/webhooks/{ID}/", "webhooks.gerer"),
    ("delete", f"/api/notifications/webhooks/{ID}/", "webhooks.gerer"),
    ("post", f"/api/notifications/webhooks/{ID}/secret/", "webhooks.gerer"),
    ("post", f"/api/notifications/webhooks/{ID}/tester/", "webhooks.gerer"),
    ("get", f"/api/notifications/webhooks/{ID}/livraisons/", "webhooks.gerer"),
    ("get", f"/api/notifications/livraisons/{ID}/", "webhooks.gerer"),
    ("post", f"/api/notifications/livraisons/{ID}/rejouer/", "webhooks.gerer"),
]
EVERY_CODE = load("permissions")["permissions"]


def plain(path: str) -> str:
    return path.removeprefix("/api/notifications/").replace(ID, "<uuid>")


@pytest.mark.parametrize(("method", "path", "permission"), ROUTES)
def test_a_route_asks_for_its_permission(api, method, path, permission):
    assert getattr(anonymous_client(), method)(path).status_code == 401
    if permission is ANYONE:
        assert getattr(api(), method)(path).status_code in (200, 400, 404, 503)
        return
    others = [code for code in EVERY_CODE if code != permission]
    refused = getattr(api(*others), method)(path)
    assert (refused.status_code, refused.json()["permission"]) == (403, permission)
    assert getattr(api(permission), method)(path).status_code not in (401, 403)


@pytest.mark.parametrize(("method", "path", "permission"), ROUTES)
def test_a_service_token_opens_no_route_of_people(method, path, permission):
    assert getattr(service_client("stock_service"), method)(path).status_code == 401


def test_every_route_is_in_this_list():
    listed = {plain(path) for _, path, _ in ROUTES}
    assert {re.sub(r"<uuid:\w+>", "<uuid>", str(route.pattern)) for route in routes} == listed


def test_every_method_of_every_view_is_in_this_list():
    listed = {
        (method, re.sub(ID, "<uuid>", path.removeprefix("/api/notifications/"))) for method, path, _ in ROUTES
    }
    declared = {
        (method.lower(), re.sub(r"<uuid:\w+>", "<uuid>", str(route.pattern)))
        for route in routes
        for method in route.callback.cls.required_permissions
    }
    assert declared == listed
