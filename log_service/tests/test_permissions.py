"""Who may do what: every route, without a token and without its permission."""

import pytest

from chassis.testing.clients import anonymous_client, service_client
from chassis.testing.contracts import load

pytestmark = pytest.mark.django_db
SOME_ID = "01930000-0000-7000-8000-000000000001"
ROUTES = [
    ("get", "/api/logs/", "logs.lire"),
    ("get", "/api/logs/verifier/", "logs.lire"),
    ("get", "/api/logs/export/", "logs.lire"),
    ("get", "/api/logs/valeurs/", "logs.lire"),
    ("get", f"/api/logs/objets/{SOME_ID}/", "logs.lire"),
    ("get", f"/api/logs/{SOME_ID}/", "logs.lire"),
    ("patch", f"/api/logs/{SOME_ID}/", "logs.gerer"),
    ("delete", f"/api/logs/{SOME_ID}/", "logs.gerer"),
    ("post", f"/api/logs/{SOME_ID}/montrer/", "logs.gerer"),
    ("get", "/api/corbeille/", "corbeille.lire"),
    ("get", f"/api/corbeille/{SOME_ID}/", "corbeille.lire"),
    ("delete", f"/api/corbeille/{SOME_ID}/", "corbeille.purger"),
    ("post", f"/api/corbeille/{SOME_ID}/restaurer/", "corbeille.restaurer"),
    ("get", f"/api/corbeille/{SOME_ID}/apercu/", "corbeille.lire"),
    ("post", "/api/corbeille/restaurer/", "corbeille.restaurer"),
    ("post", "/api/corbeille/purger/", "corbeille.purger"),
    ("get", "/api/gateway/services/", "gateway.lire"),
    ("get", "/api/gateway/journal/", "gateway.lire"),
    ("get", f"/api/gateway/requetes/{SOME_ID}/", "gateway.lire"),
    ("get", "/api/gateway/config/", "gateway.lire"),
    ("get", "/api/gateway/config/historique/", "gateway.lire"),
    ("get", f"/api/gateway/config/{SOME_ID}/{SOME_ID}/", "gateway.lire"),
    ("put", f"/api/gateway/config/{SOME_ID}/{SOME_ID}/", "gateway.gerer"),
    ("delete", f"/api/gateway/config/{SOME_ID}/{SOME_ID}/", "gateway.gerer"),
]
EVERY_CODE = load("permissions")["permissions"]


@pytest.mark.parametrize(("method", "path", "permission"), ROUTES)
def test_a_route_asks_for_its_permission(api, method, path, permission):
    assert getattr(anonymous_client(), method)(path).status_code == 401
    others = [code for code in EVERY_CODE if code != permission]
    refused = getattr(api(*others), method)(path)
    assert (refused.status_code, refused.json()["permission"]) == (403, permission)
    assert getattr(api(permission), method)(path).status_code not in (401, 403)


@pytest.mark.parametrize(("method", "path", "permission"), ROUTES)
def test_a_service_token_opens_no_route_of_people(method, path, permission):
    assert getattr(service_client("pieces_service"), method)(path).status_code == 401


def test_every_route_is_in_this_list():
    from journal.urls import urlpatterns

    listed = {path.replace(SOME_ID, "*").lstrip("/") for _, path, _ in ROUTES}
    declared = set()
    for route in urlpatterns:
        parts = str(route.pattern).split("/")
        declared.add("/".join("*" if part.startswith("<") else part for part in parts))
    assert listed == declared


@pytest.mark.parametrize("method", ["put", "post", "delete"])
def test_the_audit_log_cannot_be_written_over_http(api, method):
    assert getattr(api(*EVERY_CODE), method)("/api/logs/", {}).status_code in (403, 405)
