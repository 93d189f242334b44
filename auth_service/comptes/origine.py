from dataclasses import dataclass


@dataclass(frozen=True)
class Origine:
    """Where a request comes from, as the login history and the list of sessions show it."""

    ip: str = ""
    user_agent: str = ""
    appareil: str = ""
