"""Consul: its command line and its health."""

from pathlib import Path

from ops import consul_binary, seed, wait
from ops.instance import Instance
from ops.paths import PYTHON, ROOT

GRPC_TLS_SINCE = (1, 14)


def command(instance: Instance, program: Path) -> list[str]:
    """Runs ops/consul_agent.py, which becomes Consul itself once it has set the loading of the KV going."""
    agent = [
        str(program),
        "agent",
        f"-config-file={ROOT / 'consul' / 'agent.json'}",
        f"-data-dir={instance.state / 'consul'}",
        "-bind=127.0.0.1",
        "-client=127.0.0.1",
        "-ui",
        f"-http-port={instance.port('consul')}",
        f"-serf-lan-port={instance.port('consul_serf')}",
        f"-server-port={instance.port('consul_server')}",
    ]
    if consul_binary.version(program) >= GRPC_TLS_SINCE:
        agent.append("-grpc-tls-port=-1")
    return [str(PYTHON), "-m", "ops.consul_agent", instance.url("consul"), str(seed.mark(instance)), *agent]


def has_leader(url: str) -> bool:
    """`consul members` answers before there is a leader; only this tells that reads and writes work."""
    return bool(wait.http_json(f"{url}/v1/status/leader"))


def wait_until_ready(instance: Instance) -> None:
    url = instance.url("consul")
    wait.until(lambda: has_leader(url), 30, f"Consul elects no leader: see {instance.logs / 'consul.log'}.")


def healthy_addresses(instance: Instance, service: str) -> list[str]:
    rows = wait.http_json(f"{instance.url('consul')}/v1/health/service/{service}?passing=true")
    return [f"{row['Service']['Address']}:{row['Service']['Port']}" for row in rows or []]
