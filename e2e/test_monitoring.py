"""What Prometheus is shown of the databases of the running system."""

import requests

from ops import exporter, registry

SERVICES = {service.name for service in registry.services()}


def families(collector) -> dict[str, list]:
    return {family.name: family.samples for family in collector.collect()}


def test_the_exporter_reads_every_outbox_and_every_invariant(running):
    collector = exporter.Collector(running.instance, registry.present())
    assert families(collector)["gds_invariant_broken"] == []  # nothing was looked at yet
    collector.look()
    shown = families(collector)
    for name in ("gds_outbox_waiting", "gds_outbox_oldest_seconds", "gds_outbox_dead"):
        assert {sample.labels["service"] for sample in shown[name]} == SERVICES
    assert {sample.value for sample in shown["gds_database_up"]} == {1}
    checked = {sample.labels["service"] for sample in shown["gds_invariant_broken"]}
    assert checked == SERVICES | {exporter.BETWEEN}
    chain = [
        sample
        for sample in shown["gds_invariant_broken"]
        if (sample.labels["service"], sample.labels["code"]) == ("log_service", "I13")
    ]
    assert any("chain" in sample.labels["sentence"] for sample in chain)
    assert shown["gds_invariants_checked_timestamp_seconds"][0].value > 0


def test_the_gateway_counts_what_it_answered(running, anonymous):
    anonymous.get("/api/stock/health/")
    shown = requests.get(f"{running.instance.url('traefik_dashboard')}/metrics", timeout=10).text
    assert 'traefik_entrypoint_requests_total{code="200",entrypoint="web",method="GET"' in shown


def test_a_database_that_does_not_answer_is_told_and_the_others_are_shown(running):
    first, *others = registry.present()
    gone = registry.Service(**{**vars(first), "database": "no_such_database"})
    shown = families(exporter.Collector(running.instance, (gone, *others)))
    up = {sample.labels["service"]: sample.value for sample in shown["gds_database_up"]}
    assert up == {first.name: 0, **{service.name: 1 for service in others}}
    assert first.name not in {sample.labels["service"] for sample in shown["gds_outbox_waiting"]}
