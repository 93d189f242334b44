"""What is typed after ./stack, and what is refused."""

import subprocess
import sys

import pytest

from ops import cli
from ops.errors import StackError
from ops.paths import ROOT

TOLD = """
from ops.progress import say, step, warn
say("one")
input()
with step("two"):
    warn("three")
raise SystemExit(7)
"""


@pytest.mark.parametrize(
    "text", ["stock_service", "stock_service=0", "stock_service=99", "stock_service=²", "nobody=2"]
)
def test_a_scale_that_makes_no_sense_is_refused(text):
    with pytest.raises(StackError):
        cli.scale_of([text])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--scale", "stock_service=2", "pieces_service=3"],
        ["--scale", "stock_service=2", "--scale", "pieces_service=3"],
    ],
)
def test_several_services_are_scaled_however_they_are_written(arguments):
    options = cli.parser().parse_args(["up", *arguments])
    assert cli.scale_of(options.scale) == {"stock_service": 2, "pieces_service": 3}
    assert cli.parser().parse_args(["up"]).scale == []


@pytest.mark.parametrize(
    ("asked", "shown"), [(["help"], "usage: ./stack [-h]"), (["help", "up"], "usage: ./stack up")]
)
def test_help_is_a_command_as_well(asked, shown, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(asked)
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(shown)


def test_a_reader_that_has_gone_stops_no_command_half_way():
    """As in `./stack verify 2>&1 | head -1`."""
    command = [sys.executable, "-c", TOLD]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stdout.readline() == "one\n"
        running.stdout.close()
        running.stdin.write("go on\n")
        running.stdin.close()
        assert running.stderr.read() == "three\n"
    assert running.returncode == 7
