"""Which acts the sources of a service write to the audit log, read from the calls themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORDERS = {"audit.record", "audit.Entry"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def actes_ecrits(service: str) -> set[str]:
    """Each action as it is written, and `file.py: expression` for what is only known while it runs.

    A function that passes its own `action` on is followed to whoever calls it.
    """
    trees = {path: ast.parse(path.read_text()) for path in sorted((ROOT / service).rglob("*.py"))}
    trees = {path: tree for path, tree in trees.items() if not {"tests", "migrations"} & set(path.parts)}
    found, followed, waiting = set(), set(), {(None, name) for name in RECORDERS}
    while waiting:
        followed |= waiting
        calls = [call for path, tree in trees.items() for call in _calls(path, tree, waiting)]
        waiting = {caller for _, caller, _ in calls if caller} - followed
        found |= {action for path, caller, given in calls if not caller for action in _actions(path, given)}
    return found | {action for tree in trees.values() for action in _rows(tree)}


def _calls(path: Path, tree: ast.AST, names: set) -> Iterator[tuple[Path, tuple | None, ast.expr]]:
    """Each call of one of the names: its file, the function that only passes `action` on, what is given."""
    for function in [each for each in ast.walk(tree) if isinstance(each, FUNCTIONS)]:
        parameters = {each.arg for each in [*function.args.args, *function.args.kwonlyargs]}
        for call in [each for each in ast.walk(function) if isinstance(each, ast.Call)]:
            called = ast.unparse(call.func)
            private = called.startswith("_")
            if (
                path if private else None,
                called.split(".")[-1] if "audit" not in called else called,
            ) in names:
                given = next((each.value for each in call.keywords if each.arg == "action"), None)
                given = given or call.args[0]
                passes_on = isinstance(given, ast.Name) and given.id == "action" and "action" in parameters
                name = function.name
                yield path, ((path if name.startswith("_") else None, name) if passes_on else None), given


def _actions(path: Path, given: ast.expr) -> list[str]:
    match given:
        case ast.Constant():
            return [given.value]
        case ast.IfExp():
            return [*_actions(path, given.body), *_actions(path, given.orelse)]
        case ast.Attribute(value=ast.Name(id="Action")):
            return [given.attr.lower()]
    return [f"{path.name}: {ast.unparse(given)}"]


def _rows(tree: ast.AST) -> Iterator[str]:
    """Entries written out as the message carries them."""
    for row in [each for each in ast.walk(tree) if isinstance(each, ast.Dict)]:
        fields = {key.value: value for key, value in zip(row.keys, row.values, strict=True) if _text(key)}
        if {"action", "module", "objet_id"} <= set(fields) and _text(fields["action"]):
            yield fields["action"].value


def _text(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
