"""A path that a service writes into a notification or a mail is one that ui/js/routes.js has."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROUTES = re.findall(r"route\('(/[^']*)'", (ROOT / "ui" / "js" / "routes.js").read_text(encoding="utf-8"))
CODE = [path for path in ROOT.glob("*_service/**/*.py") if not {"tests", "migrations"} & set(path.parts)]
PAPER = [*ROOT.glob("contracts/messages/*.json"), *ROOT.glob("docs/*-api.md")]
VARIABLE = "{}"
TAKES_TOKEN = f"/{VARIABLE}"  # such pages stand in a table of their own, before one has signed in


def links() -> Iterator[tuple[str, str]]:
    """Each path with the file that has it; VARIABLE stands for what is known at run time only."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from ((str(path.relative_to(ROOT)), link) for link in written(node))
    for path in PAPER:
        found = re.findall(r'"lien": ("/[^"]*")', path.read_text(encoding="utf-8"))
        yield from ((str(path.relative_to(ROOT)), json.loads(link)) for link in found)


def written(node: ast.AST) -> Iterator[str]:
    """The text given to `lien`, as an argument, a variable or in a dict, and what stands after UI_URL."""
    for value in values(node):
        text = text_of(value)
        page = text.removeprefix("/#").partition("?")[0]
        if page.startswith("/") and page != TAKES_TOKEN:
            yield page


def values(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.keyword(arg="lien") | ast.Assign(targets=[ast.Name("lien")]):
            return [node.value]
        case ast.Dict():
            return [value for key, value in zip(node.keys, node.values, strict=True) if is_lien(key)]
        case ast.JoinedStr() if ast.unparse(node).startswith("f'{settings.UI_URL}"):
            return [ast.JoinedStr(node.values[1:])]
    return []


def is_lien(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == "lien"


def text_of(value: ast.expr) -> str:
    if isinstance(value, ast.JoinedStr):
        return "".join(text_of(part) for part in value.values)
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    return VARIABLE


def leads(link: str, route: str) -> bool:
    given, wanted = link.split("/"), route.split("/")
    return len(given) == len(wanted) and all(
        step.startswith(":") if part == VARIABLE else part == step
        for part, step in zip(given, wanted, strict=True)
    )


LINKS = sorted(set(links()))


@pytest.mark.parametrize(("file", "link"), LINKS)
def test_a_link_that_a_service_writes_leads_to_a_screen(file, link):
    assert any(leads(link, route) for route in ROUTES), f"{file} writes {link}"


def test_the_links_of_notifications_and_of_mails_are_among_them():
    assert {link for _, link in LINKS} >= {"/notifications/webhooks/{}", "/notifications/preferences"}
