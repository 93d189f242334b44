"""./stack seed: demo data through the HTTP API. Safe to repeat."""

import json
from pathlib import Path

from ops import accounts, django_command, registry
from ops.demo import activity, seller, shop
from ops.demo.client import Client
from ops.errors import StackError
from ops.instance import Instance

FILLED_BY = "administrateur"


def was_done(instance: Instance) -> bool:
    return mark(instance).exists()


def run(instance: Instance) -> None:
    demo = accounts.read_demo(instance)
    if demo is None:
        raise StackError("there are no demo accounts: start the system with ./stack up, without --no-demo.")
    account = next(row for row in demo["comptes"] if row["role"] == FILLED_BY)
    client = Client(instance.url("traefik"), account["email"], account["password"])
    seller.name(instance.url("consul"))
    shop.fill(client)
    _past(instance)
    shop.set_thresholds(client)
    activity.fill(client)
    mark(instance).touch()


def _past(instance: Instance) -> None:
    """Three months of movements; only where the service's code is at hand, and into an empty ledger alone."""
    if instance.hosts:
        return
    stock = registry.service("stock_service")
    django_command.must(instance, stock, "historique_demo", input=json.dumps(activity.past()))


def mark(instance: Instance) -> Path:
    """A file that is there once the demo data are."""
    return instance.state / "demo_data"
