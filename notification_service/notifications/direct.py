"""What the open streams are told: a word on a channel of PostgreSQL, heard when the transaction commits."""

from uuid import UUID

from django.db import connection

CANAL = "notifications"
NOUVEAU, LUES = "nouveau", "lues"


def annoncer_nouveau(evenement_id: UUID) -> None:
    """Somebody has a notification of this event."""
    _dire(NOUVEAU, evenement_id)


def annoncer_lues(user_id: UUID) -> None:
    """This user has read some, perhaps in another browser."""
    _dire(LUES, user_id)


def _dire(quoi: str, identifiant: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CANAL, f"{quoi}:{identifiant}"])
