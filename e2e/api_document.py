"""What a document docs/<service>-api.md lists in its tables, and what the service says of itself."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from chassis import errors, problem
from ops import registry
from ops.paths import ROOT

METHODS = ("get", "post", "put", "patch", "delete")
WHO = {"anyone": "@public", "signed in": "@authenticated"}
# explained once for all lists
OF_EVERY_LIST = {"page", "page_size", "cursor", "search", "ordering"}
CODE = re.compile(r"`([a-z_0-9]+)`")


@dataclass(frozen=True, order=True)
class Route:
    method: str
    path: str
    who: str

    @classmethod
    def of(cls, method: str, path: str, who: str) -> "Route":
        return cls(method, re.sub(r"\{[^}]*\}", "{}", path), who)


class Document:
    def __init__(self, name: str, text: str):
        self.text = text
        self.service = registry.service(name.removesuffix("-api.md") + "_service")

    def routes(self) -> dict[Route, str]:
        """Each with the text of its row."""
        found = {}
        for cells in self._rows("method and path"):
            who = WHO.get(cells[1], cells[1].strip("`"))
            methods: list[str] = []
            for item in cells[0].split(" · "):
                *named, path = item.strip().strip("`").split()
                methods = named[0].split("/") if named else methods
                path = path.split("?")[0]
                path = path if path.startswith("/") else self.service.prefixes[0] + path
                for method in methods:
                    found[Route.of(method, path, who)] = " | ".join(cells)
        return found

    def refusals(self) -> set[tuple[str, int]]:
        found = set()
        for cells in self._rows("code"):
            codes, statuses = CODE.findall(cells[0]), [int(each) for each in cells[1].split(" · ")]
            if len(codes) == 1 or len(statuses) == 1:
                found |= {(code, status) for code in codes for status in statuses}
            else:
                found |= set(zip(codes, statuses, strict=True))
        return found

    def _rows(self, first_column: str) -> Iterator[list[str]]:
        inside = False
        for line in self.text.splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not line.startswith("|"):
                inside = False
            elif not inside:
                inside = cells[0] == first_column
            elif not cells[0].startswith("--"):
                yield cells


def routes(base: str, service: registry.Service) -> dict[Route, set[str]]:
    """What the OpenAPI file declares, each route with the names of its own query parameters."""
    url = f"{base}{service.prefixes[0]}schema/"
    answer = requests.get(url, headers={"Accept": "application/json"}, timeout=30)
    assert answer.status_code == 200, answer.text
    return {
        Route.of(method.upper(), path, operation["x-permission"]): {
            each["name"] for each in operation.get("parameters", []) if each["in"] == "query"
        }
        - OF_EVERY_LIST
        for path, operations in answer.json()["paths"].items()
        for method, operation in operations.items()
        if method in METHODS
    }


def route_faults(listed: dict[Route, str], declared: dict[Route, set[str]]) -> list[str]:
    faults = [f"not in the document: {route}" for route in declared.keys() - listed.keys()]
    faults += [f"not in the OpenAPI file: {route}" for route in listed.keys() - declared.keys()]
    for route in declared.keys() & listed.keys():
        for name in declared[route]:
            if not re.search(rf"[`?&]{name}[`=]", listed[route]):
                faults.append(f"not in the row of {route.method} {route.path}: {name}")
    return sorted(faults)


def refusal_faults(listed: set[tuple[str, int]], folder: Path) -> list[str]:
    own = refusals(folder)
    faults = [f"not in the document: {code} {status}" for code, status in own - listed]
    unknown = listed - own - common_refusals()
    return sorted(faults + [f"not in the code: {code} {status}" for code, status in unknown])


def refusals(folder: Path) -> set[tuple[str, int]]:
    """(code, status) of every error class below a folder, tests aside."""
    classes = _classes(ROOT / "chassis" / "chassis")
    own = _classes(folder)
    return {pair for name in own for pair in [_pair(name, classes | own)] if pair}


def common_refusals() -> set[tuple[str, int]]:
    """What any service may answer."""
    by_status = {(code, status) for status, code in problem.CODE_OF_STATUS.items()}
    return refusals(ROOT / "chassis" / "chassis") | by_status | {("contrainte", 409)}


def _classes(folder: Path) -> dict[str, ast.ClassDef]:
    paths = (path for path in folder.rglob("*.py") if not {"tests", "testing"} & set(path.parts))
    return {
        node.name: node
        for path in paths
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef)
    }


def _pair(name: str, classes: dict[str, ast.ClassDef]) -> tuple[str, int] | None:
    """None when the class is no refusal."""
    classes, code, status = dict(classes), None, None
    while name in classes and status is None:
        node = classes.pop(name)  # a class may bear the name of its base
        code = code or _code(node)
        status = problem.STATUS_OF_KIND.get(getattr(errors, name, None))
        base = node.bases[0] if node.bases else None
        name = getattr(base, "id", getattr(base, "attr", ""))
    return (code, status) if code and status else None


def _code(node: ast.ClassDef) -> str | None:
    for each in node.body:
        named = isinstance(each, ast.Assign | ast.AnnAssign) and isinstance(each.value, ast.Constant)
        if named and "code" in ast.unparse(each).split("=")[0].split(":")[0].split():
            return each.value.value
    return None
