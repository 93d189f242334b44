"""The settings as docs/operations.md has them, and as the code reads them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ops import registry
from ops.paths import ROOT

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
# how the tables of the chapter are introduced
BOTH = "In `.env`"
CONTAINERS = "In `.env`, for containers alone."
GIVEN = "What both launchers give to each process themselves"
SHELL = "What `./stack` itself reads"

READERS = {"text", "integer", "names", "folder", "smtp"}  # of chassis.env
# given by the runner to its own processes, by Django, or by tests: nobody sets them
INTERNAL = {
    "DJANGO_SETTINGS_MODULE",
    "PROMETHEUS_MULTIPROC_DIR",
    "FAIL_POINT",
    "GDS_THROWN_AWAY",
    "XDG_CACHE_HOME",
}
NOT_RUN = {"tests", "testing", "node_modules"}


def chapter(title: str) -> str:
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def table(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@cache
def tables() -> dict[str, dict[str, str]]:
    """Introduction -> the settings below it, each with its default as written."""
    parts = re.split(r"^\*\*(.+?)\*\*", chapter("Settings"), flags=re.MULTILINE)
    return {lead: dict(_settings(part)) for lead, part in zip(parts[1::2], parts[2::2], strict=True)}


def _settings(part: str) -> Iterator[tuple[str, str]]:
    for row in table(part):
        for name in re.findall(r"`(?:<SERVICE>)?([A-Z_][A-Z0-9_]+)`", row[0]):
            names = [name]
            if name.startswith("_"):  # one for each service
                names = [service.name.upper() + name for service in registry.services()]
            yield from ((each, row[1]) for each in names)


def documented() -> dict[str, str]:
    return {name: default for settings in tables().values() for name, default in settings.items()}


def read_by_the_code() -> dict[str, str | None]:
    """Each variable that something reads -> its default where that is a constant."""
    found: dict[str, str | None] = {}
    for folder in ("chassis/chassis", "ops", "ui", *(service.folder.name for service in registry.present())):
        found |= read_below(ROOT / folder)
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name, default in re.findall(r"\$\{(\w+):-([^}$]*)", text):
        found.setdefault(name, default or None)
    for name, default in read_by_templates().items():
        found[name] = default or found.get(name)
    return {name: default for name, default in found.items() if name not in INTERNAL}


@cache
def read_below(folder: Path) -> dict[str, str | None]:
    """By the Python code of a folder."""
    found: dict[str, str | None] = {}
    for path in sorted(folder.rglob("*.py")):
        if not NOT_RUN & set(path.relative_to(folder).parts):
            found |= _read_in(path)
    return found


@cache
def read_by_templates() -> dict[str, str | None]:
    """By the templates that Traefik reads."""
    found: dict[str, str | None] = {}
    for path in sorted((ROOT / "traefik" / "dynamic").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        for name, default in re.findall(r'env "(\w+)"(?: \| default "([^"]*)")?', text):
            found[name] = default or found.get(name)
    return found


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
