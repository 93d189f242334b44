"""What runs: every process of an instance, with its command line, folder, environment and user."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from ops import code_version, consul, environment, postgres, processes, registry, traefik
from ops.instance import Instance
from ops.paths import BIN, PYTHON, ROOT, UI
from ops.registry import Process, Service

# our own Python processes leave nothing of a killed predecessor behind
LAUNCH = [str(PYTHON), str(ROOT / "ops" / "launch.py")]
GUNICORN = [*LAUNCH, str(BIN / "gunicorn")]

SMALL_HEAP = {
    "GOGC": "50"
}  # Go collects at half again what is in use, not at twice: on one machine memory counts


@dataclass(frozen=True)
class Binaries:
    """The programs that are not in the virtual environment."""

    postgres: Path
    consul: Path


@dataclass(frozen=True)
class Program:
    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: str | None = None
    stop_signal: str = "TERM"
    stop_seconds: int = 10


def all_programs(instance: Instance, binaries: Binaries, scale: dict[str, int]) -> list[Program]:
    present = registry.present()
    programs = [
        *infrastructure(instance, binaries),
        *(web(instance, service, n + 1) for service in present for n in range(scale.get(service.name, 1))),
        *(worker(instance, service) for service in present),
        *(extra(instance, service, process) for service in present for process in service.processes),
    ]
    return [mark(instance, program) for program in programs]


def mark(instance: Instance, program: Program) -> Program:
    """So that the process is recognised whatever happens to its supervisor."""
    marks = {processes.INSTANCE_MARK: str(instance.state), processes.PROGRAM_MARK: program.name}
    return replace(program, environment={**program.environment, **marks})


def infrastructure(instance: Instance, binaries: Binaries) -> list[Program]:
    return [
        database(instance, binaries.postgres),
        Program("consul", consul.command(instance, binaries.consul), ROOT, SMALL_HEAP),
        gateway(instance),
        ui(instance),
        mail(instance),
    ]


def database(instance: Instance, binaries: Path) -> Program:
    # INT: stop without waiting for the clients to leave
    return Program(
        "postgres",
        postgres.command(instance, binaries),
        Path("/"),
        user=postgres.system_user(),
        stop_signal="INT",
        stop_seconds=20,
    )


def gateway(instance: Instance) -> Program:
    values = {
        **environment.of_gateway(instance),
        **SMALL_HEAP,
        "GDS_CONFIGURATION": code_version.of(traefik.SOURCE, code_version.STACK_PACKAGES),
    }
    return Program("traefik", traefik.command(instance), ROOT, values)


def ui(instance: Instance) -> Program:
    command = [
        *GUNICORN,
        "--no-control-socket",
        "--workers=1",
        "--threads=8",
        "--graceful-timeout=3",
        f"--bind=127.0.0.1:{instance.port('ui')}",
        "server:app",
    ]
    values = {**environment.of_ui(instance), "GDS_CODE": code_version.of(UI, code_version.PACKAGES)}
    return Program("ui", command, UI, values)


def mail(instance: Instance) -> Program:
    command = [
        str(PYTHON),
        "-m",
        "ops.mailbox",
        f"--smtp={instance.address('smtp')}",
        f"--http={instance.address('mail')}",
        f"--folder={instance.state / 'mails'}",
    ]
    version = code_version.of(ROOT / "ops" / "mailbox", code_version.PACKAGES)
    return Program("mail", command, ROOT, {"GDS_CODE": version})


def web(instance: Instance, service: Service, number: int) -> Program:
    name = service.name if number == 1 else f"{service.name}-{number}"
    values = {
        **environment.of_service(instance, service, number),
        "GDS_CODE": code_version.of_service(service),
    }
    command = [*GUNICORN, "-c", "python:chassis.gunicorn_conf", "config.wsgi"]
    return Program(name, command, service.folder, values, stop_seconds=25)


def extra(instance: Instance, service: Service, process: Process) -> Program:
    program, *arguments = process.command
    path = PYTHON if program == "python" else BIN / program
    values = {**environment.of_service(instance, service), "GDS_CODE": code_version.of_service(service)}
    values["STATE_DIR"] += f"-{process.name}"
    Path(values["STATE_DIR"]).mkdir(parents=True, exist_ok=True)
    return Program(f"{service.name}-{process.name}", [*LAUNCH, str(path), *arguments], service.folder, values)


def worker(instance: Instance, service: Service) -> Program:
    values = {**environment.of_service(instance, service), "GDS_CODE": code_version.of_service(service)}
    values["STATE_DIR"] += "-worker"
    Path(values["STATE_DIR"]).mkdir(parents=True, exist_ok=True)
    return Program(
        f"{service.name}-worker", [*LAUNCH, str(PYTHON), "manage.py", "worker"], service.folder, values
    )
