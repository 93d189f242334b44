"""A Markdown file as the checks read it: lines of prose, lines of code, code spans, blocks, headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

FENCE = re.compile(r"^\s*(```|~~~)")
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
ITEM = re.compile(r"^\s*([-*+]|\d+\.)\s")
NAMED = re.compile(r"""<a\s+(?:id|name)=["']([^"']+)["']""")
SEPARATOR = re.compile(r"^\s*\|[\s:|-]+\|\s*$")


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    code: bool  # inside a fence


@dataclass
class Block:
    """A paragraph, an item of a list, or a row of a table, with the headings above it."""

    number: int
    text: str
    section: "Section"
    row: bool


@dataclass
class Section:
    title: str
    blocks: list[Block] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


class Document:
    def __init__(self, path: Path, root: Path):
        self.path = path
        self.name = str(path.relative_to(root))
        self.text = path.read_text(encoding="utf-8")

    def where(self, number: int) -> str:
        return f"{self.name}:{number}"

    @cached_property
    def lines(self) -> list[Line]:
        """Without the fences themselves."""
        found, inside = [], False
        for number, text in enumerate(self.text.splitlines(), 1):
            if FENCE.match(text):
                inside = not inside
            else:
                found.append(Line(number, text, inside))
        return found

    def code(self) -> Iterator[tuple[int, str]]:
        """Every code span and every line of code."""
        for line in self.lines:
            if line.code:
                yield line.number, line.text
            else:
                yield from ((line.number, span) for span in spans(line.text))

    def prose(self) -> Iterator[tuple[int, str]]:
        """Lines outside fences, their code spans emptied."""
        for line in self.lines:
            if not line.code:
                yield line.number, SPAN.sub("``", line.text)

    @cached_property
    def anchors(self) -> set[str]:
        """What `#...` may name: GitHub's slug of each heading, and explicit anchors."""
        found: set[str] = set(NAMED.findall(self.text))
        for line in self.lines:
            heading = None if line.code else HEADING.match(line.text)
            if heading:
                slug = base = _slug(heading[2])
                count = 0
                while slug in found:
                    count += 1
                    slug = f"{base}-{count}"
                found.add(slug)
        return found

    @cached_property
    def sections(self) -> list[Section]:
        current = Section("")
        found, fresh = [current], True
        for line in self.lines:
            heading = None if line.code else HEADING.match(line.text)
            if line.code:
                current.code.append(line.text)
                fresh = True
            elif heading:
                current = Section(heading[2])
                found.append(current)
                fresh = True
            elif not line.text.strip() or SEPARATOR.match(line.text):
                fresh = True
            else:
                row = line.text.lstrip().startswith("|")
                if fresh or row or ITEM.match(line.text):
                    current.blocks.append(Block(line.number, line.text, current, row))
                else:
                    current.blocks[-1].text += "\n" + line.text
                fresh = False
        return found


def spans(text: str) -> list[str]:
    return [found[1].strip() for found in SPAN.findall(text)]


def _slug(title: str) -> str:
    """Links count by their text; letters, digits, dashes and underscores stay."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title)
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
