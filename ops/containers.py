"""The steps of docker-compose.yml that run once: python -m ops.containers secrets (or another of STEPS).

They do what ./stack up does, with the same modules, where each part of the system is another container.
Each is safe to repeat: compose repeats them all at every `up`.
"""

import os
import sys
from pathlib import Path

from ops import (
    accounts,
    configuration,
    consul,
    databases,
    health,
    postgres,
    registry,
    secrets,
    seed,
    summary,
    traefik,
    wait,
)
from ops.errors import StackError
from ops.instance import Instance
from ops.progress import say, step, warn

STATE = Path("/state")
HOSTS = {
    "postgresql": "postgres:5432",
    "consul": "consul:8500",
    "traefik": "traefik:8090",
    "traefik_dashboard": "traefik:8091",
    "ui": "ui:5500",
}
DYNAMIC = Path("/etc/traefik/dynamic")


def instance(state: Path = STATE) -> Instance:
    return Instance(state=state, hosts=HOSTS)


def make_secrets(state: Path = STATE) -> None:
    secrets.ensure(instance(state))
    # The user of the postgres image has a number we do not know, so the file itself is open to all:
    # what keeps it is its volume, which only the containers of PostgreSQL and of this module mount.
    file = state / "database_password" / "postgres"
    secrets.write(file, secrets.text(instance(state), "postgres_password"))
    file.parent.chmod(0o755)
    file.chmod(0o444)
    say("secrets: there")


def make_databases() -> None:
    here = instance()
    refusal = "PostgreSQL does not let us in: see docker compose logs postgres."
    wait.until(lambda: postgres.answers(here), 60, refusal)
    new = databases.ensure(here, registry.services())
    say(f"databases: {len(registry.services())}, of which new: {len(new)}")


def write_configuration() -> None:
    here = instance()
    trusted = os.environ.get("TRUSTED_PROXY_IPS", "")
    (STATE / "traefik" / "traefik.yml").write_text(gateway(here, trusted), encoding="utf-8")
    url = here.url("consul")
    wait.until(lambda: consul.has_leader(url), 60, "Consul elects no leader: see docker compose logs consul.")
    say(str(configuration.distribute(url)))


def gateway(here: Instance, trusted: str = "") -> str:
    """The file Traefik starts with: reached from outside its container, which publishes what it chooses."""
    return traefik.configuration(here, listen="0.0.0.0", dynamic=DYNAMIC, trusted=trusted)


def fill() -> None:
    """Demo data, by the accounts that auth_service has written to the same folder."""
    here = instance(STATE / "demo")
    made = accounts.read_demo(here)
    if made is None:
        raise StackError("there are no demo accounts: see docker compose logs demo-accounts.")
    demo = accounts.write_demo(here, os.environ["PUBLIC_API_URL"], os.environ["UI_URL"], made["comptes"])
    with step("services answer through Traefik"):
        wait.until(lambda: not _unreachable(here), 60, lambda: _sentence(here), every=0.5)
    if not seed.was_done(here):
        with step("demo data"):
            seed.run(here)
    urls = {
        "UI": demo["ui"],
        "API (Traefik)": demo["api"],
        "Traefik dashboard": os.environ["UI_TRAEFIK_URL"],
        "Consul": os.environ["UI_CONSUL_URL"],
    }
    say()
    summary.show(urls, demo, "demo.json of the volume demo")


def _unreachable(here: Instance) -> list[str]:
    return [each.name for each in registry.services() if not health.is_complete(here, each, 1)]


def _sentence(here: Instance) -> str:
    return f"no answer through Traefik: {', '.join(_unreachable(here))}. See docker compose logs."


STEPS = {
    "secrets": make_secrets,
    "databases": make_databases,
    "configuration": write_configuration,
    "demo": fill,
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in STEPS:
        warn(f"usage: python -m ops.containers {'|'.join(STEPS)}")
        return 2
    try:
        STEPS[arguments[0]]()
    except StackError as error:
        warn(f"{arguments[0]}: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
