"""The demo accounts and .stack/demo.json, or the first administrator of a system without demo."""

import getpass
import json
import os
import sys

from ops import django_command, registry, secrets
from ops.errors import StackError
from ops.instance import Instance

AUTH = "auth_service"


def ensure_demo(instance: Instance) -> dict:
    """One account per default role; returns what demo.json holds. Repeating keeps the passwords."""
    made = instance.state / "demo_accounts.json"
    service = registry.service(AUTH)
    django_command.must(instance, service, "comptes_demo", "--fichier", str(made))
    made.chmod(0o600)
    accounts = json.loads(made.read_text(encoding="utf-8"))
    if isinstance(accounts, dict):
        accounts = accounts["comptes"]
    return write_demo(instance, instance.url("traefik"), instance.url("ui"), accounts)


def write_demo(instance: Instance, api: str, ui: str, accounts: list[dict]) -> dict:
    """`api` and `ui` as a browser calls them."""
    demo = {"api": api, "ui": ui, "comptes": accounts}
    secrets.write(instance.demo_file, json.dumps(demo, indent=2, ensure_ascii=False) + "\n")
    return demo


def read_demo(instance: Instance) -> dict | None:
    if not instance.demo_file.exists():
        return None
    return json.loads(instance.demo_file.read_text(encoding="utf-8"))


def ensure_administrator(instance: Instance) -> None:
    """Ask for the first administrator, once."""
    mark = instance.state / "administrator"
    if mark.exists():
        return
    email = os.environ.get("ADMIN_EMAIL")
    password = os.environ.get("ADMIN_PASSWORD")
    if not (email and password):
        if not sys.stdin.isatty():
            raise StackError(
                "the first administrator is needed: set ADMIN_EMAIL and ADMIN_PASSWORD, and repeat."
            )
        email = email or input("E-mail of the first administrator: ").strip()
        password = password or getpass.getpass("Password: ")
    service = registry.service(AUTH)
    django_command.must(
        instance, service, "creer_administrateur", "--email", email, extra={"ADMIN_PASSWORD": password}
    )
    mark.write_text(email + "\n")
