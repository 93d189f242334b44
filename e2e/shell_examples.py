"""The shell examples of a document, run as a reader would, and what the document says they answer.

A step is one complete command with the comments that end it. The rules for authors are in test_api_docs.py.
"""

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from shown_json import differences, parse

BLOCK = re.compile(r"^```sh run\n(.*?)^```", re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r"(?:^|\s)# ((?:\d{3}\b|= ).*)$")
ANSWER = re.compile(r"(\d{3})(?:[,;] .*|\s+([\[{\"].*)|)$", re.DOTALL)
# curl as the reader has it; the status and the body of each answer are kept beside
CURL = """#!/bin/bash
/usr/bin/curl "$@" -w '%{stderr}\\n%{http_code}\\n' 2>"$STEP.err" | tee "$STEP.body"
code=${PIPESTATUS[0]}
tail -n 1 "$STEP.err" >>"$STEP.status"
head -n -1 "$STEP.err" >&2
exit "$code"
"""


@dataclass
class Step:
    line: int
    command: str
    shown: list[str] = field(default_factory=list)

    @property
    def printed(self) -> list[str]:
        return [text[2:].strip() for text in self.shown if text.startswith("= ")]

    @property
    def answer(self) -> str:
        return "\n".join(text for text in self.shown if not text.startswith("= "))


def steps(document: str) -> list[Step]:
    found: list[Step] = []
    for block in BLOCK.finditer(document):
        found += _steps(block[1], 1 + document.count("\n", 0, block.start(1)))
    return found


def _steps(block: str, first_line: int) -> list[Step]:
    found: list[Step] = []
    command, open_comment = "", False
    for number, line in enumerate(block.splitlines(), first_line):
        if not command and line.startswith("#"):
            if found and (open_comment or SHOWN.match(line)):
                found[-1].shown.append(line[1:].strip())
                open_comment = True
            continue
        if not command and not line.strip():
            open_comment = False
            continue
        command += line + "\n"
        if _is_complete(command):
            ending = SHOWN.search(line)
            start = number - command.count("\n") + 1
            found.append(Step(start, command, [ending[1].strip()] if ending else []))
            command, open_comment = "", bool(ending)
    assert not command, f"line {first_line}: a command that does not end: {command}"
    return found


def _is_complete(command: str) -> bool:
    if command.endswith("\\\n"):
        return False
    parsed = subprocess.run(["bash", "-n"], input=command, capture_output=True, text=True)
    return parsed.returncode == 0 and not parsed.stderr  # bash only warns of an open here-document


def run(found: list[Step], folder: Path, cwd: Path) -> list[str]:
    """Everything that went otherwise than shown: none when the document is right."""
    shims = folder / "bin"
    shims.mkdir()
    (shims / "curl").write_text(CURL)
    (shims / "curl").chmod(0o755)
    lines = ["set -euo pipefail", f"export TMPDIR='{folder}' PATH='{shims}':\"$PATH\""]
    for index, step in enumerate(found):
        lines += [f"export STEP='{folder}/{index:03d}'; exec >\"$STEP.out\"", step.command]
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)], cwd=cwd, capture_output=True, text=True, timeout=300
    )
    wrong: list[str] = []
    for index, step in enumerate(found):
        if not (folder / f"{index:03d}.out").exists():
            break
        wrong += [
            f"line {step.line}: {each}\n    {step.command.strip()}" for each in _wrong(step, folder, index)
        ]
    if done.returncode:
        wrong.append(f"the shell ended with {done.returncode}: {done.stderr[-1500:]}")
    return wrong


def _wrong(step: Step, folder: Path, index: int) -> list[str]:
    kept = {kind: _text(folder / f"{index:03d}.{kind}") for kind in ("out", "status", "body")}
    statuses = [int(line) for line in kept["status"].split()]
    wrong = [f"an answer {status} that is not shown" for status in statuses[:-1] if not 200 <= status < 400]
    wrong += _wrong_answer(step.answer, statuses[-1] if statuses else None, kept["body"])
    if step.printed:
        lines = [line.strip() for line in kept["out"].splitlines() if line.strip()]
        wrong += [f"printed: {each}" for each in differences(step.printed, lines)]
    return wrong


def _wrong_answer(shown: str, status: int | None, body: str) -> list[str]:
    if not shown:
        fine = status is None or 200 <= status < 400
        return [] if fine else [f"an answer {status} that is not shown: {body[:500]}"]
    match = ANSWER.match(shown)
    if not match:
        return [f"not a status, or a status and JSON: {shown}"]
    if status != int(match[1]):
        return [f"{match[1]} is shown, {status} was answered: {body[:500]}"]
    if not match[2]:
        return []
    try:
        pattern, answer = parse(match[2]), json.loads(body)
    except ValueError as error:
        return [f"not JSON ({error}): {match[2]} … {body[:300]}"]
    return [f"{each}\n    answered: {body[:800]}" for each in differences(pattern, answer)]


def _text(path: Path) -> str:
    return path.read_text(errors="replace") if path.exists() else ""
