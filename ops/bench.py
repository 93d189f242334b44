"""./stack bench NAME: one measurement of bench/, against the running instance."""

import ast
import os
import subprocess

from ops.errors import StackError
from ops.instance import Instance
from ops.paths import PYTHON, ROOT
from ops.progress import say

FOLDER = ROOT / "bench"
# not by PYTHONPATH: the services that a measurement starts would find the folder chassis/ before the package
START = f"""
import runpy, sys
sys.argv = sys.argv[1:]
sys.path[:1] = [{str(FOLDER)!r}, {str(ROOT)!r}]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run(instance: Instance, name: str | None, arguments: list[str]) -> int:
    known = {path.stem: path for path in sorted(FOLDER.glob("*.py")) if not path.stem.startswith("_")}
    if name is None:
        for stem, path in known.items():
            say(f"  {stem:<20} {_about(path.read_text(encoding='utf-8'))}")
        return 0
    if name not in known:
        raise StackError(f"there is no measurement {name}: choose among {', '.join(known)}.")
    values = {"GDS_STATE": str(instance.state), "GDS_PORT_OFFSET": str(instance.offset)}
    command = [str(PYTHON), "-c", START, str(known[name]), *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **values}).returncode


def _about(source: str) -> str:
    """The first line of the file's docstring."""
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
