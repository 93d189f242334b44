"""The central configuration kept in git, put into Consul's KV.

`consul/config/<service>.json` is the value of git, `config/<service>/<key>` the one services follow.
What git said last is remembered under `config-git/<service>/<key>`: a key that still has that value
follows git, a key that an operator changed or took away stays as it is. An empty text in git is for the
operator to fill in: it is a first value, and never takes the place of another.
"""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from ops import direct
from ops.paths import ROOT

FOLDER = ROOT / "consul" / "config"
LIVE, FROM_GIT = "config/", "config-git/"
EMPTY = json.dumps("")


@dataclass
class Outcome:
    """Keys, as <service>/<key>: `written` now follow git, `kept` differ: an operator set them."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kept = f"; as operators set them: {', '.join(self.kept)}" if self.kept else ""
        return f"central configuration: {len(self.written)} keys written{kept}"


def distribute(url: str, folder: Path = FOLDER) -> Outcome:
    """Bring the KV of the Consul at `url` up to what git says, operators' changes apart."""
    outcome = Outcome()
    git = _read(folder)
    live, last = _values(url, LIVE), _values(url, FROM_GIT)
    for key in sorted(git.keys() | last.keys()):
        now, index = live.get(key, (None, 0))
        before = last.get(key, (None, 0))[0]
        wanted = git.get(key)
        if now == wanted or (wanted == EMPTY and (now is not None or before == EMPTY)):
            pass  # as git says, or git leaves it to the operator
        elif now == before or (now is None and before != wanted):
            if _set(url, LIVE + key, wanted, index):
                outcome.written.append(key)
        else:
            outcome.kept.append(key)
        if before != wanted:
            _set(url, FROM_GIT + key, wanted, last.get(key, (None, 0))[1])
    return outcome


def fill_in(url: str, service: str, values: dict[str, str]) -> bool:
    """Set these keys of a service, all or none: whether they were all empty until now."""
    live = _values(url, f"{LIVE}{service}/")
    found = {key: live.get(key, (EMPTY, 0)) for key in values}
    if any(now != EMPTY for now, _ in found.values()):
        return False
    writes = [
        _write_if_still(f"{LIVE}{service}/{key}", found[key][1], json.dumps(text, ensure_ascii=False))
        for key, text in values.items()
    ]
    request = urllib.request.Request(f"{url}/v1/txn", data=json.dumps(writes).encode(), method="PUT")
    try:
        direct.urlopen(request, timeout=5).close()
    except urllib.error.HTTPError as error:
        if error.code == 409:  # an operator was faster
            return False
        raise
    return True


def _write_if_still(key: str, index: int, value: str) -> dict:
    """One step of a transaction of Consul's, which is undone when a key is no longer as it was at `index`."""
    encoded = base64.b64encode(value.encode()).decode()
    return {"KV": {"Verb": "cas", "Key": key, "Value": encoded, "Index": index}}


def _read(folder: Path) -> dict[str, str]:
    return {
        f"{file.stem}/{key}": json.dumps(value, ensure_ascii=False)
        for file in folder.glob("*.json")
        for key, value in json.loads(file.read_text(encoding="utf-8")).items()
    }


def _values(url: str, prefix: str) -> dict[str, tuple[str, int]]:
    """key without the prefix -> (value, ModifyIndex)"""
    try:
        with direct.urlopen(f"{url}/v1/kv/{prefix}?recurse", timeout=5) as answer:
            rows = json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return {}
        raise
    return {
        row["Key"].removeprefix(prefix): (base64.b64decode(row["Value"] or "").decode(), row["ModifyIndex"])
        for row in rows
    }


def _set(url: str, key: str, value: str | None, index: int) -> bool:
    """Write, or delete (None). Consul refuses when the key is no longer as it was at `index` (0: absent)."""
    request = urllib.request.Request(
        f"{url}/v1/kv/{urllib.parse.quote(key)}?cas={index}",
        data=None if value is None else value.encode(),
        method="DELETE" if value is None else "PUT",
    )
    with direct.urlopen(request, timeout=5) as answer:
        return json.load(answer) is True
