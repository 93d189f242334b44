"""./stack reset: nothing without a yes, everything with it; what stays is in test_rights.py."""

import pytest

from ops import removal, reset
from ops.errors import StackError


def test_nothing_is_deleted_unasked(instance):
    (instance.state / "demo.json").touch()
    with pytest.raises(StackError, match="repeat with --yes"):
        reset.run(instance, confirmed=False)
    assert (instance.state / "demo.json").exists()


def test_everything_is_deleted_after_a_yes(instance, capsys):
    (instance.secrets / "jwt").mkdir(parents=True)
    (instance.secrets / "jwt" / "key.pem").touch()
    (instance.state / "pg").mkdir()
    reset.run(instance, confirmed=True)
    assert not instance.state.exists()
    assert "all data are gone" in capsys.readouterr().out


def test_nothing_is_deleted_while_the_tests_run(instance):
    (instance.state / "test").mkdir()
    (instance.state / "test" / "supervisor.sock").touch()
    with pytest.raises(StackError, match="the tests are running"):
        reset.run(instance, confirmed=True)
    assert instance.state.exists()


def test_a_second_reset_finds_nothing_and_says_so(instance, capsys):
    reset.run(instance, confirmed=True)
    reset.run(instance, confirmed=True)
    assert capsys.readouterr().out.count("all data are gone") == 2


def test_behind_a_link_everything_is_deleted_too(tmp_path):
    """The link stays, and leads to a folder: the next start makes its state there again."""
    disk, state = tmp_path / "disk", tmp_path / "state"
    (disk / "pg").mkdir(parents=True)
    (disk / "pg" / "PG_VERSION").touch()
    state.symlink_to(disk)
    removal.remove(state)
    assert state.is_dir()
    assert list(disk.iterdir()) == []
