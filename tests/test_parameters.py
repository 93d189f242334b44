"""What the page of the central configuration says of each value, to people who read French or English."""

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# no Django here: the declarations are read, not run
DECLARATIONS = {
    (path.parents[1].name, call.args[0].value): {each.arg: each.value for each in call.keywords}
    for path in sorted(ROOT.glob("*_service/config/parametres.py"))
    for call in ast.walk(ast.parse(path.read_text()))
    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "parameter"
}


@pytest.mark.parametrize("declared", DECLARATIONS, ids=".".join)
def test_a_parameter_is_described_in_french_and_in_english(declared):
    said = {each: ast.literal_eval(DECLARATIONS[declared][each]) for each in ("about", "about_fr")}
    for sentence in said.values():
        assert sentence.endswith(".") and sentence[0].isupper(), sentence
    assert said["about"] != said["about_fr"]


def test_every_value_in_git_is_one_that_a_service_declares():
    in_git = {
        (path.stem, key) for path in ROOT.glob("consul/config/*.json") for key in json.loads(path.read_text())
    }
    assert in_git and in_git <= set(DECLARATIONS)
