"""The deny list: sessions ended and users changed before their tokens expired.

auth_service tells every service by message; each keeps the few rows that still matter in its own database
and in the memory of each process, at most one second old.
"""

import threading
import time
from typing import Any

from django.utils import timezone

from chassis.models import Revocation

MAX_AGE_SECONDS = 1.0


class _DenyList:
    def __init__(self):
        self._sessions: set[str] = set()
        self._versions: dict[str, int] = {}
        self._loaded_at = 0.0
        self._lock = threading.Lock()

    def refuses(self, claims: dict[str, Any]) -> bool:
        self._reload_if_old()
        return claims["sid"] in self._sessions or int(claims["ver"]) < self._versions.get(claims["sub"], 0)

    def _reload_if_old(self) -> None:
        with self._lock:
            if time.monotonic() - self._loaded_at < MAX_AGE_SECONDS:
                return
            rows = Revocation.objects.filter(expires_at__gt=timezone.now())
            sessions: set[str] = set()
            versions: dict[str, int] = {}
            for row in rows.values("session_id", "user_id", "version"):
                if row["session_id"]:
                    sessions.add(row["session_id"])
                else:
                    versions[row["user_id"]] = max(versions.get(row["user_id"], 0), row["version"])
            self._sessions, self._versions, self._loaded_at = sessions, versions, time.monotonic()

    def forget(self) -> None:
        self._loaded_at = 0.0


deny_list = _DenyList()


def revoke_session(session_id: str, expires_at) -> None:
    """No token of this session is accepted any more."""
    Revocation.objects.create(session_id=session_id, expires_at=expires_at)


def revoke_before(user_id: str, version: int, expires_at) -> None:
    """No token of this user with a `ver` below `version` is accepted any more."""
    Revocation.objects.create(user_id=str(user_id), version=version, expires_at=expires_at)
