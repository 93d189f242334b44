"""Since when this instance runs. Workers are forked from the process that read it first, and inherit it."""

from datetime import UTC, datetime

STARTED_AT = datetime.now(UTC).isoformat(timespec="seconds")
