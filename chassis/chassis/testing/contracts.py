"""The files of contracts/, read by the tests of both sides."""

import json
from pathlib import Path
from typing import Any

import jsonschema

FOLDER = Path(__file__).resolve().parents[3] / "contracts"


def load(name: str) -> dict[str, Any]:
    """By the path below contracts/, without its suffix."""
    return json.loads((FOLDER / f"{name}.json").read_text())


def check(instance: Any, schema: dict[str, Any]) -> None:
    """`instance` (as JSON would carry it) is what the contract promises; undeclared fields are a mistake."""
    jsonschema.validate(instance, schema, format_checker=jsonschema.FormatChecker())
