"""What several tests of the runner use."""

import shutil
import tempfile
from pathlib import Path

import pytest

from ops.instance import Instance
from ops.supervision import Supervisor

OFFSET = 11_500  # ports that no copy of the system uses, the tests' own included


@pytest.fixture
def instance():
    """One of which nothing runs yet, in a folder whose path is short enough for a socket."""
    state = Path(tempfile.mkdtemp(prefix="gds-"))
    instance = Instance(state=state, offset=OFFSET, durable=False)
    instance.prepare()
    yield instance
    shutil.rmtree(state, ignore_errors=True)


@pytest.fixture
def supervisor(instance):
    """Its supervisor; it starts when a test gives it programs."""
    supervisor = Supervisor(instance)
    yield supervisor
    supervisor.shutdown()
