"""What `up` prints at the end: where everything is, and who may log in."""

from ops import accounts
from ops.instance import Instance
from ops.progress import say


def print_urls(instance: Instance) -> None:
    for name, url in (
        ("UI", instance.url("ui")),
        ("API (Traefik)", instance.url("traefik")),
        ("Traefik dashboard", instance.url("traefik_dashboard") + "/dashboard/"),
        ("Consul", instance.url("consul") + "/ui/"),
    ):
        say(f"  {name:<20} {url}")
    demo = accounts.read_demo(instance)
    if demo:
        say("\n  Demo accounts (also in " + str(instance.demo_file) + "):")
        for account in demo["comptes"]:
            say(f"  {account['role']:<20} {account['email']:<36} {account['password']}")
    say()
