"""The copy of the system the tests run on: its own state and ports, thrown away each time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from ops import (
    accounts,
    browser,
    databases,
    down,
    postgres,
    postgres_binaries,
    programs,
    registry,
    secrets,
    up,
)
from ops.demo import seller
from ops.instance import Instance, for_tests
from ops.progress import step
from ops.supervision import Supervisor

FOR_FAULTS = for_tests("faults", offset=9000)


@contextmanager
def database_server() -> Iterator[Instance]:
    """A fresh instance of which only PostgreSQL runs (without waiting for the disk)."""
    instance = for_tests()
    with step("PostgreSQL for the tests"):
        discard(instance)
        instance.prepare()
        secrets.ensure(instance)
        binaries = postgres_binaries.find()
        postgres.initialise(instance, binaries)
        up.require_free_ports(instance, {})
        supervisor = Supervisor(instance)
        supervisor.apply([programs.database(instance, binaries)])
        supervisor.start(["postgres"])
        postgres.wait_until_ready(instance)
        databases.ensure(instance, registry.present())
    try:
        yield instance
    finally:
        discard(instance)


def start_everything(instance: Instance) -> dict[str, str]:
    """The rest of the system, and a browser; returns the environment of the end-to-end tests."""
    return {"E2E_CHROMIUM": browser.ensure(), **_start(instance)}


@contextmanager
def another() -> Iterator[dict[str, str]]:
    """A whole second system, for tests that end its processes; the environment of these tests."""
    discard(FOR_FAULTS)
    try:
        yield _start(FOR_FAULTS)
    finally:
        discard(FOR_FAULTS)


def _start(instance: Instance) -> dict[str, str]:
    up.run(instance, scale={}, with_seed=False)
    if accounts.read_demo(instance) is None:
        accounts.ensure_demo(instance)
    seller.name(instance.url("consul"))
    return {
        "E2E_API": instance.url("traefik"),
        "E2E_UI": instance.url("ui"),
        "E2E_STATE": str(instance.state),
        "E2E_OFFSET": str(instance.offset),
    }


def discard(instance: Instance) -> None:
    if instance.state.exists():
        down.quietly(instance)
        postgres.remove_data(instance)
        shutil.rmtree(instance.state, ignore_errors=True)
