"""Who may call what."""

import pytest

from catalogue.models import Piece
from chassis.identifiers import new_id
from chassis.testing.clients import anonymous_client

pytestmark = pytest.mark.django_db

UNE = f"/api/pieces/{new_id()}/"
CATEGORIE = f"/api/pieces/categories/{new_id()}/"
ROUTES = [
    ("get", "/api/pieces/", "pieces.lire"),
    ("post", "/api/pieces/", "pieces.gerer"),
    ("get", UNE, "pieces.lire"),
    ("put", UNE, "pieces.gerer"),
    ("patch", UNE, "pieces.gerer"),
    ("delete", UNE, "pieces.gerer"),
    ("get", f"{UNE}historique/", "pieces.lire"),
    ("get", "/api/pieces/scan/?code=a", "pieces.lire"),
    ("get", "/api/pieces/categories/", "pieces.lire"),
    ("post", "/api/pieces/categories/", "pieces.gerer"),
    ("get", CATEGORIE, "pieces.lire"),
    ("put", CATEGORIE, "pieces.gerer"),
    ("patch", CATEGORIE, "pieces.gerer"),
    ("delete", CATEGORIE, "pieces.gerer"),
]
IMPORT = f"/api/pieces/import/{new_id()}/"
ROUTES += [
    ("get", f"{UNE}image/", "pieces.lire"),
    ("put", f"{UNE}image/", "pieces.gerer"),
    ("delete", f"{UNE}image/", "pieces.gerer"),
    ("get", f"{UNE}etiquette/", "pieces.lire"),
    ("post", f"{UNE}code-barres/", "pieces.gerer"),
    ("get", f"/api/pieces/etiquettes/?ids={new_id()}", "pieces.lire"),
    ("get", "/api/pieces/etiquettes/modeles/", "pieces.lire"),
    ("get", "/api/pieces/export/", "pieces.lire"),
    ("get", "/api/pieces/categories/arbre/", "pieces.lire"),
    ("get", "/api/pieces/import/", "pieces.gerer"),
    ("post", "/api/pieces/import/", "pieces.gerer"),
    ("get", "/api/pieces/import/modele/", "pieces.gerer"),
    ("get", IMPORT, "pieces.gerer"),
    ("get", f"{IMPORT}lignes/", "pieces.gerer"),
    ("post", f"{IMPORT}apply/", "pieces.gerer"),
    ("post", f"{IMPORT}annuler/", "pieces.gerer"),
]
INTERNE = f"/internal/pieces/{new_id()}/"


@pytest.mark.parametrize(("methode", "url", "permission"), ROUTES)
def test_without_a_token_it_is_a_401(methode, url, permission):
    assert getattr(anonymous_client(), methode)(url, {}).status_code == 401


@pytest.mark.parametrize(("methode", "url", "permission"), ROUTES)
def test_without_the_permission_it_is_a_403_that_names_it(api, methode, url, permission):
    autre = "pieces.gerer" if permission == "pieces.lire" else "pieces.lire"
    reponse = getattr(api(autre, "stock.gerer"), methode)(url, {})
    assert (reponse.status_code, reponse.json()["permission"]) == (403, permission)


@pytest.mark.parametrize(("methode", "url", "permission"), ROUTES)
def test_with_the_permission_it_is_neither(api, methode, url, permission):
    reponse = getattr(api(permission), methode)(url, {"nom": "Vis"} if methode != "get" else None)
    assert reponse.status_code not in (401, 403) and reponse.status_code < 500


@pytest.mark.parametrize(("methode", "url", "permission"), ROUTES)
def test_a_service_token_opens_no_user_route(service_api, methode, url, permission):
    assert getattr(service_api("stock_service"), methode)(url, {}).status_code == 401


def test_the_internal_route_is_for_services(api, service_api):
    assert anonymous_client().get(INTERNE).status_code == 401
    assert api("pieces.lire", "pieces.gerer").get(INTERNE).status_code == 401
    assert service_api("stock_service").get(INTERNE).status_code == 404


def test_the_public_catalogue_cannot_be_written(gestion, creer):
    piece = creer(publie=True)
    for methode in ("post", "put", "patch", "delete"):
        for url in ("/api/public/pieces/", f"/api/public/pieces/{piece.id}/"):
            for client in (anonymous_client(), gestion):
                assert getattr(client, methode)(url, {}).status_code == 405
    assert Piece.objects.get().version == 1
