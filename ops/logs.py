"""./stack logs: what the processes wrote."""

import os

from ops.errors import StackError
from ops.instance import Instance

LINES = "200"


def run(instance: Instance, name: str | None, follow: bool) -> None:
    """Show the last lines of one service (all its processes), or of everything. Does not return."""
    files = sorted(instance.logs.glob(f"{name}*.log" if name else "*.log"))
    if not files:
        known = ", ".join(sorted(path.stem for path in instance.logs.glob("*.log")))
        raise StackError(
            f"there is no log of {name or 'anything'}{': known are ' + known if known else ' yet'}."
        )
    # -F: a rotated file is followed by its successor
    options = ["-n", LINES if len(files) == 1 or name else "20", *(["-F"] if follow else [])]
    os.execvp("tail", ["tail", *options, *map(str, files)])
