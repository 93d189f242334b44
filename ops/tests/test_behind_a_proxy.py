"""A real Traefik behind a proxy that .env names: whose word for client, scheme and host counts."""

import http.client
import json
import shutil
import subprocess

import pytest

from ops import environment, ports, registry, secrets, settings_file, traefik, wait
from ops.instance import Instance
from ops.paths import PYTHON, ROOT

PROXY, STRANGER = "127.0.0.2", "127.0.0.3"  # all of 127.0.0.0/8 is this machine
CLIENT, OTHER_CLIENT = "198.51.100.7", "198.51.100.8"
SETTINGS = f"""
TRUSTED_PROXY_IPS={PROXY}, 10.0.0.0/8
PUBLIC_API_URL=https://api.example.com
RATE_LIMIT_AVERAGE=1
RATE_LIMIT_BURST=3
"""
ROUTE = """
http:
  routers:
    echo: {{rule: Path(`/api/echo/`), priority: 100, entryPoints: [web], middlewares: [api], service: echo}}
  services:
    echo: {{loadBalancer: {{servers: [{{url: "http://127.0.0.1:{port}"}}]}}}}
"""
LISTENING = ("traefik", "traefik_dashboard", "nest", "stock_service")


@pytest.fixture
def instance(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text(SETTINGS)
    monkeypatch.setattr(settings_file, "FILE", tmp_path / ".env")
    offsets = (Instance(tmp_path, offset) for offset in range(12000, 14000, 13))
    free = next(each for each in offsets if all(ports.is_free(each.port(name)) for name in LISTENING))
    free.prepare()
    return free


@pytest.fixture
def gateway(instance):
    """`gateway(PROXY, **headers)`: status and answer of the service to a request from that address."""
    service = registry.service("stock_service")
    secrets.ensure(instance)
    dynamic = instance.state / "dynamic"
    shutil.copytree(traefik.DYNAMIC, dynamic)
    (dynamic / "echo.yml").write_text(ROUTE.format(port=instance.port(service.name)))
    traefik.write_configuration(instance, dynamic)
    echo = [str(PYTHON), str(ROOT / "ops" / "tests" / "echoing_service.py")]
    running = [
        _start(instance, echo, environment.of_service(instance, service)),
        _start(instance, traefik.command(instance), environment.of_gateway(instance)),
    ]
    _wait_until_ready(instance, instance.port(service.name))

    def ask(source: str, **headers: str) -> tuple[int, dict]:
        connection = http.client.HTTPConnection(*_pair(instance), source_address=(source, 0), timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", "/api/echo/", headers=named)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, json.loads(body) if answer.status == 200 else {}

    yield ask
    for process in running:
        process.kill()
        process.wait()


def _start(instance: Instance, command: list[str], values: dict[str, str]) -> subprocess.Popen:
    with (instance.logs / "all.log").open("a") as log:
        return subprocess.Popen(
            command, env=environment.machine() | values, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )


def _wait_until_ready(instance: Instance, port: int) -> None:
    """Without a request that would count against somebody's allowance."""
    gateway = f"{instance.url('traefik_dashboard')}/api/http/routers/echo@file"
    for url in (f"http://127.0.0.1:{port}/api/echo/", gateway):
        wait.until(lambda u=url: wait.http_status(u) == 200, 20, f"no {url}: see {instance.logs}/all.log")


def _pair(instance: Instance) -> tuple[str, int]:
    return "127.0.0.1", instance.port("traefik")


def test_the_word_of_a_trusted_proxy_counts_and_nobody_elses(gateway):
    said = {"X_Forwarded_For": CLIENT, "X_Forwarded_Proto": "https", "Host": "api.example.com"}
    assert gateway(PROXY, **said) == (200, {"client": CLIENT, "url": "https://api.example.com/api/echo/"})
    status, seen = gateway(STRANGER, **said)
    assert (status, seen["url"]) == (200, "http://api.example.com/api/echo/")
    assert seen["client"] != CLIENT


def test_what_a_client_writes_itself_before_its_proxy_counts_for_nothing(gateway):
    _, seen = gateway(PROXY, X_Forwarded_For=f"203.0.113.9, {CLIENT}", X_Forwarded_Proto="https")
    assert seen["client"] == CLIENT


def test_a_name_that_is_not_ours_is_refused(gateway):
    assert gateway(PROXY, Host="evil.example")[0] == 400


def test_each_client_behind_the_proxy_has_an_allowance_of_its_own(gateway):
    refused = [gateway(PROXY, X_Forwarded_For=CLIENT)[0] for _ in range(20)]
    assert 429 in refused
    assert gateway(PROXY, X_Forwarded_For=OTHER_CLIENT)[0] == 200
