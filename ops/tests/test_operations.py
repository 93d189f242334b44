"""docs/operations.md says what the code says: each setting and its default, each port, each central value."""

import ast
import json
import re
from pathlib import Path

from ops import cli, registry
from ops.paths import ROOT

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
READERS = {"text", "integer", "names", "folder", "smtp"}  # of chassis.env
# given by the runner to its own processes, by Django, or by tests: nobody sets them
INTERNAL = {
    "DJANGO_SETTINGS_MODULE",
    "PROMETHEUS_MULTIPROC_DIR",
    "FAIL_POINT",
    "GDS_THROWN_AWAY",
    "XDG_CACHE_HOME",
}
# their default is a name of the code, or a constant that says "none"
WORDS = {"required", "none", "by service", "found", "asked", "none (AWS)", "the usual ones"}


def chapter(title: str) -> str:
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def table(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def documented() -> dict[str, str]:
    """Each setting of the tables -> its default as written."""
    rows = [row for row in table(chapter("Settings")) if row[0].startswith("`")]
    return {name: row[1] for row in rows for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", row[0])}


def read_by_the_code() -> dict[str, str | None]:
    """Each variable that something reads -> its default where that is a constant."""
    found: dict[str, str | None] = {}
    for folder in ("chassis/chassis", "ops", "ui", *(service.folder.name for service in registry.present())):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not {"tests", "testing", "node_modules"} & set(path.parts):
                found |= _read_in(path)
    for path in [ROOT / "docker-compose.yml", *sorted((ROOT / "traefik" / "dynamic").glob("*.yml"))]:
        text = path.read_text(encoding="utf-8")
        for name, default in re.findall(r"\$\{(\w+):-([^}$]*)\}", text):
            found.setdefault(name, default or None)
        for name, default in re.findall(r'env "(\w+)"(?: \| default "([^"]*)")?', text):
            found[name] = default or found.get(name)
    return {name: default for name, default in found.items() if name not in INTERNAL}


def _read_in(path: Path) -> dict[str, str | None]:
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name, default = None, None
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            name = node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            owner = ast.unparse(node.func.value)
            if (owner == "env" and node.func.attr in READERS) or (owner, node.func.attr) == (
                "os.environ",
                "get",
            ):
                name, default = node.args[0], node.args[1] if len(node.args) > 1 else None
        if isinstance(name, ast.Constant) and re.fullmatch(r"[A-Z][A-Z0-9_]+", str(name.value)):
            found[name.value] = str(default.value) if isinstance(default, ast.Constant) else None
    return found


def test_every_setting_is_documented_and_no_other():
    assert sorted(documented()) == sorted(read_by_the_code())


def test_defaults_are_those_of_the_code():
    said = documented()
    for name, default in read_by_the_code().items():
        if default and said[name] not in WORDS:
            assert said[name].strip("`") == default, name


def test_the_example_file_names_settings_that_exist():
    named = re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M)
    assert named
    assert set(named) <= set(documented())


def test_every_port_is_in_the_table_with_its_process():
    expected = {(port, name) for name, port in _infrastructure()}
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
