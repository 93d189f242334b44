"""What `up` prints at the end: where everything is, and who may log in."""

from ops import accounts, environment
from ops.instance import Instance
from ops.progress import say


def print_urls(instance: Instance) -> None:
    urls = {
        "UI": environment.ui_url(instance),
        "API (Traefik)": environment.public_url(instance),
        "Traefik dashboard": instance.url("traefik_dashboard") + "/dashboard/",
        "Consul": instance.url("consul") + "/ui/",
        "Mails (caught)": instance.url("mail"),
    }
    show(urls, accounts.read_demo(instance), str(instance.demo_file))


def show(urls: dict[str, str], demo: dict | None, also_in: str) -> None:
    for name, url in urls.items():
        say(f"  {name:<20} {url}")
    if demo:
        say(f"\n  Demo accounts (also in {also_in}):")
        for account in demo["comptes"]:
            say(f"  {account['role']:<20} {account['email']:<36} {account['password']}")
    say()
