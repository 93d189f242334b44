"""What the tests against the whole system measure is told when they end, by the names of the document."""

import ast
import os
import subprocess
from collections.abc import Iterator

from ops.paths import PYTHON, ROOT
from ops.tests.documented_settings import chapter, table

E2E = ROOT / "e2e"
RUN = """
def test_one(figures):
    figures.seconds("a process is back", 6.26, "traefik")
    figures.seconds("a process is back", 1.5, "consul")
    figures.count("cells", 1000, "auth_service")
    figures.count("cells", 308, "log_service")
"""


def test_the_figures_of_a_run_that_passes_are_printed(tmp_path):
    (tmp_path / "test_run.py").write_text(RUN)
    command = [str(PYTHON), "-m", "pytest", "-q", "-p", "conftest", "-p", "no:cacheprovider", str(tmp_path)]
    paths = {"PYTHONPATH": os.pathsep.join([str(E2E), str(ROOT)])}
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **paths}, capture_output=True, text=True)
    assert "a process is back: 1.5 to 6.3 s (traefik 6.3, consul 1.5)" in done.stdout, done.stdout
    assert "cells: 1,308 (auth_service 1,000, log_service 308)" in done.stdout


def measured() -> Iterator[str]:
    """The name of every figure that a test tells."""
    for path in E2E.rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("figures.seconds", "figures.count"):
                name = node.args[0]
                yield name.value if isinstance(name, ast.Constant) else constants[name.id]


def test_each_figure_that_a_test_run_is_named_for_is_told_by_it():
    command, said = "", set()
    for what, _, written in table(chapter("Figures"))[1:]:
        command = command if written == "the same" else written
        if "./stack test" in command:
            said.add(what.replace("`", ""))
    assert said
    assert said <= set(measured())
