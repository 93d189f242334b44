"""What `up` waits for and `status` shows: every instance and every further process, healthy and routed."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from chassis import heartbeat as beats
from chassis import probe
from ops import health, registry, status, wait
from ops.programs import Program

NOTIFICATIONS = registry.service("notification_service")
LOG = registry.service("log_service")
STREAM, TCP = NOTIFICATIONS.processes[0], LOG.processes[0]
ENABLED = {"status": "enabled"}


class Said(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        said = self.server.answers.get(path)
        self.send_response(404 if said is None else 200)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def answers(instance):
    """What Consul, Traefik's API and the routes of Traefik answer: path -> JSON."""
    answers, servers = {}, []
    for part in ("consul", "traefik", "traefik_dashboard"):
        servers.append(ThreadingHTTPServer(("127.0.0.1", instance.port(part)), Said))
        servers[-1].answers = answers
        threading.Thread(target=servers[-1].serve_forever, args=(0.05,), daemon=True).start()
    yield answers
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def whole(instance, answers):
    """Two services with their further processes, as Consul and Traefik tell of them when all is well."""
    for service, process, kind in ((NOTIFICATIONS, STREAM, "http"), (LOG, TCP, "tcp")):
        name = f"{service.name}_{process.name}"
        answers[f"/v1/health/service/{service.name}"] = [_row(instance.port(service.name))]
        answers[f"/v1/health/service/{name}"] = [_row(instance.shifted(process.port))]
        answers[f"/api/{kind}/routers/{name}@consulcatalog"] = ENABLED
        answers[service.public_health] = {"status": "ok"}
    return answers


def _row(port: int) -> dict:
    return {"Service": {"Address": "127.0.0.1", "Port": port}}


@pytest.mark.parametrize("service", [NOTIFICATIONS, LOG], ids=lambda service: service.name)
def test_a_service_is_complete_with_its_further_processes(instance, whole, service):
    assert health.is_complete(instance, service, 1)
    assert not health.is_complete(instance, service, 2)


@pytest.mark.parametrize(
    "missing",
    [
        "/v1/health/service/notification_service",
        "/v1/health/service/notification_service_stream",
        "/api/http/routers/notification_service_stream@consulcatalog",
        "/api/notifications/health/",
    ],
)
def test_it_is_not_while_one_of_them_is_away_or_not_routed(instance, whole, missing):
    del whole[missing]
    assert not health.is_complete(instance, NOTIFICATIONS, 1)


def test_a_route_that_traefik_refused_is_none(instance, whole):
    whole["/api/tcp/routers/log_service_tcp@consulcatalog"] = {"status": "disabled"}
    assert not health.is_complete(instance, LOG, 1)


@pytest.fixture
def started(supervisor):
    names = ["notification_service", "notification_service-worker", "notification_service-stream"]
    names += ["log_service-tcp"]
    supervisor.apply([Program(name, ["sleep", "1000"], Path("/")) for name in names])
    supervisor.start(names)
    wait.until(lambda: all(row["statename"] == "RUNNING" for row in supervisor.processes()), 10, "no start")
    heartbeat(supervisor.instance).parent.mkdir(parents=True)
    heartbeat(supervisor.instance).touch()
    return supervisor.instance


def heartbeat(instance) -> Path:
    return instance.state / "services" / "notification_service-worker" / beats.FILE


def lines(capsys) -> dict[str, str]:
    return {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line}


def test_status_tells_of_every_process_that_registers_itself(started, whole, capsys):
    assert status.run(started) == 0
    said = lines(capsys)
    for name in ("notification_service", "notification_service-stream", "log_service-tcp"):
        assert said[name].endswith("MB healthy / routed")
    assert said["notification_service-worker"].endswith("goes round")


def test_a_worker_is_looked_at_as_its_container_does():
    assert probe.OLD_SECONDS == health.OLD_HEARTBEAT_SECONDS


@pytest.mark.parametrize("last", [health.OLD_HEARTBEAT_SECONDS + 1, None])
def test_status_fails_when_a_worker_goes_round_no_more(started, whole, capsys, last):
    if last is None:
        heartbeat(started).unlink()
    else:
        os.utime(heartbeat(started), (0, time.time() - last))
    assert status.run(started) == 1
    assert lines(capsys)["notification_service-worker"].endswith("HANGS")


def test_status_fails_when_a_further_process_is_not_routed(started, whole, capsys):
    del whole["/api/tcp/routers/log_service_tcp@consulcatalog"]
    del whole["/v1/health/service/notification_service_stream"]
    assert status.run(started) == 1
    said = lines(capsys)
    assert said["log_service-tcp"].endswith("healthy / NOT ROUTED")
    assert said["notification_service-stream"].endswith("NOT HEALTHY / routed")


def test_status_shows_the_memory_alone_when_asked(started, capsys):
    assert status.run(started, memory_only=True) == 0
    said = lines(capsys)
    assert float(said["log_service-tcp"].split()[1]) > 0
    assert said["total"].endswith("MB (PSS)")


def test_status_of_what_does_not_run(instance, capsys):
    assert status.run(instance) == 1
    assert "start it with ./stack up" in capsys.readouterr().out
