"""./stack status: each process, its memory, and whether its service is healthy and routed."""

from ops import consul, environment, health, memory, registry
from ops.instance import Instance
from ops.progress import say
from ops.supervision import Supervisor


def run(instance: Instance, memory_only: bool = False) -> int:
    """Print the table; 0 when everything runs and answers."""
    supervisor = Supervisor(instance)
    if not supervisor.is_running():
        say("not running: start it with ./stack up")
        return 1
    tree = memory.children()
    total = 0.0
    fine = True
    rows = supervisor.processes()
    if not memory_only:
        say(f"{'process':<28} {'state':<10} {'pid':>8} {'since':>9} {'memory':>9}  registered / routed")
    for row in rows:
        used = memory.megabytes(memory.family(row["pid"], tree)) if row["pid"] else 0.0
        total += used
        fine = fine and row["statename"] == "RUNNING"
        if memory_only:
            say(f"{row['name']:<28} {used:7.1f} MB")
            continue
        where, good = _reachability(instance, row["name"])
        fine = fine and good
        age = f"{row['now'] - row['start']} s" if row["pid"] else ""
        say(
            f"{row['name']:<28} {row['statename']:<10} {row['pid'] or '-':>8} {age:>9} {used:6.1f} MB {where}"
        )
    own = memory.megabytes([supervisor.pid()])
    say(f"{'supervisord':<28} {own:7.1f} MB" if memory_only else f"\nsupervisord {own:.1f} MB")
    say(f"total {total + own:.0f} MB (PSS)")
    return 0 if fine else 1


def _reachability(instance: Instance, program: str) -> tuple[str, bool]:
    """For what registers itself: is its own address healthy in Consul, and does Traefik lead there?"""
    name, _, rest = program.partition("-")
    service = next((each for each in registry.services() if each.name == name), None)
    if service is None:
        return "", True
    process = next((each for each in service.processes if each.name == rest), None)
    if process:
        registered, port = health.registered_name(service, process), instance.shifted(process.port)
        routed = health.is_process_routed(instance, service, process)
    elif not rest or rest.isdigit():
        registered, port = name, environment.service_port(instance, service, int(rest or 1))
        routed = health.is_routed(instance, service)
    else:
        goes_round = health.is_going_round(instance, program)
        return "goes round" if goes_round else "HANGS", goes_round
    healthy = f"127.0.0.1:{port}" in consul.healthy_addresses(instance, registered)
    return (
        f"{'healthy' if healthy else 'NOT HEALTHY'} / {'routed' if routed else 'NOT ROUTED'}",
        healthy and routed,
    )
