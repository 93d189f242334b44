"""What is typed after ./stack, and what is refused."""

import pytest

from ops import cli
from ops.errors import StackError


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
