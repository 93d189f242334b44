"""The README's diagram shows who calls and who tells whom: what contracts/ say, no more and no less."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVICES = ("auth", "pieces", "stock", "commandes", "notification", "log")
OWNERS = {"auth", "pieces", "stock", "commandes", "notification"}  # of what may be in the trash
EDGE = re.compile(r"^  (?P<of>[a-z &]+?) (?P<arrow>--|==>)(?P<rest>.*)$", re.MULTILINE)


def short(names) -> set[str]:
    return {name.removesuffix("_service") for name in names}


def drawn(arrow: str) -> set[tuple[str, str]]:
    diagram = (ROOT / "README.md").read_text(encoding="utf-8").split("```mermaid")[1].split("```")[0]
    edges = set()
    for edge in EDGE.finditer(diagram):
        end = re.split(r"-->|\|", edge["rest"])[-1]
        if edge["arrow"] == arrow:
            edges |= {(one, other) for one in edge["of"].split(" & ") for other in end.strip().split(" & ")}
    return {(one, other) for one, other in edges if one in SERVICES and other in SERVICES}


def contracts(kind: str) -> list[dict]:
    return [json.loads(path.read_text()) for path in (ROOT / "contracts" / kind).glob("*.json")]


def test_the_thin_arrows_are_the_calls():
    called = set()
    for each in contracts("calls"):
        owners = OWNERS if each["provider"] == "the owner of the module" else short([each["provider"]])
        called |= {(one, owner) for one in short(each["consumers"]) for owner in owners}
    assert drawn("--") == called


def test_the_thick_arrows_are_the_messages():
    told = set()
    for each in contracts("messages"):
        publishers = re.findall(r"\w+_service", str(each["publisher"]))
        publishers = short(publishers) if publishers else set(SERVICES)
        told |= {(one, other) for one in publishers for other in short(each["consumers"]) if one != other}
    assert drawn("==>") == told
