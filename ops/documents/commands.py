"""Every `./stack ...` and `manage.py ...` of a document can be typed: command, options, area, measurement."""

import argparse
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.core.management import find_commands, get_commands

from ops import bench, cli, testing
from ops.documents.markdown import Document

STACK = re.compile(r"\./stack +([a-z]\w*)([^;&#`\n)]*)")
MANAGE = re.compile(r"manage\.py +([a-z]\w*)")
OPTION = re.compile(r"(?<!\S)\[?(--?[a-z][a-z-]*)")


def problems(document: Document, root: Path) -> Iterator[str]:
    for number, code in document.code():
        for command, rest in STACK.findall(code):
            for problem in _problems_of(command, rest):
                yield f"{document.where(number)}: ./stack {command}{rest.rstrip()}: {problem}"
        for command in MANAGE.findall(code):
            if command not in _management_commands(root):
                yield f"{document.where(number)}: there is no manage.py {command}"


def _problems_of(command: str, rest: str) -> Iterator[str]:
    known = _parsers()
    if command not in known:
        yield "there is no such command"
        return
    first = rest.split()[0] if rest.split() else ""
    options = set(OPTION.findall(rest))
    if command == "bench" and re.fullmatch(r"\w+", first):
        file = bench.FOLDER / f"{first}.py"
        if not file.exists():
            yield f"there is no measurement {first}"
            return
        # the options that measurements share are declared in what they import
        shared = [
            path for path in bench.FOLDER.glob("_*.py") if path.stem in file.read_text(encoding="utf-8")
        ]
        source = "".join(path.read_text(encoding="utf-8") for path in [file, *shared])
        yield from (f"bench/{first}.py has no {each}" for each in options if f'"{each}"' not in source)
        return
    if command == "test" and re.fullmatch(r"\w+", first) and rest.startswith(f" {first}"):
        areas = {part.area for part in testing.parts()}
        if first not in areas:
            yield f"there is no area {first}"
    yield from (f"it has no {each}" for each in sorted(options - set(known[command]._option_string_actions)))


@cache
def _parsers() -> dict[str, argparse.ArgumentParser]:
    actions = cli.parser()._actions
    return next(each.choices for each in actions if isinstance(each, argparse._SubParsersAction))


@cache
def _management_commands(root: Path) -> set[str]:
    """Django's own, the chassis's, and those of each service."""
    ours = {name for folder in root.glob("*/*/management") for name in find_commands(str(folder))}
    return set(get_commands()) | ours
