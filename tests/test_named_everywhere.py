"""A service that is forgotten in one of the lists of services works, and lacks what that list is for."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ops import cross_checks

ROOT = Path(__file__).parents[1]
REGISTRY = json.loads((ROOT / "consul" / "service-registry.json").read_text(encoding="utf-8"))["services"]
NAMES = {row["name"] for row in REGISTRY}


def named(row: dict) -> str:
    return row["name"]


def constant(path: str, name: str):
    """What a file of tests assigns to a name."""
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == name:
            return ast.literal_eval(node.value)
    raise AssertionError(f"{path} has no {name}")


def test_every_service_is_told_whose_sessions_have_ended():
    """One that is not told goes on taking the tokens of people who were shut out."""
    contract = json.loads((ROOT / "contracts" / "messages" / "sessions.revoke.json").read_text())
    assert set(contract["consumers"]) == NAMES - {contract["publisher"]}


def test_the_doors_of_the_identity_tests_are_those_of_every_service():
    assert set(constant("e2e/test_auth.py", "DOORS")) == NAMES


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


def test_the_audit_log_and_the_trash_have_words_for_what_every_service_tells():
    """log_service's tests compare that list with what each service named in it writes."""
    told = constant("log_service/tests/test_phrases.py", "PUBLIEES")
    assert set(told) == NAMES
    deleted = {
        module
        for service, modules in told.items()
        for module, actions in modules.items()
        if "restaurer" in actions.split() and service != "log_service"
    }
    page = (ROOT / "ui" / "js" / "pages" / "journal" / "corbeille.js").read_text(encoding="utf-8")
    offered = re.search(r"const MODULES = \[([^\]]+)\]", page)[1]
    assert set(re.findall(r"'(\w+)'", offered)) == deleted


def test_the_checks_between_services_know_the_states_that_hold_stock():
    """`commandes.etats` is where they are decided; asked there, as this process is of no service."""
    asked = "from commandes.etats import RESERVANTES; print(*RESERVANTES)"
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT / "commandes_service",
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(cross_checks.MAY_HOLD) == set(answer.stdout.split())
