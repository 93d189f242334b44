"""Write a file so that a reader sees the old content or the new one, never half of it."""

import os
import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    os.replace(temporary, path)
