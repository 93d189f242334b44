"""./stack logs, as typed."""

import os
import subprocess
import sys

import pytest

from ops.paths import ROOT


@pytest.fixture
def logs(instance):
    for name in ("stock_service", "stock_service-worker", "traefik"):
        (instance.logs / f"{name}.log").write_text("".join(f"{name} {n}\n" for n in range(300)))

    def run(*arguments: str) -> subprocess.CompletedProcess:
        values = {**os.environ, "GDS_STATE": str(instance.state)}
        command = [sys.executable, "-m", "ops", "logs", *arguments]
        return subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True)

    return run


def test_all_processes_of_a_service_are_shown(logs):
    said = logs("stock_service").stdout
    for name in ("stock_service", "stock_service-worker"):
        assert f"{name} 299\n" in said
        assert f"{name} 100\n" in said
        assert f"{name} 99\n" not in said, "the last 200 lines"
    assert "traefik" not in said


def test_without_a_name_the_end_of_everything_is_shown(logs):
    said = logs().stdout
    for name in ("stock_service", "stock_service-worker", "traefik"):
        assert f"{name} 280\n" in said
        assert f"{name} 279\n" not in said


def test_a_name_without_a_log_is_answered_with_those_there_are(logs):
    done = logs("stok_service")
    assert done.returncode == 1
    assert done.stderr == (
        "stack: there is no log of stok_service: known are stock_service, stock_service-worker, traefik.\n"
    )
