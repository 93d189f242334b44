"""The README's walk by curl, run as written but for the address and the accounts."""

import re
import subprocess
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture
def walk(demo, running) -> str:
    script = re.search(r"```sh\n(.*?)```", README.read_text(), re.DOTALL)[1]
    accounts = str(running.instance.demo_file)
    return script.replace("http://127.0.0.1:8090", demo["api"]).replace(".stack/demo.json", accounts)


def test_the_walk_ends_with_seven_left(walk):
    done = subprocess.run(["bash", "-eu", "-c", walk], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("7.000")
