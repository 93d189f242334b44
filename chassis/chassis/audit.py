"""The audit log: what was done, told to log_service in the same transaction as the deed."""

from typing import Any

from django.conf import settings

from chassis import request_id
from chassis.auth.actor import Actor
from chassis.messages import publish


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
    """One entry: `acteur` did `action` to the object `objet_id` of `module`, known to people as `libelle`.

    `avant` and `apres` are the changed fields before and after. Call it inside the rule's transaction.
    """
    publish(
        "logs",
        "create",
        [
            {
                "action": action,
                "module": module,
                "objet_id": str(objet_id),
                "libelle": libelle,
                "avant": avant,
                "apres": apres,
                "user_id": acteur.id,
                "user_email": acteur.email,
                "ip": acteur.ip,
                "request_id": request_id.current(),
            }
        ],
        to=[settings.LOG_SERVICE],
        ordering_key=f"{module}:{objet_id}",
        actor=acteur,
    )
