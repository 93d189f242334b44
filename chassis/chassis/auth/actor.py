"""The one who acts: a user, a service on behalf of a user, or a service by itself."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """`id` and `email` are the user's, empty when a service acts by itself; `service` is the caller."""

    id: UUID | None = None
    email: str = ""
    role: str = ""
    permissions: frozenset[str] = field(default_factory=frozenset)
    session_id: str = ""
    ip: str = ""
    service: str = ""

    is_authenticated = True

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def as_claim(self) -> dict[str, Any]:
        """What a service token carries of the user on whose behalf it calls."""
        return {"sub": str(self.id) if self.id else None, "email": self.email, "ip": self.ip}

    @classmethod
    def from_claim(cls, service: str, claim: dict[str, Any]) -> "Actor":
        user_id = claim.get("sub")
        return cls(
            id=UUID(user_id) if user_id else None,
            email=claim.get("email") or "",
            ip=claim.get("ip") or "",
            service=service,
        )
