"""Who knows the README of one service, or the document of one API, finds their way in those of the others."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OWN = "chapters of its own"
README = (
    "What it owns",
    "Endpoints",
    OWN,
    "Where the rules are",
    "SQL queries per route",
    "Whom it calls, who calls it",
    "Settings",
    "Tests",
    "Vocabulary",
)
NOT_IN_EVERY_README = {"Where the rules are", "SQL queries per route"}
API = (
    "Purpose",
    "Installation",
    "Structure",
    "Environment",
    "Permissions",
    "Endpoints",
    "Validation",
    "Errors",
    "Limits and repeating",
    "Logs",
    "How it resists",
    "Roadmap",
)
NOT_IN_EVERY_API = {"How it resists"}


def headings(path: Path) -> list[str]:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^## (.+)$", text, re.MULTILINE)


def documents(pattern: str):
    found = sorted(ROOT.glob(pattern))
    return pytest.mark.parametrize("path", found, ids=[str(each.relative_to(ROOT)) for each in found])


@documents("*_service/README.md")
def test_the_readme_of_each_service_has_the_chapters_of_the_others_in_their_order(path):
    found = headings(path)
    assert set(README) - NOT_IN_EVERY_README - {OWN} <= set(found)
    places = [README.index(each if each in README else OWN) for each in found]
    assert places == sorted(places), found


@documents("docs/*-api.md")
def test_the_document_of_each_api_has_the_chapters_of_the_others_in_their_order(path):
    found = headings(path)
    assert found == [each for each in API if each in found or each not in NOT_IN_EVERY_API]
