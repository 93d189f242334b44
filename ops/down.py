"""./stack down: stop everything in order; the data stay."""

from ops import orphans
from ops.instance import Instance
from ops.progress import say, step
from ops.supervision import Supervisor

# services first: they leave Consul while it is there, and finish their requests while PostgreSQL is
LAST = ("traefik", "ui"), ("consul", "postgres")


def run(instance: Instance) -> None:
    supervisor = Supervisor(instance)
    if not supervisor.is_running():
        count = orphans.end(instance)
        say(f"ended {count} processes whose supervisor was gone" if count else "nothing is running")
        return
    known = {row["name"] for row in supervisor.processes()}
    infrastructure = {name for group in LAST for name in group}
    with step("services and workers stopped"):
        supervisor.stop(known - infrastructure)
    with step("infrastructure stopped"):
        for group in LAST:
            supervisor.stop(known & set(group))
        supervisor.shutdown()
