"""The files of traefik/ and consul/ agree with the registry of the services."""

import json
import re
from pathlib import Path

from ops import registry, traefik
from ops.instance import Instance
from ops.paths import ROOT

FALLBACK = (ROOT / "traefik" / "dynamic" / "fallback.yml").read_text(encoding="utf-8")


def test_the_fallback_answers_for_every_prefix_of_every_service():
    rule = FALLBACK.split("service-vanished:")[1].split("priority:")[0]
    covered = set(re.findall(r"PathPrefix\(`([^`]+)`\)", rule))
    assert covered == {prefix for service in registry.services() for prefix in service.prefixes}


def test_each_service_of_the_registry_matches_its_own_settings():
    for service in registry.present():
        settings = (service.folder / "config" / "settings.py").read_text(encoding="utf-8")
        assert f'"{service.name}"' in settings
        for prefix in service.prefixes:
            assert f'"{prefix}"' in settings, f"{service.name} does not declare {prefix}"


def test_health_is_below_the_first_prefix():
    for service in registry.services():
        assert service.health == service.prefixes[0] + "health/ready/"


def test_ports_are_all_different():
    ports = [*registry.infrastructure_ports().values(), *(service.port for service in registry.services())]
    assert len(ports) == len(set(ports))


def test_traefik_gets_the_addresses_of_its_instance():
    text = traefik.configuration(Instance(state=Path("/nowhere"), offset=1000))
    assert '"127.0.0.1:9090"' in text
    assert '"127.0.0.1:9500"' in text
    assert "127.0.0.1:8090" not in text


def test_central_configuration_is_flat_and_of_known_services():
    names = {service.name for service in registry.services()}
    for file in (ROOT / "consul" / "config").glob("*.json"):
        assert file.stem in names
        values = json.loads(file.read_text(encoding="utf-8"))
        assert all(isinstance(value, int | float | str | bool | list) for value in values.values()), file.name
