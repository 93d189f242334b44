"""Where things are in the repository, and what is kept between repositories."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
REQUIREMENTS = ROOT / "requirements"
UI = ROOT / "ui"

# downloads that any copy of the repository may use again
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gestion-de-stock"
