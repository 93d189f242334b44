"""What auth_service tells the others."""

from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.auth.actor import Actor
from chassis.messages import publish
from comptes.models import Utilisateur

NOTIFICATION_SERVICE = "notification_service"
SERVICES_A_PREVENIR = [
    "pieces_service",
    "stock_service",
    "commandes_service",
    NOTIFICATION_SERVICE,
    "log_service",
]


def publier_utilisateur(methode: str, utilisateur: Utilisateur, *, acteur: Actor) -> None:
    """`methode`: create, update or delete; the whole account as it is now."""
    donnees = {
        "id": utilisateur.id,
        "email": utilisateur.email,
        "nom": utilisateur.nom,
        "prenom": utilisateur.prenom,
        "role": utilisateur.role.nom,
        "permissions": utilisateur.role.codes,
        "actif": utilisateur.actif,
        "langue": utilisateur.langue,
    }
    publish(
        "utilisateurs",
        methode,
        [donnees],
        to=[NOTIFICATION_SERVICE],
        ordering_key=f"utilisateurs:{utilisateur.id}",
        actor=acteur,
    )


def publier_fin_de_sessions(sessions: list[UUID], *, expire_le: datetime, acteur: Actor) -> None:
    _publier_revocations([{"sid": sid, "expire_le": expire_le} for sid in sessions], acteur)


def publier_nouvelle_ver(utilisateurs: list[Utilisateur], *, expire_le: datetime, acteur: Actor) -> None:
    """Every token of these accounts with a lower `ver` is refused."""
    _publier_revocations(
        [{"user_id": u.id, "ver": u.ver, "expire_le": expire_le} for u in utilisateurs], acteur
    )


def _publier_revocations(donnees: list[dict[str, Any]], acteur: Actor) -> None:
    # Any order will do: a receiver keeps the highest `ver`, and an ended session does not come back.
    cle = donnees[0].get("sid") or donnees[0]["user_id"]
    publish(
        "sessions", "revoke", donnees, to=SERVICES_A_PREVENIR, ordering_key=f"sessions:{cle}", actor=acteur
    )
