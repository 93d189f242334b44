"""The health check of a container: an address that answers, a worker that goes round."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from chassis import heartbeat, jobs
from chassis.management.commands.worker import _one_round
from chassis.probe import OLD_SECONDS
from chassis.testing.consul import ConsulStandIn
from chassis.threads import Threads


@pytest.fixture
def file(settings, tmp_path, monkeypatch) -> Path:
    settings.STATE_DIR = tmp_path
    monkeypatch.setattr(jobs, "all_jobs", [])
    return tmp_path / heartbeat.FILE


def probe(asked: str | Path) -> subprocess.CompletedProcess:
    """In a process of its own, without Django's settings, as Docker runs it."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "chassis.probe", str(asked)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_goes_round_is_well(file):
    _one_round(Threads(), {})
    assert probe(file).returncode == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_database_does_not_answer_leaves_its_file_alone(file):
    connection.close()
    there = settings.DATABASES["default"]["PORT"]
    connection.settings_dict["PORT"] = "1"
    try:
        with pytest.raises(DatabaseError):
            _one_round(Threads(), {})
    finally:
        connection.settings_dict["PORT"] = there
    assert not file.exists()


def test_one_that_hangs_or_never_began_is_not(file):
    assert "is not there" in probe(file).stderr
    file.touch()
    os.utime(file, (0, time.time() - OLD_SECONDS - 1))
    found = probe(file)
    assert found.returncode == 1
    assert re.search(r"was last touched 3\d s ago", found.stderr)


def test_a_proxy_of_the_machine_is_not_asked(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server = ConsulStandIn()
    try:
        assert probe(f"{server.url}/v1/status/leader").returncode == 0
    finally:
        server.stop()


def test_an_address_that_does_not_answer_is_not_well():
    found = probe("http://127.0.0.1:9/health/")
    assert found.returncode == 1
    assert "refused" in found.stderr
