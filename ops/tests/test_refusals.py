"""What is missing or away is told in one sentence that says what to do, not by a traceback."""

from pathlib import Path

import pytest

from ops import backup, cli, consul_binary, postgres_binaries, seed, venv, verify
from ops.accounts import write_demo
from ops.errors import StackError
from ops.programs import Program


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """Nothing on PATH, nothing in the caches, and no network."""
    for name in ("PATH", "XDG_CACHE_HOME", "UV_CACHE_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(consul_binary, "CACHE", tmp_path)
    monkeypatch.setattr(postgres_binaries, "CACHE", tmp_path)
    monkeypatch.setattr(postgres_binaries, "OF_THE_MACHINE", tmp_path)
    monkeypatch.setattr(postgres_binaries, "DEBIAN", tmp_path)


def test_without_postgresql_it_is_said_what_to_install(bare_machine):
    with pytest.raises(StackError, match=r"install the package postgresql \(15 or newer\), or set PG_BIN"):
        postgres_binaries.find()


def test_a_folder_without_postgresql_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(StackError, match=f"PG_BIN={tmp_path} holds no initdb and postgres"):
        postgres_binaries.find()


def test_without_consul_it_is_said_what_to_install(bare_machine):
    with pytest.raises(StackError, match=r"Consul was not found: install it \(consul on PATH\) and repeat"):
        consul_binary.find()


def test_an_environment_that_cannot_be_made_is_told_with_the_reason(monkeypatch, tmp_path):
    """Not with the advice to install a package that is there."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(venv, "VENV", tmp_path / "file" / ".venv")
    with pytest.raises(StackError, match=r"python -m venv failed: .*Not a directory"):
        venv._create()


@pytest.fixture
def shell(monkeypatch, instance):
    """`shell("seed")`: the command on an instance of which nothing answers; its exit code."""
    monkeypatch.setenv("GDS_STATE", str(instance.state))
    monkeypatch.setenv("GDS_PORT_OFFSET", str(instance.offset))
    return lambda *arguments: cli.main(list(arguments))


def test_demo_data_need_a_system_that_answers(shell, instance, capsys):
    account = {"role": seed.FILLED_BY, "email": "a@example.org", "password": "x"}
    write_demo(instance, instance.url("traefik"), instance.url("ui"), [account])
    assert shell("seed") == 1
    said = capsys.readouterr().err
    assert said.startswith(f"stack: POST /api/auth/login/: no answer from {instance.url('traefik')}")
    assert "start the system with ./stack up" in said


def test_demo_data_need_demo_accounts(shell, capsys):
    assert shell("seed") == 1
    assert "there are no demo accounts" in capsys.readouterr().err


def test_invariants_are_not_looked_for_while_nothing_runs(shell, capsys):
    assert shell("verify") == 1
    assert "the system is not running" in capsys.readouterr().err


def test_invariants_need_the_database(shell, supervisor, capsys):
    supervisor.apply([Program("stock_service", ["sleep", "1000"], Path("/"))])
    assert shell("verify") == 1
    assert capsys.readouterr().err.startswith("stack: PostgreSQL does not answer: see ./stack logs postgres")


def test_a_database_that_goes_away_meanwhile_is_a_sentence(instance):
    with pytest.raises(StackError, match="a database does not answer"):
        verify.between_services(instance)


def test_a_backup_needs_the_database_and_consul(shell, instance, capsys):
    assert shell("backup") == 1
    assert "PostgreSQL does not answer" in capsys.readouterr().err
    with pytest.raises(StackError, match="Consul does not answer"):
        backup.configuration(instance)


@pytest.mark.parametrize("offset", ["--5", "²"])
def test_an_offset_that_is_no_number(monkeypatch, capsys, offset):
    monkeypatch.setenv("GDS_PORT_OFFSET", offset)
    assert cli.main(["status"]) == 1
    assert capsys.readouterr().err.startswith("stack: GDS_PORT_OFFSET must be a number")
