"""A real supervisord with programs that only wait."""

import json
import resource
from pathlib import Path

import pytest

from ops import orphans, processes, wait
from ops.paths import ROOT
from ops.programs import Program, mark
from ops.supervision import Supervisor


def programs(version: str, *names: str) -> list[Program]:
    return [Program(name, ["sleep", "1000"], Path("/"), {"VERSION": version}) for name in names]


def running(supervisor: Supervisor) -> dict[str, int]:
    wait.until(lambda: all(row["statename"] != "STARTING" for row in supervisor.processes()), 10, "no start")
    return {row["name"]: row["pid"] for row in supervisor.processes() if row["statename"] == "RUNNING"}


def test_what_changed_is_left_stopped_and_the_rest_goes_on(supervisor):
    supervisor.apply(programs("1", "alone", "other"))
    supervisor.start(["alone", "other"])
    before = running(supervisor)
    supervisor.apply([*programs("2", "alone"), *programs("1", "other")])
    assert running(supervisor) == {"other": before["other"]}
    assert not supervisor.roll_on()


def test_of_two_instances_one_serves_until_the_other_is_replaced(supervisor):
    both = ["web", "web-2"]
    supervisor.apply(programs("1", *both))
    supervisor.start(both)
    before = running(supervisor)
    supervisor.apply(programs("2", *both))
    assert running(supervisor) == {"web": before["web"]}, "the first still serves"
    supervisor.start(both)
    between = running(supervisor)
    assert between["web"] == before["web"] and between["web-2"] != before["web-2"]
    assert supervisor.roll_on()
    after = running(supervisor)
    assert after["web"] != before["web"] and after["web-2"] == between["web-2"]
    assert not supervisor.roll_on(), "nothing is left to replace"


@pytest.fixture
def limit_of_a_shell():
    """As for a user who has just logged in."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_programs_may_open_as_many_files_as_consul_asks_for(supervisor, limit_of_a_shell):
    supervisor.apply([Program("limit", ["sh", "-c", "ulimit -n; sleep 1000"], Path("/"))])
    supervisor.start(["limit"])
    running(supervisor)
    clients = json.loads((ROOT / "consul" / "agent.json").read_text())["limits"]["http_max_conns_per_client"]
    assert int((supervisor.instance.logs / "limit.log").read_text()) >= clients + 20


def test_what_outlived_a_killed_supervisor_is_ended_before_another_one_starts(supervisor):
    """Nobody brings supervisord itself back: the next `up` does."""
    supervisor.apply([mark(supervisor.instance, each) for each in programs("1", "one", "two")])
    supervisor.start(["one", "two"])
    alone = set(running(supervisor).values())
    processes.end({supervisor.pid()}, 5, politely=False)
    assert not supervisor.is_running()
    assert all(map(processes.runs, alone)), "they go on"
    assert orphans.end(supervisor.instance) == 2
    assert not any(map(processes.runs, alone))
