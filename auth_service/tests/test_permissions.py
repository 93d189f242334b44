"""Every route against nobody, and against somebody who may do everything but this."""

import pytest
from django.urls import get_resolver

from chassis.auth.permissions import AUTHENTICATED, PUBLIC
from chassis.testing.clients import anonymous_client
from comptes.droits_par_defaut import PERMISSIONS

pytestmark = pytest.mark.django_db
ID = "01930000-0000-7000-8000-0000000000ff"

ROUTES = {
    ("POST", "/api/auth/register/"): PUBLIC,
    ("GET", "/api/auth/confirm/"): PUBLIC,
    ("POST", "/api/auth/login/"): PUBLIC,
    ("POST", "/api/auth/login/2fa/"): PUBLIC,
    ("POST", "/api/auth/login/2fa/email/"): PUBLIC,
    ("POST", "/api/auth/login/2fa/setup/"): PUBLIC,
    ("POST", "/api/auth/login/2fa/activate/"): PUBLIC,
    ("POST", "/api/auth/refresh/"): PUBLIC,
    ("POST", "/api/auth/password/forgot/"): PUBLIC,
    ("POST", "/api/auth/password/reset/"): PUBLIC,
    ("GET", "/api/auth/email/confirm/"): PUBLIC,
    ("POST", "/api/auth/invitations/accept/"): PUBLIC,
    ("POST", "/api/auth/pas-moi/"): PUBLIC,
    ("GET", "/api/auth/jwks/"): PUBLIC,
    ("POST", "/Gateway/create_user"): PUBLIC,
    ("GET", "/Gateway/confirmation"): PUBLIC,
    ("POST", "/Gateway/login"): PUBLIC,
    ("POST", "/api/auth/logout/"): AUTHENTICATED,
    ("POST", "/api/auth/logout-all/"): AUTHENTICATED,
    ("GET", "/api/auth/sessions/"): AUTHENTICATED,
    ("DELETE", f"/api/auth/sessions/{ID}/"): AUTHENTICATED,
    ("GET", "/api/auth/login-history/"): AUTHENTICATED,
    ("GET", "/api/auth/verify/"): AUTHENTICATED,
    ("GET", "/api/auth/me/"): AUTHENTICATED,
    ("PATCH", "/api/auth/me/"): AUTHENTICATED,
    ("DELETE", "/api/auth/me/"): AUTHENTICATED,
    ("GET", "/api/auth/me/export/"): AUTHENTICATED,
    ("POST", "/api/auth/password/change/"): AUTHENTICATED,
    ("POST", "/api/auth/email/change/"): AUTHENTICATED,
    ("GET", "/api/auth/2fa/"): AUTHENTICATED,
    ("POST", "/api/auth/2fa/totp/setup/"): AUTHENTICATED,
    ("POST", "/api/auth/2fa/totp/activate/"): AUTHENTICATED,
    ("POST", "/api/auth/2fa/email/setup/"): AUTHENTICATED,
    ("POST", "/api/auth/2fa/email/activate/"): AUTHENTICATED,
    ("POST", "/api/auth/2fa/disable/"): AUTHENTICATED,
    ("POST", "/api/auth/2fa/recovery-codes/"): AUTHENTICATED,
    ("GET", "/api/auth/users/"): "utilisateurs.lire",
    ("POST", "/api/auth/users/"): "utilisateurs.gerer",
    ("GET", f"/api/auth/users/{ID}/"): "utilisateurs.lire",
    ("PATCH", f"/api/auth/users/{ID}/"): "utilisateurs.gerer",
    ("DELETE", f"/api/auth/users/{ID}/"): "utilisateurs.gerer",
    ("POST", f"/api/auth/users/{ID}/unlock/"): "utilisateurs.gerer",
    ("POST", f"/api/auth/users/{ID}/invite/"): "utilisateurs.gerer",
    ("POST", f"/api/auth/users/{ID}/reset-2fa/"): "utilisateurs.gerer",
    ("POST", f"/api/auth/users/{ID}/logout-all/"): "utilisateurs.gerer",
    ("GET", f"/api/auth/users/{ID}/sessions/"): "utilisateurs.lire",
    ("GET", f"/api/auth/users/{ID}/login-history/"): "utilisateurs.lire",
    ("GET", "/api/auth/roles/"): "roles.gerer",
    ("POST", "/api/auth/roles/"): "roles.gerer",
    ("GET", f"/api/auth/roles/{ID}/"): "roles.gerer",
    ("PUT", f"/api/auth/roles/{ID}/"): "roles.gerer",
    ("PATCH", f"/api/auth/roles/{ID}/"): "roles.gerer",
    ("DELETE", f"/api/auth/roles/{ID}/"): "roles.gerer",
    ("GET", "/api/auth/permissions/"): "roles.gerer",
}
FERMEES = [route for route, permission in ROUTES.items() if permission != PUBLIC]
GARDEES = [(*route, permission) for route, permission in ROUTES.items() if not permission.startswith("@")]


def appeler(client, methode: str, adresse: str):
    return client.generic(methode, adresse, "{}", content_type="application/json")


def test_the_table_above_holds_every_route():
    """Each view's methods, from the routing itself; a route added without a line here fails."""
    trouvees = set()
    for groupe in get_resolver().url_patterns[-1].url_patterns:
        for motif in groupe.url_patterns:
            chemin = str(groupe.pattern) + str(motif.pattern)
            adresse = "/" + chemin.replace("<uuid:utilisateur_id>", ID).replace(
                "<uuid:session_id>", ID
            ).replace("<uuid:role_id>", ID)
            permises = motif.callback.view_initkwargs.get("http_method_names")
            methodes = [m.lower() for m in ("GET", "POST", "PUT", "PATCH", "DELETE")]
            trouvees |= {
                (m.upper(), adresse)
                for m in methodes
                if hasattr(motif.callback.cls, m) and (permises is None or m in permises)
            }
    assert trouvees == set(ROUTES)


@pytest.mark.parametrize(("methode", "adresse"), FERMEES)
def test_without_a_token_it_is_a_401(methode, adresse):
    response = appeler(anonymous_client(), methode, adresse)
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(("methode", "adresse", "permission"), GARDEES)
def test_without_the_permission_it_is_a_403_that_names_it(api, methode, adresse, permission):
    autres = [code for code in PERMISSIONS if code != permission]
    response = appeler(api(*autres), methode, adresse)
    assert (response.status_code, response.json()["permission"]) == (403, permission)


@pytest.mark.parametrize(("methode", "adresse", "permission"), GARDEES)
def test_with_the_permission_alone_the_door_is_open(api, methode, adresse, permission):
    assert appeler(api(permission), methode, adresse).status_code in (200, 400, 404)


@pytest.mark.parametrize(("methode", "adresse"), FERMEES)
def test_a_service_s_token_is_no_user_s(service_api, methode, adresse):
    assert appeler(service_api("log_service"), methode, adresse).status_code == 401
