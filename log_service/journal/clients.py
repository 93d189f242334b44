"""The owners of trashed objects, as the trash sees them: restore this one, remove that one for good."""

from uuid import UUID

from chassis import http
from chassis.auth.actor import Actor
from journal.errors import ProprietaireIndisponible, RefusDuProprietaire

REFUS = (404, 409)


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
    if reponse.status in REFUS:
        raise RefusDuProprietaire(reponse.data)
    if not reponse.ok:
        raise ProprietaireIndisponible(service=service, statut=reponse.status)
