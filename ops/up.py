"""./stack up: from whatever state there is to a system that answers. Safe to repeat."""

import time
from concurrent.futures import ThreadPoolExecutor

from ops import (
    accounts,
    configuration,
    consul,
    consul_binary,
    databases,
    environment,
    health,
    migrations,
    orphans,
    ports,
    postgres,
    postgres_binaries,
    registry,
    secrets,
    seed,
    summary,
    traefik,
    ui_files,
)
from ops.demo import seller
from ops.errors import StackError
from ops.instance import Instance
from ops.programs import Binaries, Program, all_programs
from ops.progress import say, step, warn
from ops.supervision import Supervisor

INFRASTRUCTURE = ("postgres", "consul", "traefik", "ui", "mail")


def run(instance: Instance, scale: dict[str, int], demo: bool = True, with_seed: bool = True) -> None:
    began = time.monotonic()
    instance.prepare()
    supervisor = Supervisor(instance)
    if supervisor.is_running():
        require_free_ports_of_new(instance, supervisor, scale)
    else:
        clear_the_way(instance, scale)
    binaries = fetch(instance)
    new = migrate(instance) if supervisor.is_running() and postgres.answers(instance) else []
    programs = configure(instance, supervisor, binaries, scale)
    new += start_databases(instance, supervisor)
    start_infrastructure(instance, supervisor)
    start_services(instance, supervisor, programs, scale)
    fill(instance, demo, with_seed, fresh=bool(new))
    say()
    summary.print_urls(instance)
    say(f"Ready in {time.monotonic() - began:.1f} s.")


def clear_the_way(instance: Instance, scale: dict[str, int]) -> None:
    """End what a killed supervisor left behind, and make sure that nobody else has our ports."""
    count = orphans.end(instance)
    if count:
        say(f"  ended {count} processes whose supervisor was gone")
    require_free_ports(instance, scale)


def require_free_ports(instance: Instance, scale: dict[str, int]) -> None:
    infrastructure = {name: instance.port(name) for name in registry.infrastructure_ports()}
    ports.require_free(infrastructure | ports_of_services(instance, scale))


def require_free_ports_of_new(instance: Instance, supervisor: Supervisor, scale: dict[str, int]) -> None:
    """The same for a system that runs: what its supervisor knows already has its port."""
    known = {row["name"] for row in supervisor.processes()}
    wanted = ports_of_services(instance, scale)
    ports.require_free({name: port for name, port in wanted.items() if name not in known})


def ports_of_services(instance: Instance, scale: dict[str, int]) -> dict[str, int]:
    """Name of the program -> the port it listens on."""
    found = {}
    for service in registry.services():
        for number in range(1, scale.get(service.name, 1) + 1):
            name = service.name if number == 1 else f"{service.name}-{number}"
            found[name] = environment.service_port(instance, service, number)
        for process in service.processes:
            found[f"{service.name}-{process.name}"] = instance.shifted(process.port)
    return found


def fetch(instance: Instance) -> Binaries:
    """What is not in the repository nor in the virtual environment, all at once."""
    with step("programs, libraries of the UI, secrets"), ThreadPoolExecutor() as pool:
        vendor = pool.submit(ui_files.ensure)
        agent = pool.submit(consul_binary.find)
        server = pool.submit(postgres_binaries.find)
        secrets.ensure(instance)
        vendor.result()
        return Binaries(postgres=server.result(), consul=agent.result())


def configure(
    instance: Instance, supervisor: Supervisor, binaries: Binaries, scale: dict[str, int]
) -> list[Program]:
    """The cluster, Traefik's file, and a supervisor that knows every program."""
    with step("configuration"):
        postgres.initialise(instance, binaries.postgres)
        traefik.write_configuration(instance)
        programs = all_programs(instance, binaries, scale)
        supervisor.apply(programs)
        return programs


def migrate(instance: Instance) -> list[registry.Service]:
    """Bring databases and tables up to date; the services whose database is new.

    Where the system runs this comes before anything is stopped: a migration that fails leaves it as it was.
    """
    new = databases.ensure(instance, registry.present())
    migrations.apply(instance, registry.present())
    return new


def start_databases(instance: Instance, supervisor: Supervisor) -> list[registry.Service]:
    """Start PostgreSQL (and, since they need nothing of it, the rest of the infrastructure); migrate."""
    with step("PostgreSQL"):
        supervisor.start(INFRASTRUCTURE)
        postgres.wait_until_ready(instance)
    return migrate(instance)


def start_infrastructure(instance: Instance, supervisor: Supervisor) -> None:
    with step("Consul, Traefik, UI"):
        consul.wait_until_ready(instance)
        given = configuration.distribute(instance.url("consul"))
        if seed.was_done(instance):
            seller.name_again(instance.url("consul"), given)
        traefik.wait_until_ready(instance)
        health.wait_for_ui(instance)
    if given.kept or given.written:
        say(f"    {given}")


def start_services(
    instance: Instance, supervisor: Supervisor, programs: list[Program], scale: dict[str, int]
) -> None:
    with step("services and workers"):
        supervisor.start(program.name for program in programs if program.name not in INFRASTRUCTURE)
        health.wait_until_routed(instance, list(registry.present()), scale)
        if supervisor.roll_on():
            health.wait_until_routed(instance, list(registry.present()), scale)


def fill(instance: Instance, demo: bool, with_seed: bool, fresh: bool) -> None:
    """Accounts, and demo data in a database that is new."""
    if not registry.service(accounts.AUTH).exists:
        return
    if not demo:
        accounts.ensure_administrator(instance)
        return
    if fresh or accounts.read_demo(instance) is None:
        with step("demo accounts"):
            accounts.ensure_demo(instance)
    if with_seed and (fresh or not seed.was_done(instance)):
        # without them the system is as good; ./stack seed tries again
        try:
            with step("demo data"):
                seed.run(instance)
        except StackError as error:
            warn(f"stack: the demo data are incomplete: {error}")
