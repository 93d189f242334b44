"""The instance of docker-compose.yml: the same modules, with each part on a host of its own."""

import os
import re
import stat
import subprocess
import sys

import pytest
import yaml

from chassis import heartbeat
from ops import containers, databases, registry, secrets, traefik
from ops.instance import Instance
from ops.paths import ROOT
from ops.tests.documented_settings import chapter

COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_parts_are_reached_by_their_name_and_the_rest_on_this_machine(tmp_path):
    here = containers.instance(tmp_path)
    assert here.url("consul") == "http://consul:8500"
    assert here.url("traefik") == "http://traefik:8090"
    assert here.address("postgresql") == "postgres:5432"
    assert Instance(tmp_path).address("postgresql") == "127.0.0.1:15432"


def test_every_host_is_a_service_of_the_compose_file():
    for address in containers.HOSTS.values():
        assert f"\n  {address.split(':')[0]}:\n" in COMPOSE


def test_traefik_is_reached_from_outside_its_container():
    text = containers.gateway(containers.instance())
    assert 'address: "0.0.0.0:8090"' in text
    assert 'address: "0.0.0.0:8091"' in text
    assert 'address: "consul:8500"' in text
    assert 'directory: "/etc/traefik/dynamic"' in text
    assert "127.0.0.1" not in text


def test_traefik_of_the_runner_stays_on_the_loopback(tmp_path):
    assert "0.0.0.0" not in traefik.configuration(Instance(tmp_path))


def test_services_are_told_the_host_of_postgresql(tmp_path):
    here = containers.instance(tmp_path)
    service = registry.service("stock_service")
    databases._write_urls(here, service)
    for file, role in (("app_url", "stock_app"), ("owner_url", "stock_owner")):
        url = (here.secrets / service.name / file).read_text()
        assert re.fullmatch(rf"postgresql://{role}:[0-9a-f]+@postgres:5432/stock", url)


def test_the_postgres_image_reads_its_password_and_no_other_secret(tmp_path):
    for _ in range(2):
        containers.make_secrets(tmp_path)
    file = tmp_path / "database_password" / "postgres"
    assert file.read_text() == secrets.text(Instance(tmp_path), "postgres_password")
    assert stat.S_IMODE(file.stat().st_mode) == 0o444
    kept = [path for path in (tmp_path / "secrets").rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


@pytest.mark.parametrize("service", registry.services(), ids=lambda service: service.name)
def test_the_compose_file_has_each_service_with_its_port_and_health(service):
    name = service.name.replace("_", "-")
    for kind in ("", "-migrations", "-worker"):
        assert f"\n  {name}{kind}:\n" in COMPOSE
    assert f"SERVICE_PORT: {service.port}\n" in COMPOSE
    assert f"http://127.0.0.1:{service.port}{service.health}" in COMPOSE


@pytest.mark.parametrize(
    ("service", "process"),
    [(service, process) for service in registry.services() for process in service.processes],
    ids=lambda each: each.name,
)
def test_each_further_process_is_a_container_with_its_own_health(service, process):
    part = yaml.safe_load(COMPOSE)["services"][f"{service.name.replace('_', '-')}-{process.name}"]
    asked = " ".join(part["healthcheck"]["test"])
    assert re.search(rf"127\.0\.0\.1(:|', ){process.port}\b", asked), asked


@pytest.mark.parametrize("service", registry.services(), ids=lambda service: service.name)
def test_the_health_of_a_worker_is_that_it_goes_round(service):
    part = yaml.safe_load(COMPOSE)["services"][f"{service.name.replace('_', '-')}-worker"]
    file = f"{part['environment']['STATE_DIR']}/{heartbeat.FILE}"
    assert part["healthcheck"]["test"] == ["CMD", "python", "-m", "chassis.probe", file]


def test_whatever_is_kept_running_has_a_health_check():
    parts = yaml.safe_load(COMPOSE)["services"].items()
    assert {name for name, part in parts if part["restart"] != "no" and "healthcheck" not in part} == set()


@pytest.mark.parametrize("service", registry.services(), ids=lambda service: service.name)
def test_each_service_gets_its_own_secrets_and_is_waited_for(service):
    """The volume is made, filled by the first steps, and starts as a folder that the user may write to."""
    compose = yaml.safe_load(COMPOSE)
    parts, short = compose["services"], service.name.removesuffix("_service")
    name, folder = service.name.replace("_", "-"), f"/state/secrets/{service.name}"
    assert f"secrets-{short}" in compose["volumes"]
    assert f"secrets-{short}:{folder}" in parts["secrets"]["volumes"]
    assert folder in re.split(r"\s+", DOCKERFILE)
    for kind in ("", "-migrations", "-worker"):
        part = parts[name + kind]
        assert part["build"]["args"] == {"SERVICE": service.name}
        own = {f"secrets-{short}:{folder}:ro", "public-keys:/state/secrets/public_keys:ro"}
        assert own <= set(part["volumes"])
        role = "owner" if kind == "-migrations" else "app"
        assert part["environment"]["DATABASE_URL_FILE"] == f"{folder}/{role}_url"
        assert {part["environment"][f"{key}_FILE"] for key in ("DJANGO_SECRET_KEY", "SERVICE_KEY")} == {
            f"{folder}/django_secret_key",
            f"{folder}/service_key.pem",
        }
    assert parts["demo"]["depends_on"][name] == {"condition": "service_healthy"}


def test_the_backup_of_containers_has_every_volume_that_cannot_be_made_again():
    text = chapter("Backup and restore").split("for volume in ")[1].split("; do")[0]
    saved = text.replace("\\", "").split()
    made_otherwise = {"postgres-data", "consul-data", "traefik-configuration"}
    assert sorted(saved) == sorted(yaml.safe_load(COMPOSE)["volumes"].keys() - made_otherwise)


def test_the_steps_need_nothing_of_the_local_runner():
    """Their image has requirements/base.txt alone."""
    script = "import sys, ops.containers; sys.exit('supervisor' in sys.modules or 'yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=os.environ)
    assert done.returncode == 0
