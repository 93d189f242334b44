"""A figure that was measured stands beside the command that measures it.

The rule: whoever reads a number of seconds, megabytes or things a second must be able to tell a limit, which
the code sets, from a measure, which a machine gave. So a block (paragraph, item, row of a table) with such a
number
- holds a command, or its section does, or it is a row that says "the same" below one that does;
- or says by its words that it is a limit (at most, every, after, within ...) and by none that it was measured
  (took, p99, CPU ...).
Under a heading "Figures" each row needs its own command: words excuse nothing there.
"""

import re
from collections.abc import Iterator

from ops.documents.markdown import SPAN, Block, Document, Section, spans

UNIT = "µs|ms|s|seconds?|min|minutes?|kB|KB|MB|GB|KiB|MiB|GiB"
FIGURE = re.compile(
    rf"\d[\d.,]*[\s\u202f\u00a0]?(?:{UNIT})(?![\w/])|\d[\d.,]* (?:\w+ )?(?:a|per) (?:second|minute)\b"
)
COMMAND = re.compile(
    r"^(?:[A-Z_0-9]+=\S+ )*(?:\./stack|git|docker|curl|\S*python|\S*pytest|promtool|npx|node|sh|time) "
)
LIMIT = re.compile(
    r"\b(?:at most|at least|every|each|once|after|later|before|within|limits?|longer|more than|less than|"
    r"up to|jobs?|over|under|below|time-?outs?|expires?|waits?|lasts?|kept|keeps?|default|until|older?|"
    r"idle|works|for)\b",
    re.IGNORECASE,
)
MEASURED = re.compile(
    r"\b(?:took|measured|median|p50|p9\d|p99\.9|CPU|showed|at rest|faster|slower|becomes?|back in)\b"
)
HELD_ROWS = re.compile(r"\bfigures?\b|\bmeasured?\b", re.IGNORECASE)
SAME = re.compile(r"\bthe same\b")


def problems(document: Document) -> Iterator[str]:
    for section in document.sections:
        commanded = any(COMMAND.match(line.strip()) for line in section.code)
        commanded = commanded or any(_command(block) for block in section.blocks if not block.row)
        strict = bool(HELD_ROWS.search(section.title))
        for block, before in zip(section.blocks, [None, *section.blocks], strict=False):
            found = FIGURE.search(SPAN.sub("``", block.text))
            if not found or _is_held(block, before, section):
                continue
            limit = LIMIT.search(block.text) and not MEASURED.search(block.text)
            if not (strict and block.row) and (commanded or limit):
                continue
            yield f"{document.where(block.number)}: {found[0]!r} has no command, and no word makes it a limit"


def _is_held(block: Block, before: Block | None, section: Section) -> bool:
    """By a command of its own; "the same" passes on that of the nearest row above that has one."""
    if _command(block):
        return True
    if not block.row or not SAME.search(block.text) or before is None:
        return False
    return any(_command(each) for each in section.blocks[: section.blocks.index(block)] if each.row)


def _command(block: Block) -> bool:
    return any(COMMAND.match(span) for span in spans(block.text))
