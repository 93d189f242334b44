""".env: what the operator of this copy chose. docs/operations.md has every setting."""

from ops.errors import StackError
from ops.instance import Instance
from ops.paths import ROOT

FILE = ROOT / ".env"
# what the runner gives each process itself: a line of .env would count for nothing
GIVEN = {
    "DATABASE_URL",
    "DJANGO_SECRET_KEY",
    "SERVICE_KEY",
    "SERVICE_PUBLIC_KEYS_DIR",
    "STATE_DIR",
    "JWT_KEYS_DIR",
    "CONSUL_URL",
    "SERVICE_ADDRESS",
    "SERVICE_PORT",
    "SERVICE_BIND",
    "STREAM_PORT",
    "TCP_PORT",
    "UI_API_URL",
    "UI_INTERNAL_URL",
    "UI_DEMO_FILE",
    "UI_RELOAD",
}


def read(instance: Instance) -> dict[str, str]:
    """Its lines NAME=value. A copy for tests has none: it must reach nobody's database or mail server."""
    if not instance.durable or not FILE.exists():
        return {}
    lines = (line.strip() for line in FILE.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    chosen = {name.strip(): value.strip().strip("\"'") for name, _, value in pairs if value.strip()}
    _refuse_what_would_not_count(chosen)
    return chosen


def _refuse_what_would_not_count(chosen: dict[str, str]) -> None:
    for name in chosen:
        if name.removesuffix("_FILE") == "DATABASE_URL":
            raise StackError(
                f"{name} in .env would be one database for all services: write a line for each, such as "
                "STOCK_SERVICE_DATABASE_URL=... (docs/operations.md, A hosted PostgreSQL)."
            )
        if {name, name.removesuffix("_FILE")} & GIVEN:
            raise StackError(f".env sets {name}, which ./stack gives each process itself: remove the line.")
