"""A shell that names a proxy, as in many companies; behind this one there is nothing."""

import os
import subprocess
import sys

from ops.paths import ROOT

NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def behind_a_proxy(program: str, *arguments: object) -> None:
    """Run the lines of Python in a process of that shell; they must end well."""
    values = {name: value for name, value in os.environ.items() if name.lower() not in NAMES}
    values["http_proxy"] = "http://127.0.0.1:9"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
