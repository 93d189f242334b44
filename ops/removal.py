"""Deleting a folder for good: what could not be deleted is told."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from ops import rights
from ops.errors import StackError

NAMED = 3


def remove(folder: Path) -> None:
    """Delete what is in `folder`, and itself where that is possible: a mount or a link stays, empty."""
    for each in list(folder.iterdir()) if folder.is_dir() else ():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each, ignore_errors=True)
        else:
            with suppress(OSError):
                each.unlink()
    with suppress(OSError):
        folder.rmdir()
    left = _left_in(folder)
    if left:
        named = ", ".join(f"{path} (held by {_holder(path)})" for path in left[:NAMED])
        more = f" and {len(left) - NAMED} more" if len(left) > NAMED else ""
        raise StackError(
            f"not everything could be deleted; still there: {named}{more}. Delete that as its user, "
            "then repeat."
        )


def _left_in(folder: Path) -> list[Path]:
    """Files, and folders that are empty or closed to us."""
    found = sorted(folder.rglob("*"))
    full = {path.parent for path in found}
    return [path for path in found if path not in full]


def _holder(path: Path) -> str:
    """Who may delete it: a folder is emptied by its owner, a file goes with the folder it is in."""
    closed = path.is_dir() and not os.access(path, os.R_OK | os.W_OK | os.X_OK)
    return rights.owner(path if closed else path.parent)
