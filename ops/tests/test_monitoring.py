"""What Prometheus is told to read and to show exists: metrics, their labels, the services, the ports."""

import ast
import json
import re

import yaml

from ops import exporter, registry
from ops.paths import ROOT

FOLDER = ROOT / "docs" / "monitoring"
ALERTS = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))
SCRAPED = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]
DASHBOARD = json.loads((FOLDER / "grafana-dashboard.json").read_text(encoding="utf-8"))

MADE_BY = {"Counter", "Gauge", "Histogram", "GaugeMetricFamily"}
GIVEN_BY_PROMETHEUS = {"up": set()}
GIVEN_BY_THE_SCRAPE = {"job", "instance", "service"}
# in these files a metric is always written with its selector: name{...}
SELECTOR = re.compile(r"\b([a-z_]+)\{([^}]*)\}")
GROUPED = re.compile(r"\bby \(([^)]*)\)")


def metrics() -> dict[str, set[str]]:
    """Every series the code makes, with its labels."""
    found = dict(GIVEN_BY_PROMETHEUS)
    for folder in ("chassis/chassis", "ops", *(service.folder.name for service in registry.present())):
        for path in (ROOT / folder).rglob("*.py"):
            if "tests" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", None) in MADE_BY:
                    found |= _series(node)
    return found


def _series(call: ast.Call) -> dict[str, set[str]]:
    if not call.args or not isinstance(call.args[0], ast.Constant):
        return {}
    name = call.args[0].value
    given = [*call.args[2:], *(word.value for word in call.keywords if word.arg == "labels")]
    labels = {each for value in given if isinstance(value, ast.List) for each in ast.literal_eval(value)}
    if call.func.id == "Histogram":
        return {f"{name}_bucket": labels | {"le"}, f"{name}_sum": labels, f"{name}_count": labels}
    return {name: labels}


def expressions() -> list[str]:
    shown = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    asked = [variable["query"]["query"] for variable in DASHBOARD["templating"]["list"][1:]]
    return [*shown, *asked, *(rule["expr"] for group in ALERTS["groups"] for rule in group["rules"])]


def test_every_metric_that_is_shown_or_watched_exists_with_its_labels():
    known = metrics()
    for expression in expressions():
        used = SELECTOR.findall(expression)
        assert used, f"no metric{{...}} in {expression}"
        assert [name for name, _ in used if name not in known] == [], expression
        for name, selected in used:
            labels = set(re.findall(r"([a-z_]+)\s*(?:=~|!~|!=|=)", selected))
            assert labels <= known[name] | GIVEN_BY_THE_SCRAPE, expression
        possible = set().union(*(known[name] for name, _ in used)) | GIVEN_BY_THE_SCRAPE
        grouped = {label.strip() for found in GROUPED.findall(expression) for label in found.split(",")}
        assert grouped <= possible, expression


def test_each_panel_is_a_panel_of_its_own():
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(ids) == len(set(ids)) > 0
    assert all(panel["targets"] for panel in DASHBOARD["panels"])


def test_whatever_registers_for_http_is_missed_when_it_is_away():
    """log_service_tcp speaks no HTTP: it is not scraped."""
    rule = next(rule for rule in ALERTS["groups"][0]["rules"] if rule["alert"] == "ServiceDown")
    watched = set(re.findall(r'absent\(up\{job="services", service="([a-z_]+)"\}\)', rule["expr"]))
    assert watched == {service.name for service in registry.services()} | {"notification_service_stream"}


def test_the_alert_of_the_audit_log_takes_its_invariants_and_leaves_the_others_theirs():
    """stock_service has an I13 too: that of the ledger."""
    rules = {rule["alert"]: rule["expr"] for rule in ALERTS["groups"][0]["rules"]}
    audit_log = 'gds_invariant_broken{service="log_service", code="I13"}'
    assert rules["ChainBroken"] == f"{audit_log} == 1"
    assert rules["InvariantBroken"] == f"gds_invariant_broken{{}} == 1 unless {audit_log}"


def test_prometheus_finds_consul_the_gateway_and_the_exporter_where_they_listen():
    services, gateway, databases = SCRAPED
    dashboard = registry.infrastructure_ports()["traefik_dashboard"]
    assert gateway["static_configs"] == [{"targets": [f"127.0.0.1:{dashboard}"]}]
    consul = services["consul_sd_configs"][0]["server"]
    assert consul == f"127.0.0.1:{registry.infrastructure_ports()['consul']}"
    assert databases["static_configs"] == [{"targets": [f"127.0.0.1:{exporter.PORT}"]}]


def test_what_verify_prints_becomes_figures():
    said = "ok      I11  every message leaves\nBROKEN  I2   0 <= reserve\n          {'id': 7}\n"
    assert exporter.findings("stock_service", said) == [
        ("stock_service", "I11", "every message leaves", False),
        ("stock_service", "I2", "0 <= reserve", True),
    ]
