"""Every route, without a token and without its permission."""

import re

import pytest
from django.urls import get_resolver

from chassis.identifiers import new_id
from chassis.testing.clients import anonymous_client

ID = str(new_id())
ROUTES = [
    ("GET", "/api/commandes/", "commandes.lire"),
    ("POST", "/api/commandes/", "commandes.gerer"),
    ("GET", f"/api/commandes/{ID}/", "commandes.lire"),
    ("PUT", f"/api/commandes/{ID}/", "commandes.gerer"),
    ("PATCH", f"/api/commandes/{ID}/", "commandes.gerer"),
    ("DELETE", f"/api/commandes/{ID}/", "commandes.gerer"),
    *[
        ("POST", f"/api/commandes/{ID}/{action}/", "commandes.gerer")
        for action in ("valider", "solder", "annuler", "dupliquer")
    ],
    *[
        ("POST", f"/api/commandes/{ID}/{action}/", "commandes.expedier")
        for action in ("preparer", "expedier", "livrer", "recevoir", "retourner")
    ],
    ("GET", "/api/commandes/export/", "commandes.lire"),
    ("GET", f"/api/commandes/{ID}/bon/", "commandes.lire"),
    ("POST", f"/api/commandes/{ID}/facturer/", "factures.gerer"),
    ("GET", f"/api/clients/{ID}/solde/", "factures.lire"),
    *[
        ("GET", f"/api/factures/{suite}", "factures.lire")
        for suite in ("", "export/", "echeancier/", "echeancier/export/", f"{ID}/", f"{ID}/pdf/")
    ],
    ("POST", f"/api/factures/{ID}/avoir/", "factures.gerer"),
    ("POST", f"/api/factures/{ID}/envoyer/", "factures.gerer"),
    *[
        ("GET", f"/api/paiements/{suite}", "paiements.lire")
        for suite in ("", "export/", "cartes-de-test/", f"{ID}/")
    ],
    ("POST", "/api/paiements/", "paiements.gerer"),
    ("POST", f"/api/paiements/{ID}/rembourser/", "paiements.gerer"),
    ("GET", f"/api/commandes/{ID}/historique/", "commandes.lire"),
    *[
        (method, f"/api/{module}/{suite}", f"{module}.{verbe}")
        for module in ("clients", "fournisseurs")
        for method, suite, verbe in (
            ("GET", "", "lire"),
            ("POST", "", "gerer"),
            ("GET", "export/", "lire"),
            ("GET", f"{ID}/", "lire"),
            ("PUT", f"{ID}/", "gerer"),
            ("PATCH", f"{ID}/", "gerer"),
            ("DELETE", f"{ID}/", "gerer"),
        )
    ],
]
TOUTES = {permission for *_, permission in ROUTES}
chaque_route = pytest.mark.parametrize(("method", "path", "permission"), ROUTES)


def test_no_route_is_forgotten():
    patterns = {str(p.pattern) for p in get_resolver("commandes.urls").url_patterns}
    tested = {path.lstrip("/").replace(ID, "<uuid>") for _, path, _ in ROUTES}
    plain = {re.sub(r"<uuid:\w+>", "<uuid>", pattern) for pattern in patterns}
    pour_tous = {"api/clients/conditions/", "api/fournisseurs/conditions/"}
    pour_les_services = {"internal/achats/", "internal/clients/<uuid>/"}
    assert plain == tested | pour_tous | pour_les_services


@pytest.mark.django_db
@pytest.mark.parametrize("module", ["clients", "fournisseurs"])
def test_terms_of_payment_are_for_every_user(module, api):
    assert anonymous_client().get(f"/api/{module}/conditions/").status_code == 401
    termes = api().get(f"/api/{module}/conditions/").json()["results"]
    assert {"comptant", "30_jours", "45_jours_fin_de_mois"} <= {terme["code"] for terme in termes}


@pytest.mark.django_db
@chaque_route
def test_without_a_token_it_is_a_401(method, path, permission):
    answer = anonymous_client().generic(method, path)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.django_db
@chaque_route
def test_without_its_permission_it_is_a_403_that_names_it(method, path, permission, api):
    answer = api(*(TOUTES - {permission})).generic(method, path)
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_manquante")
    assert answer.json()["permission"] == permission


@pytest.mark.django_db
@chaque_route
def test_its_permission_alone_is_enough(method, path, permission, api):
    answer = api(permission).generic(method, path, "{}", content_type="application/json")
    assert answer.status_code in (200, 400, 404)


@pytest.mark.django_db
@chaque_route
def test_a_service_token_does_not_open_it(method, path, permission, service_api):
    assert service_api("stock_service").generic(method, path).status_code == 401
