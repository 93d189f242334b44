"""Is a service there for a client: registered, healthy, and routed by Traefik?"""

import time

from ops import consul, wait
from ops.instance import Instance
from ops.registry import Process, Service

OLD_HEARTBEAT_SECONDS = 30


def is_routed(instance: Instance, service: Service) -> bool:
    return wait.http_status(instance.url("traefik") + service.public_health) == 200


def registered_name(service: Service, process: Process) -> str:
    return f"{service.name}_{process.name}"


def is_process_routed(instance: Instance, service: Service, process: Process) -> bool:
    """Traefik is asked for its route: what such a process serves (a stream, TCP) is no page to look at.

    The route is there only while Consul knows the process as healthy.
    """
    api = f"{instance.url('traefik_dashboard')}/api"
    name = f"{registered_name(service, process)}@consulcatalog"
    answers = (wait.http_json(f"{api}/{kind}/routers/{name}") for kind in ("http", "tcp"))
    return any(answer and answer["status"] == "enabled" for answer in answers)


def is_going_round(instance: Instance, worker: str) -> bool:
    """A worker listens nowhere: it touches a file each time it goes round, see chassis.heartbeat."""
    file = instance.state / "services" / worker / "heartbeat"
    return file.is_file() and time.time() - file.stat().st_mtime < OLD_HEARTBEAT_SECONDS


def wait_until_routed(
    instance: Instance, services: list[Service], scale: dict[str, int], seconds: float = 60
) -> None:
    """Every instance passes its check in Consul, and every route answers through Traefik."""
    missing = list(services)

    def everything_answers() -> bool:
        missing[:] = [s for s in missing if not is_complete(instance, s, scale.get(s.name, 1))]
        return not missing

    def sentence() -> str:
        names = ", ".join(service.name for service in missing)
        return (
            f"no answer through Traefik after {seconds:.0f} s: {names}. See ./stack logs {missing[0].name}."
        )

    wait.until(everything_answers, seconds, sentence, every=0.2)


def wait_for_ui(instance: Instance) -> None:
    page = f"{instance.url('ui')}/health"
    wait.until(
        lambda: wait.http_status(page) == 200, 30, f"the UI does not start: see {instance.logs / 'ui.log'}."
    )


def is_complete(instance: Instance, service: Service, count: int) -> bool:
    """So many instances, and each further process: healthy and routed."""
    return (
        len(consul.healthy_addresses(instance, service.name)) >= count
        and is_routed(instance, service)
        and all(_is_process_complete(instance, service, each) for each in service.processes)
    )


def _is_process_complete(instance: Instance, service: Service, process: Process) -> bool:
    healthy = consul.healthy_addresses(instance, registered_name(service, process))
    return bool(healthy) and is_process_routed(instance, service, process)
