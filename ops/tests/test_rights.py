"""Where rights are missing, one sentence says whose they are and what to do; nothing needs root otherwise."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from ops import rights, venv
from ops.errors import StackError
from ops.tests import stranger


@pytest.fixture(scope="module")
def clone():
    stranger.python()
    with stranger.clone() as folder:
        yield folder


@pytest.fixture
def stack(clone):
    """`stack("up")`: exit code and last word of the command in root's clone, as another user."""

    def run(*arguments: str, state: Path | None = None):
        values = {"GDS_STATE": str(state), "GDS_PORT_OFFSET": "11500"} if state else {}
        return stranger.run([stranger.python(), "-m", "ops", *arguments], clone, **values)

    return run


@pytest.fixture
def own_state(clone):
    """A state folder of the stranger's own."""
    folder = clone / "state-of-the-stranger"
    folder.mkdir()
    shutil.chown(folder, stranger.NAME)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def one_sentence(done) -> str:
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr.strip()


def test_a_first_start_in_a_folder_of_somebody_else(clone):
    done = stranger.run([stranger.python(), "stack", "up"], clone)
    said = one_sentence(done)
    assert said == (
        f"stack: you (nobody) may not write to {clone}, which belongs to root: run ./stack as root, or in a "
        "clone of your own."
    )


def test_an_environment_that_is_closed_to_us(clone):
    (clone / ".venv").mkdir(mode=0o700)
    try:
        said = one_sentence(stranger.run([stranger.python(), "stack", "status"], clone))
    finally:
        (clone / ".venv").rmdir()
    assert f"{clone}/.venv" in said
    assert "belongs to root: run ./stack as root" in said


@pytest.mark.parametrize(
    "command",
    [
        ["up"],
        ["status"],
        ["secret"],
        ["seed"],
        ["verify"],
        ["backup"],
        ["restore", "file"],
        ["reset", "--yes"],
        ["down"],
    ],
    ids=lambda command: command[0],
)
def test_the_state_of_somebody_else_is_not_touched(clone, stack, command):
    state = clone / ".stack"
    state.mkdir(exist_ok=True)
    said = one_sentence(stack(*command))
    assert said.startswith(f"stack: {state} belongs to root, and you are nobody: run ./stack as root, or in")
    assert list(state.iterdir()) == []


def test_a_file_within_that_is_not_ours(own_state, stack):
    secrets = own_state / "secrets"
    secrets.mkdir(mode=0o700)
    said = one_sentence(stack("secret", state=own_state))
    assert f"{secrets}" in said
    assert "which belongs to root" in said


def test_a_key_is_made_without_root(own_state, stack):
    done = stack("secret", state=own_state)
    assert done.returncode == 0, done.stderr
    assert "New signing key: " in done.stdout
    files = [path for path in (own_state / "secrets").rglob("*") if path.is_file()]
    assert len(files) > 10
    assert {path.owner() for path in files} == {stranger.NAME}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_what_reset_could_not_delete_is_named_with_whose_it_is(own_state, stack):
    held = own_state / "images"
    held.mkdir()
    (held / "picture.png").touch()
    (own_state / "demo.json").touch()
    done = stack("reset", "--yes", state=own_state)
    said = one_sentence(done)
    assert "all data are gone" not in done.stdout
    assert f"still there: {held / 'picture.png'} (held by root)" in said
    assert not (own_state / "demo.json").exists(), "the rest is gone"


def test_a_folder_closed_even_to_look_into_is_named_itself(own_state, stack):
    (own_state / "images").mkdir(mode=0o700)
    (own_state / "images" / "picture.png").touch()
    said = one_sentence(stack("reset", "--yes", state=own_state))
    assert f"still there: {own_state / 'images'} (held by root)" in said


def test_a_new_state_needs_a_place_that_can_be_written_to(clone, stack):
    said = one_sentence(stack("secret", state=clone / "not" / "there"))
    assert f"may not write to {clone}, which belongs to root" in said


def test_a_state_of_our_own_is_taken_whether_or_not_it_exists(tmp_path):
    rights.require_own(tmp_path)
    rights.require_own(tmp_path / "not" / "there")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_root_does_not_renew_the_environment_of_another_user(monkeypatch, tmp_path):
    shutil.chown(tmp_path, stranger.NAME)
    monkeypatch.setattr(venv, "VENV", tmp_path)
    monkeypatch.setattr(venv, "STAMP", tmp_path / "stamp")
    with pytest.raises(StackError, match="belongs to nobody, and you are root"):
        venv.ensure(with_checks=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_root_too_leaves_the_state_of_another_user_alone(tmp_path):
    shutil.chown(tmp_path, stranger.NAME)
    with pytest.raises(StackError, match="belongs to nobody, and you are root"):
        rights.require_own(tmp_path)


def test_an_error_without_a_file_is_a_sentence_too():
    assert "Operation not permitted" in rights.sentence(PermissionError(1, "Operation not permitted"))
