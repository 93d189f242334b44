"""The owners of trashed objects, as the trash sees them: show what this one brings back, restore, remove."""

from typing import Any
from uuid import UUID

from chassis import http
from chassis.auth.actor import Actor
from journal.errors import ProprietaireIndisponible, RefusDuProprietaire

REFUS = (404, 409)


def demander_apercu(*, service: str, module: str, objet_id: str, acteur: Actor) -> dict[str, Any]:
    """`{libelle, revient, conflits}`. Raises RefusDuProprietaire, or an Unavailable."""
    reponse = http.call(
        service,
        "POST",
        "/internal/corbeille/apercu/",
        {"module": module, "objet_id": objet_id},
        actor=acteur,
    )
    return _lire(reponse, service)


def demander_restauration(
    *, service: str, module: str, objet_id: str, entree_id: UUID, acteur: Actor
) -> None:
    """Raises RefusDuProprietaire, or an Unavailable when what the owner did is not known."""
    _demander("restaurer", service, {"module": module, "objet_id": objet_id}, entree_id, acteur)


def demander_purge(*, service: str, module: str, objet_id: str, entree_id: UUID, acteur: Actor) -> None:
    """Raises RefusDuProprietaire, or an Unavailable when what the owner did is not known."""
    _demander("purger", service, {"module": module, "objet_id": objet_id}, entree_id, acteur)


def _demander(geste: str, service: str, corps: dict[str, str], entree_id: UUID, acteur: Actor) -> None:
    """One key per entry and gesture: whoever asks again, after a crash or at once, gets the first answer."""
    reponse = http.call(
        service,
        "POST",
        f"/internal/corbeille/{geste}/",
        corps,
        actor=acteur,
        idempotency_key=f"corbeille-{geste}-{entree_id}",
    )
    _lire(reponse, service)


def _lire(reponse: http.Answer, service: str) -> dict[str, Any]:
    if reponse.status in REFUS:
        raise RefusDuProprietaire(reponse.data)
    if not reponse.ok:
        raise ProprietaireIndisponible(service=service, statut=reponse.status)
    return reponse.data
