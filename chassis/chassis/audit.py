"""The audit log: what was done, told to log_service in the same transaction as the deed."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from chassis import request_id
from chassis.auth.actor import Actor
from chassis.messages.outbox import Outgoing, publish_all


@dataclass(frozen=True)
class Entry:
    """The `action` done to the object `objet_id` of `module`, known to people as `libelle`.

    `avant` and `apres` are the changed fields before and after.
    """

    action: str
    module: str
    objet_id: Any
    libelle: str
    avant: dict[str, Any] | None = None
    apres: dict[str, Any] | None = None


def record(
    action: str,
    module: str,
    objet_id: Any,
    *,
    acteur: Actor,
    libelle: str,
    avant: dict[str, Any] | None = None,
    apres: dict[str, Any] | None = None,
) -> None:
    """One entry: see Entry. Call it inside the rule's transaction."""
    record_many([Entry(action, module, objet_id, libelle, avant, apres)], acteur=acteur)


def record_many(entries: list[Entry], *, acteur: Actor) -> None:
    """What `acteur` did to several objects, each entry in order with the others of its object."""
    who = {
        "user_id": acteur.id,
        "user_email": acteur.email,
        "ip": acteur.ip,
        "request_id": request_id.current(),
    }
    publish_all(
        (
            Outgoing(
                "logs",
                "create",
                [{**vars(entry), "objet_id": str(entry.objet_id), **who}],
                to=[settings.LOG_SERVICE],
                ordering_key=f"{entry.module}:{entry.objet_id}",
            )
            for entry in entries
        ),
        actor=acteur,
    )
