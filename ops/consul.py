"""Consul: its command line, its health, and the central configuration it is given."""

import json
import urllib.request
from pathlib import Path

from ops import consul_binary, wait
from ops.instance import Instance
from ops.paths import PYTHON, ROOT

CONFIGURATION = ROOT / "consul" / "config"
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
    return [str(PYTHON), "-m", "ops.consul_agent", instance.url("consul"), *agent]


def has_leader(url: str) -> bool:
    """`consul members` answers before there is a leader; only this tells that reads and writes work."""
    return bool(wait.http_json(f"{url}/v1/status/leader"))


def wait_until_ready(instance: Instance) -> None:
    url = instance.url("consul")
    wait.until(lambda: has_leader(url), 30, f"Consul elects no leader: see {instance.logs / 'consul.log'}.")


def load_configuration(url: str) -> int:
    """Put consul/config/<service>.json under config/<service>/<key>; return how many keys were written.

    Only where the key is absent: what an operator has changed stays.
    """
    written = 0
    for file in sorted(CONFIGURATION.glob("*.json")):
        for key, value in json.loads(file.read_text(encoding="utf-8")).items():
            written += _put_if_absent(url, f"config/{file.stem}/{key}", json.dumps(value, ensure_ascii=False))
    return written


def _put_if_absent(url: str, key: str, value: str) -> bool:
    # cas=0: Consul itself refuses when the key exists, so nobody's change is lost in between
    request = urllib.request.Request(f"{url}/v1/kv/{key}?cas=0", data=value.encode(), method="PUT")
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer) is True


def healthy_addresses(instance: Instance, service: str) -> list[str]:
    rows = wait.http_json(f"{instance.url('consul')}/v1/health/service/{service}?passing=true")
    return [f"{row['Service']['Address']}:{row['Service']['Port']}" for row in rows or []]
