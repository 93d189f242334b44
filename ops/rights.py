"""May this user work here? What is said when not, in one sentence. Standard library only."""

import os
import pwd
from pathlib import Path

from ops.errors import StackError


def require_writable(folder: Path) -> None:
    """Files can be made in `folder`, or, where it does not exist yet, it can be made itself."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        raise StackError(
            f"you ({_me()}) may not write to {there}, which belongs to {owner(there)}: {_remedy(there)}."
        )


def require_own(folder: Path) -> None:
    """What one user, be it root, leaves in the folder of another locks that one out."""
    if folder.exists() and folder.stat().st_uid != os.geteuid():
        raise StackError(f"{folder} belongs to {owner(folder)}, and you are {_me()}: {_remedy(folder)}.")
    require_writable(folder)


def sentence(error: PermissionError) -> str:
    """For a right that was missing where nobody had looked before."""
    if error.filename is None:
        return f"you ({_me()}) have not the right to do this ({error.strerror}): run ./stack as its owner."
    path = Path(os.fsdecode(error.filename))
    return f"you ({_me()}) have not the right to use {path}, which belongs to {owner(path)}: {_remedy(path)}."


def _remedy(path: Path) -> str:
    if owner(path) == _me():
        return "give yourself the right (chmod), and repeat"
    return f"run ./stack as {owner(path)}, or in a clone of your own"


def owner(path: Path) -> str:
    """The user `path` belongs to, or the folder it would be in, as far as we are let see."""
    for each in (path, *path.parents):
        try:
            return _name(each.lstat().st_uid)
        except OSError:
            continue
    return "nobody we know"


def _me() -> str:
    return _name(os.geteuid())


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
