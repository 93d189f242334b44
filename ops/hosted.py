"""A service whose database is on another server: <SERVICE>_DATABASE_URL in .env.

It works as that role; migrations use <SERVICE>_OWNER_DATABASE_URL, or the same one when there is none.
"""

from urllib.parse import urlsplit

from ops import registry, settings_file
from ops.errors import StackError
from ops.instance import Instance
from ops.progress import say
from ops.registry import Service

SUFFIX = "_DATABASE_URL"
OWNER_SUFFIX = "_OWNER_DATABASE_URL"


def url(instance: Instance, service: Service, role: str = "app") -> str | None:
    """Of the database elsewhere, for `role` (app, owner); None when it is the local one."""
    chosen, name = settings_file.read(instance), service.name.upper()
    app, owner = chosen.get(name + SUFFIX), chosen.get(name + OWNER_SUFFIX)
    if owner and not app:
        raise StackError(f".env sets {name}{OWNER_SUFFIX} alone: {name}{SUFFIX} must stand beside it.")
    return owner or app if role == "owner" else app


def services(instance: Instance) -> list[Service]:
    return [service for service in registry.present() if url(instance, service)]


def require_one_each(instance: Instance) -> None:
    """Two services in one database would take each other's messages and migrations for their own."""
    seen: dict[tuple, str] = {}
    for service in services(instance):
        parts = urlsplit(url(instance, service) or "")
        place = (parts.hostname, parts.port or 5432, parts.path)
        if place in seen:
            raise StackError(
                f".env gives {seen[place]} and {service.name} the same database: each needs its own."
            )
        seen[place] = service.name


def remark(instance: Instance, text: str) -> None:
    for service in services(instance):
        say(f"  {text}: the database of {service.name}, which is on another server")


def without(chosen: dict[str, str]) -> dict[str, str]:
    """What .env says to every service: whose database is where is no other's business."""
    own = {
        f"{each.name.upper()}{suffix}" for each in registry.services() for suffix in (SUFFIX, OWNER_SUFFIX)
    }
    return {name: value for name, value in chosen.items() if name not in own}
