"""Figures of memory are what they say: a MB is 1,000,000 bytes."""

import os
import re
from pathlib import Path

import pytest

from ops import memory


def test_megabytes_are_of_a_million_bytes():
    said = Path("/proc/self/smaps_rollup").read_text()
    of_the_kernel = int(re.search(r"^Pss: +(\d+) kB$", said, re.MULTILINE)[1])
    assert memory.megabytes([os.getpid()]) == pytest.approx(of_the_kernel * 1024 / 1_000_000, rel=0.01)


def test_a_process_that_is_gone_takes_none():
    assert memory.megabytes([2**22 + 1]) == 0


def test_children_count_with_their_parent():
    tree = {1: [2, 3], 3: [4]}
    assert memory.family(1, tree) == [1, 2, 3, 4]
