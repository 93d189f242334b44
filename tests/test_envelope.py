"""contracts/README.md shows the structure of messages as the chassis builds it."""

import ast
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_envelope_on_paper_has_the_fields_of_the_one_that_is_sent():
    tree = ast.parse((ROOT / "chassis" / "chassis" / "messages" / "envelope.py").read_text())
    [build] = [node for node in tree.body if getattr(node, "name", "") == "build"]
    sent = [key.value for key in build.body[-1].value.keys]
    page = (ROOT / "contracts" / "README.md").read_text()
    [example] = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert list(json.loads(example)) == sent
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == sent
