"""The browser of the end-to-end tests: Debian's Chromium."""

import shutil

from ops import apt
from ops.errors import StackError


def ensure() -> str:
    """The path of Chromium, installed when we are root and it is missing."""
    found = shutil.which("chromium")
    if found is None and apt.can_install():
        apt.install(["chromium"])
        found = shutil.which("chromium")
    if found is None:
        raise StackError("the end-to-end tests need Chromium: install the package chromium and repeat.")
    return found
