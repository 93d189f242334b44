"""What the documents name is there: links, commands, paths, tests; each measured figure has its command.

Nothing in them waits to be written.

`.venv/bin/python -m ops.documents` prints what is wrong; `./stack test checks` runs the same.
"""

from pathlib import Path

from ops.documents import commands, figures, links, names, unfinished
from ops.documents.markdown import Document
from ops.paths import ROOT

# of tools, of one copy, or written by others
NOT_OURS = {"node_modules", "__pycache__", "htmlcov"}


def files(root: Path = ROOT) -> list[Path]:
    found = (path.relative_to(root) for path in root.rglob("*.md"))
    return sorted(root / path for path in found if not any(_foreign(part) for part in path.parts))


def _foreign(part: str) -> bool:
    return part.startswith(".") or part in NOT_OURS


def problems(root: Path = ROOT) -> list[str]:
    """One line for each, "file:line: what is wrong"."""
    documents = {path: Document(path, root) for path in files(root)}
    repository = names.Repository(root)
    found = []
    for document in documents.values():
        found += links.problems(document, documents)
        found += commands.problems(document, root)
        found += names.problems(document, repository)
        found += figures.problems(document)
        found += unfinished.problems(document)
    return found
