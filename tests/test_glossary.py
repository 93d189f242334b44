"""GLOSSARY.md says what the code says: every model with its table, every refusal with its status, every code.

Read from the source, without Django. A word of the page that the code has not is as wrong as one that lacks.
"""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SERVICES = sorted(path.parent for path in ROOT.glob("*_service/manage.py"))
CHASSIS = ROOT / "chassis" / "chassis"
KEEPERS = [*SERVICES, CHASSIS]


@dataclass(frozen=True)
class Class:
    name: str
    bases: tuple[str, ...]
    values: dict[str, str]  # code, title; table of its Meta
    file: Path


def named(keeper: Path) -> str:
    return keeper.name


@cache
def rows(chapter: str, keeper: str) -> dict[str, tuple[str, ...]]:
    """The table below `### keeper` in `## chapter`, by the class; cells without their backticks."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    part = re.split(r"^## ", text, flags=re.MULTILINE)
    body = next(each for each in part if each.startswith(chapter + "\n"))
    sections = dict(each.split("\n", 1) for each in re.split(r"^### ", body, flags=re.MULTILINE)[1:])
    lines = [line for line in sections.get(keeper, "").splitlines() if line.startswith("|")][2:]
    cells = [tuple(cell.strip().strip("`") for cell in line.strip("|").split("|")) for line in lines]
    column = 0 if chapter == "Models" else 2
    assert len({row[column] for row in cells}) == len(cells), "a class is there twice"
    return {row[column]: row for row in cells}


@cache
def classes(keeper: Path) -> list[Class]:
    found = []
    for path in sorted(keeper.rglob("*.py")):
        if {"tests", "migrations", "testing"} & set(path.relative_to(keeper).parts):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                bases = tuple(ast.unparse(base).rpartition(".")[2] for base in node.bases)
                found.append(Class(node.name, bases, _values(node), path))
    return found


def _values(node: ast.ClassDef) -> dict[str, str]:
    """The text constants assigned in the class, its Meta's among them."""
    found = {}
    for each in node.body:
        if isinstance(each, ast.ClassDef) and each.name == "Meta":
            found |= _values(each)
        target = getattr(each, "target", None) or (each.targets[0] if isinstance(each, ast.Assign) else None)
        if isinstance(target, ast.Name) and isinstance(getattr(each, "value", None), ast.Constant):
            found[target.id] = each.value.value
    return found


def refusals(keeper: Path) -> dict[str, Class]:
    """Every class that descends from one of the chassis's kinds and has a code of its own."""
    known = {each.name for each in classes(CHASSIS) if "code" in each.values}
    found: dict[str, Class] = {}
    grown = True
    while grown:  # a refusal may be the base of another, in any order
        fresh = {
            each.name: each
            for each in classes(keeper)
            if "code" in each.values and set(each.bases) & (known | set(found) | {"DomainError"})
        }
        grown, found = len(fresh) > len(found), fresh
    return found


def statuses() -> dict[str, int]:
    """chassis/problem.py's table: kind -> status."""
    tree = ast.parse((CHASSIS / "problem.py").read_text(encoding="utf-8"))
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "STATUS_OF_KIND"
    )
    return {key.attr: value.value for key, value in zip(table.keys, table.values, strict=True)}


def inherited(each: Class, value: dict[str, object]) -> object:
    """What the class, or the nearest of its bases, has in `value` (by the class's name)."""
    if each.name in value:
        return value[each.name]
    for base in each.bases:
        for parent in [*classes(ROOT / each.file.relative_to(ROOT).parts[0]), *classes(CHASSIS)]:
            if parent.name == base:
                found = inherited(parent, value)
                if found is not None:
                    return found
    return None


@pytest.mark.parametrize("keeper", KEEPERS, ids=named)
def test_every_table_is_in_the_glossary_and_no_other(keeper):
    if keeper == CHASSIS:
        tables = {each.values["db_table"] for each in classes(CHASSIS) if "db_table" in each.values}
    else:
        sql = (keeper / "schema.sql").read_text(encoding="utf-8")
        tables = set(re.findall(r'CREATE TABLE "(\w+)"', sql)) - set(_tables("chassis"))
    assert _tables(named(keeper)) == sorted(tables)


def _tables(keeper: str) -> list[str]:
    return sorted(row[1] for row in rows("Models", keeper).values() if row[1])


@pytest.mark.parametrize("keeper", KEEPERS, ids=named)
def test_every_model_stands_beside_its_table(keeper):
    models = {
        each.name: each.values.get("db_table", "")
        for each in classes(keeper)
        if "models" in (each.file.stem, each.file.parent.name)
    }
    said = {name: row[1] for name, row in rows("Models", named(keeper)).items()}
    assert said == models


@pytest.mark.parametrize("keeper", KEEPERS, ids=named)
def test_every_refusal_is_in_the_glossary_with_its_code_status_and_sentence(keeper):
    kinds = statuses()
    expected = {}
    for name, each in refusals(keeper).items():
        titles = {known.name: known.values["title"] for known in _all(keeper) if "title" in known.values}
        title = inherited(each, titles)
        expected[name] = (each.values["code"], str(inherited(each, kinds)), name, title)
    said = {name: row[:4] for name, row in rows("Refusals", named(keeper)).items()}
    assert said == expected


def _all(keeper: Path) -> list[Class]:
    return [*classes(keeper), *classes(CHASSIS)]


def test_codes_that_no_class_has_are_there_too():
    """What Django and the database refuse by themselves gets its code from its status."""
    source = (CHASSIS / "problem.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    table = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "CODE_OF_STATUS"
    )
    given = set(table.values()) | set(re.findall(r'code="(\w+)"', source))
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    assert sorted(code for code in given if f"| `{code}` |" not in text) == []
