"""The ports of a start: each instance of a service has its own, and all are looked at beforehand."""

import socket
from contextlib import contextmanager
from pathlib import Path

import pytest

from ops import ports, up
from ops.errors import StackError
from ops.programs import Program


@contextmanager
def taken(port: int):
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen()
        yield


@pytest.fixture
def running(supervisor):
    """A supervisor that knows one instance of everything."""
    names = up.ports_of_services(supervisor.instance, {})
    supervisor.apply([Program(name, ["sleep", "1000"], Path("/")) for name in names])
    return supervisor


def test_a_port_in_use_is_named_with_its_process():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(StackError, match=rf"{port} \(ui\) by python.*\(pid \d+\)"):
            ports.require_free({"ui": port})


@pytest.mark.parametrize(("further", "name"), [(0, "stock_service"), (10, "stock_service-2")])
def test_of_two_instances_the_port_of_each_is_looked_at(instance, further, name):
    with (
        taken(instance.port("stock_service") + further),
        pytest.raises(StackError, match=rf"\({name}\)"),
    ):
        up.require_free_ports(instance, {"stock_service": 2})


def test_the_port_of_a_further_process_is_looked_at(instance):
    with taken(instance.shifted(8105)), pytest.raises(StackError, match=r"\(log_service-tcp\)"):
        up.require_free_ports(instance, {})


def test_an_instance_that_is_added_to_a_running_system_needs_its_port(instance, running):
    with taken(instance.port("stock_service") + 10), pytest.raises(StackError, match=r"\(stock_service-2\)"):
        up.require_free_ports_of_new(instance, running, {"stock_service": 2})


def test_a_system_that_runs_may_keep_the_ports_it_has(instance, running):
    with taken(instance.port("stock_service")):
        up.require_free_ports_of_new(instance, running, {"stock_service": 2})


def test_two_that_would_have_the_same_port_are_named(instance):
    """The third log_service would listen where the mails are shown."""
    with pytest.raises(StackError, match="mail and log_service-3 would both listen on"):
        up.require_free_ports(instance, {"log_service": 3})
