"""The one way in: every service answers through it, what is internal does not, and errors are problems."""

import json
import re
from pathlib import Path

import pytest
import requests

REGISTRY = json.loads((Path(__file__).parents[1] / "consul" / "service-registry.json").read_text())
SERVICES = REGISTRY["services"]


@pytest.mark.parametrize("service", SERVICES, ids=lambda s: s["name"])
def test_every_service_answers_its_health(anonymous, service):
    answer = anonymous.get(service["prefixes"][0] + "health/")
    assert (answer["status"], answer["service"]) == ("ok", service["name"])


def registered(running) -> list[dict]:
    """What Consul's catalogue and checks say now, but of Consul itself."""
    consul = running.instance.url("consul")

    def told(path):
        return requests.get(f"{consul}/v1/{path}", timeout=5).json()

    names = [name for name in told("catalog/services") if name != "consul"]
    return [node for name in names for node in told(f"health/service/{name}")]


def test_consul_knows_what_the_registry_says_and_nothing_else(running):
    shifted = running.instance.shifted
    expected = {(row["name"], shifted(row["port"])) for row in SERVICES}
    # a further process of a service announces itself under a name that ends with the process's
    processes = {(p["name"], shifted(p["port"])) for row in SERVICES for p in row.get("processes", ())}
    own = {row["name"] for row in SERVICES}
    found = {(node["Service"]["Service"], node["Service"]["Port"]) for node in registered(running)}
    assert {pair for pair in found if pair[0] in own} == expected
    assert {(name.rpartition("_")[2], port) for name, port in found if name not in own} == processes


def test_each_registration_carries_the_routes_of_the_registry_and_passes_its_checks(running):
    for node in registered(running):
        name, tags = node["Service"]["Service"], set(node["Service"]["Tags"])
        checks = {check["CheckID"]: check["Status"] for check in node["Checks"]}
        assert len(checks) >= 2, f"{name} has no check of its own"  # the other is the machine's
        assert set(checks.values()) == {"passing"}, (name, checks)
        row = next((row for row in SERVICES if row["name"] == name), None)
        if row:
            rule = next(tag for tag in tags if tag.startswith(f"traefik.http.routers.{name}.rule="))
            assert re.findall(r"PathPrefix\(`([^`]+)`\)", rule) == row["prefixes"]
            assert {
                "traefik.enable=true",
                f"traefik.http.routers.{name}.entrypoints=web",
                f"traefik.http.routers.{name}.middlewares=api@file",
            } <= tags


def test_the_health_address_of_the_registry_and_the_metrics_answer_at_each_instance(running):
    for row in SERVICES:
        base = f"http://127.0.0.1:{running.instance.shifted(row['port'])}"
        assert requests.get(base + row["health"], timeout=5).status_code == 200
        metrics = requests.get(f"{base}/metrics", timeout=5)
        assert metrics.status_code == 200
        for name in ("http_requests_total{", "http_request_duration_seconds_bucket{"):
            assert name in metrics.text, (row["name"], name)
    stream = next(p for row in SERVICES for p in row.get("processes", ()) if p["name"] == "stream")
    base = f"http://127.0.0.1:{running.instance.shifted(stream['port'])}"
    assert "\nnotification_streams " in requests.get(f"{base}/metrics", timeout=5).text


@pytest.mark.parametrize("service", SERVICES, ids=lambda s: s["name"])
def test_every_service_shows_its_schema_and_docs(anonymous, service):
    assert anonymous("GET", service["prefixes"][0] + "schema/").status_code == 200
    assert anonymous("GET", service["prefixes"][0] + "docs/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/internal/messages/",
        "/api/../internal/messages/",
        "/api/stock/..%2f..%2finternal/messages/",
        "/api/stock/../../internal/messages/",
        "//internal/messages/",
        "/INTERNAL/messages/",
        "/api/stock/%2e%2e/%2e%2e/internal/messages/",
        "/metrics",
    ],
)
def test_nothing_internal_is_reachable(demo, path):
    request = requests.Request("POST", demo["api"], json=[]).prepare()
    request.url = demo["api"] + path  # as written: requests would tidy the path
    response = requests.Session().send(request, timeout=10)
    assert response.status_code in (400, 404)


def test_without_a_token_the_answer_is_401_problem_json(anonymous):
    response = anonymous("GET", "/api/stock/")
    assert response.status_code == 401
    assert response.headers["Content-Type"].startswith("application/problem+json")
    assert response.headers["X-Request-ID"] == response.json()["request_id"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "body"),
        (b'{"motif": "a\\u0000b"}', "motif"),
        (b'{"piece_id": "not-a-uuid", "type": "IN", "quantite": "1"}', "piece_id"),
        (b'{"quantite": "-1"}', "quantite"),
        (b'{"quantite": "1e400"}', "quantite"),
        (b'{"quantite": "123456789012345"}', "quantite"),
        (b'{"type": "STEAL"}', "type"),
        (b"[" * 100_000, "body"),
    ],
)
def test_bad_input_is_a_400_that_names_the_field(admin, demo, body, field):
    admin("GET", "/api/auth/me/")
    headers = {"Authorization": f"Bearer {admin._token}", "Content-Type": "application/json"}
    response = requests.post(f"{demo['api']}/api/stock/movement/", data=body, headers=headers, timeout=10)
    assert response.status_code == 400, response.text
    assert field in response.json()["errors"]


@pytest.mark.parametrize("query", ["piece_id=x", "piece_id=%00", "page_size=1000000000", "hidden=1"])
def test_a_bad_filter_is_a_400(admin, query):
    assert admin("GET", f"/api/stock/movements/?{query}").status_code == 400


def test_the_browser_may_call_from_the_ui_and_from_nowhere_else(demo):
    def allowed(origin):
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        answer = requests.options(f"{demo['api']}/api/stock/movement/", headers=headers, timeout=10)
        return answer.headers.get("Access-Control-Allow-Origin")

    assert allowed(demo["ui"]) == demo["ui"]
    assert allowed("http://evil.example") is None


def test_an_unknown_address_is_a_404_problem(anonymous):
    response = anonymous("GET", "/api/nowhere/")
    assert response.status_code == 404
    assert response.json()["code"] == "introuvable"
