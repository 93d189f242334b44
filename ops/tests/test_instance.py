"""An instance's ports and paths, and what is refused."""

from pathlib import Path

import pytest

from ops import instance, registry, supervisor_config
from ops.errors import StackError
from ops.instance import LONGEST_SOCKET, Instance, for_tests
from ops.programs import Program
from ops.test_instance import FOR_FAULTS

EPHEMERAL = 32768  # from here on Linux gives ports to outgoing connections, which then hold them


def test_no_port_is_one_that_an_outgoing_connection_may_hold_the_copies_of_the_tests_included():
    largest = max(
        *registry.infrastructure_ports().values(),
        *(service.port for service in registry.services()),
        *(each.port for service in registry.services() for each in service.processes),
    )
    assert largest + max(for_tests().offset, FOR_FAULTS.offset) < EPHEMERAL


def test_an_offset_shifts_every_port():
    assert Instance(Path("/x"), offset=10000).port("auth_service") == 18000
    assert Instance(Path("/x"), offset=10000).url("traefik") == "http://127.0.0.1:18090"


def test_an_offset_beyond_the_last_port_is_refused():
    with pytest.raises(StackError, match="GDS_PORT_OFFSET"):
        Instance(Path("/x"), offset=60000).port("postgresql")


@pytest.mark.parametrize("text", ["--5", "²", "1e3", "a", "-", "9" * 5000])
def test_an_offset_that_is_no_number_is_refused(monkeypatch, text):
    monkeypatch.setenv("GDS_PORT_OFFSET", text)
    with pytest.raises(StackError, match="GDS_PORT_OFFSET must be a number"):
        instance.current()


def test_the_shell_chooses_the_copy_and_its_ports(monkeypatch, tmp_path):
    monkeypatch.setenv("GDS_STATE", str(tmp_path))
    monkeypatch.setenv("GDS_PORT_OFFSET", "-5")
    assert instance.current() == Instance(tmp_path, offset=-5)


def test_the_socket_stays_short_in_a_deep_folder(tmp_path):
    deep = Instance(tmp_path / ("d" * 120))
    assert len(str(deep.socket)) <= LONGEST_SOCKET


def test_settings_reach_the_supervisor_unharmed():
    program = Program("web", ["run", "a b"], Path("/"), {"A": "100%", "B": 'say "no"'})
    text = supervisor_config.text(Instance(Path("/x")), [program])
    assert "command = run 'a b'" in text
    assert """A="100%%",B='say "no"'""" in text


def test_a_setting_the_supervisor_cannot_pass_on_is_refused():
    program = Program("web", ["run"], Path("/"), {"A": "'\""})
    with pytest.raises(StackError, match="quotes"):
        supervisor_config.text(Instance(Path("/x")), [program])


def test_the_usual_ports_are_those_that_people_know():
    here = Instance(Path("/x"))
    services = {name: here.port(f"{name}_service") for name in ("auth", "pieces", "stock", "notification")}
    assert services == {"auth": 8000, "pieces": 8001, "stock": 8002, "notification": 8003}
    others = {name: here.port(name) for name in ("traefik", "traefik_dashboard", "consul", "ui")}
    assert others == {"traefik": 8090, "traefik_dashboard": 8091, "consul": 8500, "ui": 5500}
