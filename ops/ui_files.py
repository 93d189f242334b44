"""The UI's libraries: ui/vendor.py fetches them by lock file; it keeps a stamp, so a repeat is instant."""

import subprocess

from ops.errors import StackError
from ops.paths import PYTHON, UI, VENV


def ensure() -> None:
    script = UI / "vendor.py"
    done = subprocess.run([str(PYTHON), str(script), "--venv", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        raise StackError(
            f"the libraries of the UI could not be fetched:\n{(done.stderr or done.stdout).strip()}"
        )
