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
    ("GET", "a-date/", "stock.lire"),
    ("GET", "inventaires/", "stock.lire"),
    ("POST", "inventaires/", "stock.inventorier"),
    ("GET", f"inventaires/{ID}/", "stock.lire"),
    ("GET", f"inventaires/{ID}/lignes/", "stock.lire"),
    ("POST", f"inventaires/{ID}/lignes/", "stock.inventorier"),
    ("POST", f"inventaires/{ID}/valider/", "stock.gerer"),
    ("POST", f"inventaires/{ID}/annuler/", "stock.inventorier"),
    ("GET", "reapprovisionnement/", "stock.lire"),
    ("POST", "reapprovisionnement/commander/", "stock.gerer"),
    ("GET", "rapports/valorisation/", "stock.lire"),
    ("GET", "rapports/rotation/", "stock.lire"),
    ("GET", "rapports/abc/", "stock.lire"),
    ("GET", "rapports/dormants/", "stock.lire"),
]
INTERNAL = [
    ("POST", "/internal/reservations/", "commandes_service"),
    ("GET", f"/internal/commandes/{ID}/", "commandes_service"),
    ("POST", f"/internal/commandes/{ID}/liberer/", "commandes_service"),
    ("POST", f"/internal/commandes/{ID}/expedier/", "commandes_service"),
    ("POST", f"/internal/commandes/{ID}/recevoir/", "commandes_service"),
    ("POST", f"/internal/commandes/{ID}/retourner/", "commandes_service"),
    ("POST", f"/internal/pieces/{ID}/retirer/", "pieces_service"),
    ("GET", f"/internal/pieces/{ID}/dependances/", "pieces_service"),
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


@pytest.mark.parametrize(("method", "url", "caller"), INTERNAL)
def test_an_internal_route_is_for_the_service_it_serves(api, service_api, method, url, caller):
    assert ask(anonymous_client(), method, url).status_code == 401
    assert ask(api(*ALL), method, url).status_code == 401
    assert ask(service_api("notification_service"), method, url).status_code == 403
    assert ask(service_api(caller), method, url).status_code not in (401, 403, 500)


def test_these_are_all_the_routes():
    found = set()
    for each in urls.urlpatterns:
        path = "/" + re.sub(r"<uuid:\w+>", ID, str(each.pattern))
        found |= {(method, path, code) for method, code in each.callback.cls.required_permissions.items()}
    declared = {(method, f"/api/stock/{path}", code) for method, path, code in ROUTES}
    assert found == declared | {(method, url, SERVICE) for method, url, _ in INTERNAL}
