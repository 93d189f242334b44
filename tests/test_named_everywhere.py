"""A service that is forgotten in one of the lists of services works, and lacks what that list is for."""

import ast
import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REGISTRY = json.loads((ROOT / "consul" / "service-registry.json").read_text(encoding="utf-8"))["services"]
NAMES = {row["name"] for row in REGISTRY}


def named(row: dict) -> str:
    return row["name"]


def test_every_service_is_told_whose_sessions_have_ended():
    """One that is not told goes on taking the tokens of people who were shut out."""
    contract = json.loads((ROOT / "contracts" / "messages" / "sessions.revoke.json").read_text())
    assert set(contract["consumers"]) == NAMES - {contract["publisher"]}


def test_the_doors_of_the_identity_tests_are_those_of_every_service():
    tree = ast.parse((ROOT / "e2e" / "test_auth.py").read_text(encoding="utf-8"))
    doors = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "DOORS"
    )
    assert set(ast.literal_eval(doors)) == NAMES


def test_the_style_check_takes_the_code_of_every_service_for_ours():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ours = set(settings["tool"]["ruff"]["lint"]["isort"]["known-first-party"])
    assert ours == {"chassis", "config"} | {row["app"] for row in REGISTRY}


@pytest.mark.parametrize("row", REGISTRY, ids=named)
def test_a_service_has_its_page_for_who_changes_it_and_for_who_calls_it(row):
    page = f"docs/{row['name'].removesuffix('_service')}-api.md"
    assert (ROOT / row["folder"] / "README.md").exists()
    assert (ROOT / page).exists()
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    table = next((line for line in lines if line.startswith(f"| {row['name']} |")), "")
    assert f"| {row['port']} |" in table and f"]({row['folder']}/README.md)" in table
    assert any(f"]({page})" in line for line in lines)
