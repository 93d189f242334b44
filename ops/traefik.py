"""Traefik: the static configuration of the repository, with the addresses of one instance."""

from pathlib import Path

from ops import wait
from ops.errors import StackError
from ops.instance import Instance
from ops.paths import BIN, ROOT

SOURCE = ROOT / "traefik" / "traefik.yml"
DYNAMIC = ROOT / "traefik" / "dynamic"


def configuration(instance: Instance, listen: str = "127.0.0.1", dynamic: Path = DYNAMIC) -> str:
    """traefik/traefik.yml for this instance (Traefik takes no flags beside a file)."""
    text = SOURCE.read_text(encoding="utf-8")
    for default, own in (
        ("127.0.0.1:8090", f"{listen}:{instance.port('traefik')}"),
        ("127.0.0.1:8091", f"{listen}:{instance.port('traefik_dashboard')}"),
        ("127.0.0.1:8095", f"{listen}:{instance.port('nest')}"),
        ("127.0.0.1:8500", instance.address("consul")),
        ("traefik/dynamic", str(dynamic)),
    ):
        if text.count(f'"{default}"') != 1:
            raise StackError(
                f'traefik/traefik.yml must name "{default}" once: ops/traefik.py puts ours there.'
            )
        text = text.replace(f'"{default}"', f'"{own}"')
    return text


def write_configuration(instance: Instance) -> Path:
    path = instance.state / "traefik.yml"
    path.write_text(configuration(instance), encoding="utf-8")
    return path


def command(instance: Instance) -> list[str]:
    return [str(BIN / "traefik"), f"--configFile={instance.state / 'traefik.yml'}"]


def environment(instance: Instance) -> dict[str, str]:
    """What the templates of traefik/dynamic/ read."""
    return {"UI_URL": instance.url("ui")}


def wait_until_ready(instance: Instance) -> None:
    ping = f"{instance.url('traefik_dashboard')}/ping"
    log = instance.logs / "traefik.log"
    wait.until(lambda: wait.http_status(ping) == 200, 20, f"Traefik does not start: see {log}.")
