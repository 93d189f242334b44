"""Messages as the other services send them."""

from django.conf import settings

from chassis.identifiers import new_id
from chassis.testing.clients import service_client


def message(module: str, method: str, data: list[dict], *, source: str, **changes) -> dict:
    return {
        "moduleName": module,
        "method": method,
        "serviceName": settings.SERVICE_NAME,
        "serviceSource": source,
        "id": str(new_id()),
        "emis_le": "2026-11-20T10:00:00Z",
        "correlation_id": "",
        "acteur_id": None,
        "version": 1,
        "data": data,
    } | changes


def deliver(*messages: dict) -> list[str]:
    """Post them as their source does; the state of each."""
    answer = service_client(messages[0]["serviceSource"]).post("/internal/messages/", list(messages))
    assert answer.status_code == 200, answer.json()
    return [result["state"] for result in answer.json()["results"]]
