"""Every relative link leads to a file of the repository, and every #anchor to a heading."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from ops.documents.markdown import Document

LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)")
ELSEWHERE = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def problems(document: Document, documents: dict[Path, Document]) -> Iterator[str]:
    for number, text in document.prose():
        for target in [*LINK.findall(text), *REFERENCE.findall(text)]:
            if ELSEWHERE.match(target):
                continue
            path, _, anchor = target.partition("#")
            file = (document.path.parent / unquote(path)).resolve() if path else document.path
            if not file.exists():
                yield f"{document.where(number)}: link to {target}, which does not exist"
            elif anchor and file in documents and anchor not in documents[file].anchors:
                yield f"{document.where(number)}: link to {target}: there is no such heading"
