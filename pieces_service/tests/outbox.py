"""What the outbox holds for whom."""

from chassis.models import OutboxMessage


def messages(module: str, target: str | None = None) -> list[dict]:
    """The bodies of a module's messages, oldest first."""
    rows = OutboxMessage.objects.filter(body__moduleName=module).order_by("id")
    return [row.body for row in rows if target in (None, row.target)]


def donnees(module: str, target: str | None = None) -> list[dict]:
    return [message["data"][0] for message in messages(module, target)]


def methodes(module: str, target: str) -> list[str]:
    return [message["method"] for message in messages(module, target)]
