"""python -m ops.exporter: figures for Prometheus that lie in the databases, of the running local system.

A service's own /metrics tell of its requests. How long a message has been waiting, and whether an invariant
is broken, is still true when no process of the service runs: so it is read from outside.
"""

import argparse
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg2
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily

from ops import cross_checks, databases, django_command, instance, registry
from ops.instance import Instance
from ops.registry import Service

PORT = 8190  # plus GDS_PORT_OFFSET
EVERY_SECONDS = 300
BETWEEN = "between services"
LINE = re.compile(r"^(ok|BROKEN) +(\S+) +(.+)$", re.MULTILINE)  # what `manage.py verifier` prints

OUTBOX = """
    SELECT count(*) FILTER (WHERE dead_at IS NULL),
           count(*) FILTER (WHERE dead_at IS NOT NULL),
           coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE dead_at IS NULL)), 0)
      FROM outbox WHERE sent_at IS NULL"""

Finding = tuple[str, str, str, bool]  # service, code, sentence, whether it is broken


class Collector:
    """The outbox is read at each scrape, the invariants are those of the last look."""

    def __init__(self, running: Instance, services: tuple[Service, ...]):
        self._instance = running
        self._services = services
        self.findings: list[Finding] = []
        self.looked_at = 0.0

    def collect(self) -> Iterator[GaugeMetricFamily]:
        reached = GaugeMetricFamily("gds_database_up", "Whether the database answered", labels=["service"])
        waiting = GaugeMetricFamily("gds_outbox_waiting", "Messages not delivered yet", labels=["service"])
        dead = GaugeMetricFamily("gds_outbox_dead", "Messages given up", labels=["service"])
        oldest = GaugeMetricFamily("gds_outbox_oldest_seconds", "Age of the oldest one", labels=["service"])
        for service in self._services:
            figures = _outbox(self._instance, service)
            reached.add_metric([service.name], float(figures is not None))
            for family, value in zip((waiting, dead, oldest), figures or (), strict=False):
                family.add_metric([service.name], float(value))
        broken = GaugeMetricFamily(
            "gds_invariant_broken", "1: rows break it", labels=["service", "code", "sentence"]
        )
        for name, code, sentence, is_broken in self.findings:
            broken.add_metric([name, code, sentence], float(is_broken))
        looked = GaugeMetricFamily(
            "gds_invariants_checked_timestamp_seconds", "When the invariants were last checked"
        )
        looked.add_metric([], self.looked_at)
        yield from (reached, waiting, dead, oldest, broken, looked)

    def look(self) -> None:
        """What `./stack verify` looks at. A service that cannot be asked keeps what was last found."""
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(self._asked, self._services))
        between = [
            (BETWEEN, check.code, check.sentence, bool(check.broken_rows(self._instance)))
            for check in cross_checks.ALL
        ]
        self.findings = [*(each for rows in found for each in rows), *between]
        if all(found):
            self.looked_at = time.time()

    def _asked(self, service: Service) -> list[Finding]:
        said = django_command.run(self._instance, service, "verifier").stdout
        found = findings(service.name, said)
        return found or [each for each in self.findings if each[0] == service.name]


def findings(service: str, said: str) -> list[Finding]:
    """`manage.py verifier`'s lines as data."""
    return [(service, code, sentence, state == "BROKEN") for state, code, sentence in LINE.findall(said)]


def _outbox(running: Instance, service: Service) -> tuple | None:
    try:
        connection = databases.connect(running, service)
    except psycopg2.OperationalError:
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute(OUTBOX)
            return cursor.fetchone()
    except psycopg2.Error:
        return None
    finally:
        connection.close()


def serve(running: Instance, every: float, wait: Callable[[float], None] = time.sleep) -> None:
    registered = CollectorRegistry()
    collector = Collector(running, registry.present())
    registered.register(collector)
    start_http_server(running.shifted(PORT), addr="127.0.0.1", registry=registered)
    print(f"http://127.0.0.1:{running.shifted(PORT)}/metrics", flush=True)
    while True:
        try:
            collector.look()
        except psycopg2.OperationalError as error:
            print(f"the invariants were not checked: {error}", flush=True)
        wait(every)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m ops.exporter", description=__doc__)
    options.add_argument("--every", type=float, default=EVERY_SECONDS, help="seconds between two looks")
    try:
        serve(instance.current(), options.parse_args().every)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
