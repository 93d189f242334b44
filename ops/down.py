"""./stack down: stop everything in order; the data stay."""

from ops import orphans
from ops.instance import Instance
from ops.progress import say, step
from ops.supervision import Supervisor

# services first: they leave Consul while it is there, and finish their requests while PostgreSQL is
LAST = ("traefik", "ui"), ("consul", "postgres")


def run(instance: Instance) -> None:
    if Supervisor(instance).is_running():
        with step("stopped"):
            quietly(instance)
        return
    count = quietly(instance)
    say(f"ended {count} processes whose supervisor was gone" if count else "nothing is running")


def quietly(instance: Instance) -> int:
    """The same without a word; returns how many processes had outlived their supervisor."""
    supervisor = Supervisor(instance)
    if not supervisor.is_running():
        return orphans.end(instance)
    known = {row["name"] for row in supervisor.processes()}
    supervisor.stop(known - {name for group in LAST for name in group})
    for group in LAST:
        supervisor.stop(known & set(group))
    supervisor.shutdown()
    return 0
