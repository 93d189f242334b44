"""Every file and every test that a document names in backticks exists.

A span is taken for a path when it ends like a file of this repository (`mouvements.py`,
`config/settings.py`) or is a folder below one of its top folders (`ops/tests/`). It may be written from the
root, from the document's folder or from anywhere between: it exists when some file's path ends with it.
"""

import ast
import fnmatch
import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from ops.documents.markdown import Document

ENDINGS = "py|md|json|js|mjs|css|html|yml|yaml|toml|sql|in|ini|png"
FILE = re.compile(rf"(?:\./)?((?:[\w.@*-]+/)*[\w.*-]+\.(?:{ENDINGS}))(?:::?(\w+(?:::\w+)*)(?:\[.*\])?)?")
FOLDER = re.compile(r"((?:[\w.*-]+/)+)")
TEST = re.compile(r"test_\w+")
SKIPPED = {"node_modules", "__pycache__", ".git", ".venv", ".stack", "vendor"}
# made at run time, or an example of a name: not files of the repository
MADE = {".stack/demo.json", "demo.json", "addresses.json", "jwks.json", "ui/vendor/"}


class Repository:
    def __init__(self, root: Path):
        self.root = root

    @cached_property
    def files(self) -> list[str]:
        """From the root, "/" before each: whatever is there, but what tools and running leave behind."""
        found = []
        for folder, below, names in os.walk(self.root):
            below[:] = [each for each in below if each not in SKIPPED]
            found += [f"/{Path(folder, name).relative_to(self.root)}" for name in [*names, *below]]
        return found

    @cached_property
    def top(self) -> set[str]:
        return {path.name for path in self.root.iterdir() if path.is_dir()} - SKIPPED

    @cached_property
    def tests(self) -> set[str]:
        """The name of every test function."""
        paths = [self.root / each[1:] for each in self.files if re.search(r"/test_\w+\.py$", each)]
        return {name for path in paths for name in functions(path)}

    def matching(self, name: str) -> list[str]:
        pattern = "/" + re.sub(r"^(?:\.\./)+", "", name).strip("/")
        if "*" in pattern:
            return [each for each in self.files if fnmatch.fnmatch(each, "*" + pattern)]
        return [each for each in self.files if each.endswith(pattern)]


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def problems(document: Document, repository: Repository) -> Iterator[str]:
    for number, span in document.code():
        for problem in _of_span(span, repository):
            yield f"{document.where(number)}: {problem}"


def _of_span(span: str, repository: Repository) -> Iterator[str]:
    if TEST.fullmatch(span) and not repository.matching(span) and span not in repository.tests:
        yield f"there is no test {span}"
    file = FILE.fullmatch(span)
    if file and file[1] not in MADE:
        found = repository.matching(file[1])
        if not found:
            yield f"there is no {file[1]}"
        elif file[2]:
            wanted = set(file[2].split("::"))
            if not any(wanted <= functions(repository.root / each[1:]) for each in found):
                yield f"{file[1]} has no {file[2]}"
    folder = FOLDER.fullmatch(span)
    if folder and folder[1] in MADE:
        return
    if folder and folder[1].split("/")[0] in repository.top and not repository.matching(folder[1]):
        yield f"there is no folder {folder[1]}"
