"""JSON as documents show it, with … for what is left out, compared with what was answered."""

import json
import re
from typing import Any

ANY = "…"
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|…|[^"…]+')


def parse(shown: str) -> Any:
    tokens = TOKEN.findall(shown)
    text = ""
    for index, token in enumerate(tokens):
        if token != ANY:
            text += token
            continue
        before = text.rstrip()[-1:]
        after = tokens[index + 1].lstrip()[:1] if index + 1 < len(tokens) else ""
        other_keys = before in ("{", ",") and after == "}"
        text += f'"{ANY}": "{ANY}"' if other_keys else f'"{ANY}"'
    return json.loads(text)


def differences(shown: Any, seen: Any, where: str = "") -> list[str]:
    match shown:
        case str() if shown == ANY:
            return []
        case str() if ANY in shown and isinstance(seen, str):
            pattern = ".*".join(map(re.escape, shown.split(ANY)))
            return [] if re.fullmatch(pattern, seen, re.DOTALL) else [_other(shown, seen, where)]
        case dict() if isinstance(seen, dict):
            return _of_objects(shown, seen, where)
        case list() if isinstance(seen, list):
            return _of_lists(shown, seen, where)
    same = type(shown) is type(seen) and shown == seen
    return [] if same else [_other(shown, seen, where)]


def _of_objects(shown: dict, seen: dict, where: str) -> list[str]:
    named = {key: value for key, value in shown.items() if key != ANY}
    wrong = [f"{where}.{key} is shown and not there" for key in named if key not in seen]
    if ANY not in shown:
        wrong += [f"{where}.{key} is there and not shown" for key in seen if key not in named]
    for key in named.keys() & seen.keys():
        wrong += differences(named[key], seen[key], f"{where}.{key}")
    return wrong


def _of_lists(shown: list, seen: list, where: str) -> list[str]:
    more = shown[-1:] == [ANY]
    first = shown[:-1] if more else shown
    if len(seen) < len(first) or (len(seen) > len(first) and not more):
        return [f"{where}: {len(first)}{' or more' if more else ''} shown, {len(seen)} there: {seen}"]
    return [
        each
        for index, value in enumerate(first)
        for each in differences(value, seen[index], f"{where}[{index}]")
    ]


def _other(shown: Any, seen: Any, where: str) -> str:
    return f"{where or 'it'} is shown as {shown!r} and is {seen!r}"
