"""Nothing in a document waits to be written."""

import re
from collections.abc import Iterator

from ops.documents.markdown import Document

MARK = re.compile(r"\b(?:TODO|FIXME|TBD)\b")


def problems(document: Document) -> Iterator[str]:
    for line in document.lines:
        found = MARK.search(line.text)
        if found:
            yield f"{document.where(line.number)}: {found[0]}: it waits to be written"
