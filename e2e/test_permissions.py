"""Every route of every service against every role: what the OpenAPI files declare is what happens."""

import json
import uuid

import pytest
import requests

from ops import registry
from ops.paths import ROOT

ROLES = json.loads((ROOT / "contracts" / "permissions.json").read_text())["roles"]
PUBLIC, AUTHENTICATED = "@public", "@authenticated"
METHODS = ("get", "post", "put", "patch", "delete")
# these end the sessions of whoever calls them: they come last, each with a new one
ENDS_SESSION = {"/api/auth/logout/", "/api/auth/logout-all/"}
# never answered at once
STREAMS = {"/api/notifications/stream/"}


def operations(base: str, service: registry.Service) -> list[tuple[str, str, str]]:
    schema = requests.get(
        f"{base}{service.prefixes[0]}schema/", headers={"Accept": "application/json"}, timeout=30
    )
    assert schema.status_code == 200
    found = [
        (method.upper(), path, operation["x-permission"])
        for path, methods in schema.json()["paths"].items()
        for method, operation in methods.items()
        if method in METHODS and path not in STREAMS
    ]
    return sorted(found, key=lambda each: each[1] in ENDS_SESSION)


def concrete(path: str) -> str:
    """The path with ids of nothing in its holes."""
    while "{" in path:
        start, end = path.index("{"), path.index("}")
        path = path[:start] + str(uuid.uuid4()) + path[end + 1 :]
    return path


def status(base: str, method: str, path: str, token: str | None) -> tuple[int, str]:
    """A list as body: no route takes one, so nothing is changed where the permission is there."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = {} if method in ("GET", "DELETE") else {"json": []}
    answer = requests.request(method, base + concrete(path), headers=headers, timeout=30, **body)
    code = answer.json().get("code", "") if "problem+json" in answer.headers.get("Content-Type", "") else ""
    return answer.status_code, code


def token_of(base: str, account: dict) -> str:
    body = {"email": account["email"], "password": account["password"]}
    answer = requests.post(f"{base}/api/auth/login/", json=body, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()["access"]


@pytest.fixture
def tokens(demo) -> dict[str, str]:
    return {account["role"]: token_of(demo["api"], account) for account in demo["comptes"]}


def expected(permission: str, role: str | None) -> str:
    if permission == PUBLIC:
        return "open"
    if role is None:
        return "401"
    if permission == AUTHENTICATED or permission in ROLES[role]:
        return "open"
    return "403"


def seen(status: int, code: str, permission: str) -> str:
    if status == 403 and code == "permission_manquante":
        return "403"
    if status == 401 and permission != PUBLIC:
        return "401"
    return "open"


@pytest.mark.parametrize("service", registry.services(), ids=lambda service: service.name)
def test_each_route_is_open_to_the_roles_that_hold_its_permission_and_to_nobody_else(
    demo, tokens, figures, service
):
    base = demo["api"]
    wrong, cells = [], 0
    for method, path, permission in operations(base, service):
        assert permission, f"{method} {path} declares no permission"
        for role in (None, *ROLES):
            token = tokens.get(role)
            if path in ENDS_SESSION and token:
                token = token_of(base, next(a for a in demo["comptes"] if a["role"] == role))
            answer, code = status(base, method, path, token)
            cells += 1
            if answer >= 500 and answer != 503:
                wrong.append(f"{method} {path} as {role}: {answer}")
            if seen(answer, code, permission) != expected(permission, role):
                wrong.append(f"{method} {path} ({permission}) as {role}: {answer} {code}")
    assert wrong == []
    figures.count("each route against each role and without a token: cells as declared", cells, service.name)
