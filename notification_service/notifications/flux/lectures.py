"""What the listening thread asks the database, in plain SQL."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

CHAMPS = (
    "id",
    "type",
    "niveau",
    "titre",
    "message",
    "piece_id",
    "commande_id",
    "lien",
    "silencieuse",
    "lue_le",
    "cree_le",
)
REPRISE = 200
COLONNES = ", ".join(CHAMPS)
# A transaction may commit after one whose notifications are younger: what came shortly before is sent again.
CHEVAUCHEMENT = "5 seconds"

NOUVELLES = f"""
    SELECT user_id, {COLONNES} FROM notifications
    WHERE source_id = ANY(%s::uuid[]) AND user_id = ANY(%s::uuid[]) ORDER BY cree_le, id
"""
NON_LUES = """
    SELECT user_id, count(*) FROM notifications
    WHERE user_id = ANY(%s::uuid[]) AND lue_le IS NULL GROUP BY user_id
"""
DERNIERE = "SELECT cree_le FROM notifications WHERE id = %s AND user_id = %s"
MANQUEES = f"""
    SELECT {COLONNES} FROM notifications
    WHERE user_id = %s AND id <> %s AND cree_le >= %s - interval '{CHEVAUCHEMENT}'
    ORDER BY cree_le DESC, id DESC LIMIT {REPRISE + 1}
"""
REVOCATIONS = "SELECT session_id, user_id, version FROM revocations WHERE expires_at > now()"


def lire_nouvelles(cursor, sources: Iterable[str], utilisateurs: Iterable[UUID]) -> list[tuple[UUID, dict]]:
    """The notifications of these events for these users."""
    cursor.execute(NOUVELLES, [list(sources), [str(user_id) for user_id in utilisateurs]])
    return [(user_id, _notification(ligne)) for user_id, *ligne in cursor.fetchall()]


def lire_non_lues(cursor, utilisateurs: Iterable[str]) -> dict[UUID, int]:
    utilisateurs = list(utilisateurs)
    cursor.execute(NON_LUES, [utilisateurs])
    return {UUID(user_id): 0 for user_id in utilisateurs} | dict(cursor.fetchall())


def lire_manquees(cursor, user_id: UUID, derniere: UUID) -> tuple[list[dict], bool]:
    """What came after the notification `derniere`, oldest first; and whether there may be more than that."""
    cursor.execute(DERNIERE, [str(derniere), str(user_id)])
    trouvee = cursor.fetchone()
    if trouvee is None:  # no longer kept, or another's: nobody can say what came after it
        return [], True
    cursor.execute(MANQUEES, [str(user_id), str(derniere), trouvee[0]])
    lignes = cursor.fetchall()
    return [_notification(ligne) for ligne in reversed(lignes[:REPRISE])], len(lignes) > REPRISE


def lire_revocations(cursor) -> tuple[set[str], dict[str, int]]:
    """Sessions that are over; for users, the version below which a token is refused."""
    cursor.execute(REVOCATIONS)
    sessions: set[str] = set()
    versions: dict[str, int] = {}
    for session_id, user_id, version in cursor.fetchall():
        if session_id:
            sessions.add(session_id)
        else:
            versions[user_id] = max(versions.get(user_id, 0), version)
    return sessions, versions


def _notification(ligne: Iterable[Any]) -> dict[str, Any]:
    valeurs = dict(zip(CHAMPS, ligne, strict=True))
    return valeurs | {"lue": valeurs["lue_le"] is not None}
