"""Traefik: the static configuration of the repository, with the addresses of one instance."""

import ipaddress
import json
from pathlib import Path

from ops import settings_file, wait
from ops.errors import StackError
from ops.instance import Instance
from ops.paths import BIN, ROOT

SOURCE = ROOT / "traefik" / "traefik.yml"
DYNAMIC = ROOT / "traefik" / "dynamic"


def configuration(
    instance: Instance, listen: str = "127.0.0.1", dynamic: Path = DYNAMIC, trusted: str = ""
) -> str:
    """traefik/traefik.yml for this instance (Traefik takes no flags beside a file).

    `trusted`: the proxies whose X-Forwarded-* counts, as TRUSTED_PROXY_IPS names them.
    """
    text = SOURCE.read_text(encoding="utf-8")
    for default, own in (
        ('"127.0.0.1:8090"', f'"{listen}:{instance.port("traefik")}"'),
        ('"127.0.0.1:8091"', f'"{listen}:{instance.port("traefik_dashboard")}"'),
        ('"127.0.0.1:8095"', f'"{listen}:{instance.port("nest")}"'),
        ('"127.0.0.1:8500"', f'"{instance.address("consul")}"'),
        ('"traefik/dynamic"', f'"{dynamic}"'),
        ("trustedIPs: []", f"trustedIPs: {json.dumps(networks(trusted))}"),
    ):
        if text.count(default) != 1:
            raise StackError(f"traefik/traefik.yml must have {default} once: ops/traefik.py puts ours there.")
        text = text.replace(default, own)
    return text


def networks(trusted: str) -> list[str]:
    """`10.0.0.5, 10.1.0.0/16` as Traefik takes it, which does not start with one that is wrong."""
    names = [name.strip() for name in trusted.split(",") if name.strip()]
    try:
        return [str(ipaddress.ip_network(name, strict=False)) for name in names]
    except ValueError as error:
        raise StackError(
            f"TRUSTED_PROXY_IPS takes addresses and networks such as 10.1.0.0/16: {error}."
        ) from error


def write_configuration(instance: Instance, dynamic: Path = DYNAMIC) -> Path:
    path = instance.state / "traefik.yml"
    trusted = settings_file.read(instance).get("TRUSTED_PROXY_IPS", "")
    path.write_text(configuration(instance, dynamic=dynamic, trusted=trusted), encoding="utf-8")
    return path


def command(instance: Instance) -> list[str]:
    return [str(BIN / "traefik"), f"--configFile={instance.state / 'traefik.yml'}"]


def wait_until_ready(instance: Instance) -> None:
    ping = f"{instance.url('traefik_dashboard')}/ping"
    log = instance.logs / "traefik.log"
    wait.until(lambda: wait.http_status(ping) == 200, 20, f"Traefik does not start: see {log}.")
