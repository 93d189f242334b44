"""docs/operations.md says what the code says: each setting and its default, each port, each central value."""

import json
import re

from ops import cli, exporter, registry
from ops.paths import ROOT
from ops.tests.documented_settings import chapter, documented, read_by_the_code, table

# their default is a name of the code, or a constant that says "none"
WORDS = {"required", "none", "by service", "found", "asked", "none (AWS)", "the usual ones"}


def test_every_setting_is_documented_and_no_other():
    assert sorted(documented()) == sorted(read_by_the_code())


def test_defaults_are_those_of_the_code():
    said = documented()
    for name, default in read_by_the_code().items():
        if default and said[name] not in WORDS:
            assert said[name].strip("`") == default, name


def test_every_port_is_in_the_table_with_its_process():
    expected = {(port, name) for name, port in _infrastructure()} | {(exporter.PORT, "exporter")}
    for service in registry.services():
        expected.add((service.port, service.name))
        expected |= {(process.port, f"{service.name}-{process.name}") for process in service.processes}
    said = {
        (int(port), row[1].strip("`"))
        for row in table(chapter("What runs where"))
        if row[0][0].isdigit()
        for port in row[0].split(", ")
    }
    assert said == expected


def _infrastructure() -> list[tuple[str, int]]:
    """By the process that listens: several ports are one process's."""
    process = {"traefik_dashboard": "traefik", "nest": "traefik", "smtp": "mail", "postgresql": "postgres"}
    process |= {"consul_serf": "consul", "consul_server": "consul"}
    return [(process.get(name, name), port) for name, port in registry.infrastructure_ports().items()]


def test_every_central_value_is_in_the_table():
    text = chapter("Central configuration")
    for file in sorted((ROOT / "consul" / "config").glob("*.json")):
        for key in json.loads(file.read_text(encoding="utf-8")):
            family = f"{key.split('_')[0]}_*"  # `vendeur_*`
            assert re.search(rf"`(?:{file.stem}/)?(?:{key}|{re.escape(family)})`", text), f"{file.stem}/{key}"


def test_the_tables_that_commands_and_alerts_point_to_exist():
    alerts = (ROOT / "docs" / "monitoring" / "alerts.yml").read_text(encoding="utf-8")
    for file, heading in re.findall(r"(docs/[a-z]+\.md), ([^\"]+)\"", alerts):
        assert f"\n## {heading}\n" in (ROOT / file).read_text(encoding="utf-8")


def test_every_command_and_option_of_stack_is_in_the_table():
    said = {}
    for row in table(chapter("Installing")):
        command = re.match(r"`\./stack ([a-z]+)(.*)`", row[0])
        if command:
            said[command[1]] = set(re.findall(r"--?[a-z-]+", command[2]))
    commands = next(action.choices for action in cli.parser()._actions if action.choices)
    assert said.keys() == commands.keys()
    for name, parser in commands.items():
        options = {each.option_strings[0] for each in parser._actions if each.option_strings} - {"-h"}
        assert said[name] == options, name
