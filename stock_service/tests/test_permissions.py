"""Each route is closed without a token, and without its permission; /internal/ to everybody but services."""

import re

import pytest

from chassis.auth.permissions import SERVICE
from chassis.identifiers import new_id
from chassis.testing.clients import anonymous_client
from stock import urls

pytestmark = pytest.mark.django_db

ID = str(new_id())
ROUTES = [
    ("GET", "", "stock.lire"),
    ("GET", f"pieces/{ID}/", "stock.lire"),
    ("GET", "tableau-de-bord/", "stock.lire"),
    ("POST", "movement/", "stock.mouvementer"),
    ("GET", "movements/", "stock.lire"),
    ("POST", "movements/bulk/", "stock.mouvementer"),
    ("GET", f"movements/{ID}/", "stock.lire"),
    ("POST", f"movements/{ID}/annuler/", "stock.mouvementer"),
    ("GET", "emplacements/", "stock.lire"),
    ("POST", "emplacements/", "stock.gerer"),
    ("GET", f"emplacements/{ID}/", "stock.lire"),
    ("PUT", f"emplacements/{ID}/", "stock.gerer"),
    ("PATCH", f"emplacements/{ID}/", "stock.gerer"),
    ("DELETE", f"emplacements/{ID}/", "stock.gerer"),
    ("GET", f"seuils/{ID}/", "stock.lire"),
    ("PUT", f"seuils/{ID}/", "stock.gerer"),
    ("GET", "reservations/", "stock.lire"),
    ("POST", "reservations/", "stock.mouvementer"),
    ("DELETE", f"reservations/{ID}/", "stock.mouvementer"),
]
INTERNAL = [
    ("POST", "/internal/reservations/"),
    ("GET", f"/internal/commandes/{ID}/"),
    ("POST", f"/internal/commandes/{ID}/liberer/"),
    ("POST", f"/internal/commandes/{ID}/expedier/"),
    ("POST", f"/internal/pieces/{ID}/retirer/"),
]
ALL = {"stock.lire", "stock.mouvementer", "stock.gerer", "stock.inventorier"}


def ask(client, method, url):
    return client.generic(method, url, "{}", content_type="application/json")


@pytest.mark.parametrize(("method", "path", "permission"), ROUTES)
def test_a_route_needs_its_permission(api, method, path, permission):
    url = f"/api/stock/{path}"
    assert ask(anonymous_client(), method, url).status_code == 401
    refused = ask(api(*(ALL - {permission})), method, url)
    assert (refused.status_code, refused.json()["permission"]) == (403, permission)
    assert ask(api(permission), method, url).status_code not in (401, 403, 500)


@pytest.mark.parametrize(("method", "url"), INTERNAL)
def test_an_internal_route_is_for_services(api, service_api, method, url):
    assert ask(anonymous_client(), method, url).status_code == 401
    assert ask(api(*ALL), method, url).status_code == 401
    assert ask(service_api("commandes_service"), method, url).status_code not in (401, 403, 500)


def test_these_are_all_the_routes():
    found = set()
    for each in urls.urlpatterns:
        path = "/" + re.sub(r"<uuid:\w+>", ID, str(each.pattern))
        found |= {(method, path, code) for method, code in each.callback.cls.required_permissions.items()}
    declared = {(method, f"/api/stock/{path}", code) for method, path, code in ROUTES}
    assert found == declared | {(method, url, SERVICE) for method, url in INTERNAL}
