"""The commands of ./stack."""

import argparse

from ops import instance as instances
from ops import rights
from ops.errors import StackError
from ops.instance import Instance
from ops.progress import warn

MOST_INSTANCES = 8  # further ports are ten apart: the ninth would meet Traefik's

# each command imports what it needs, so that `logs` does not wait for what `up` needs


def up(instance: Instance, options: argparse.Namespace) -> None:
    from ops import up

    up.run(instance, scale_of(options.scale), demo=options.demo)


def down(instance: Instance, options: argparse.Namespace) -> None:
    from ops import down

    down.run(instance)


def status(instance: Instance, options: argparse.Namespace) -> int:
    from ops import status

    return status.run(instance, memory_only=options.memory)


def logs(instance: Instance, options: argparse.Namespace) -> None:
    from ops import logs

    logs.run(instance, options.service, options.follow)


def seed(instance: Instance, options: argparse.Namespace) -> None:
    from ops import seed

    seed.run(instance)


def reset(instance: Instance, options: argparse.Namespace) -> None:
    from ops import reset

    reset.run(instance, options.yes)


def secret(instance: Instance, options: argparse.Namespace) -> None:
    from ops import signing_key

    signing_key.run(instance)


def verify(instance: Instance, options: argparse.Namespace) -> int:
    from ops import verify

    return verify.run(instance)


def test(instance: Instance, options: argparse.Namespace) -> int:
    from ops import testing

    return testing.run(options.area)


def backup(instance: Instance, options: argparse.Namespace) -> None:
    from ops import backup

    backup.run(instance, options.file)


def restore(instance: Instance, options: argparse.Namespace) -> None:
    from ops import restore

    restore.run(instance, options.file, options.yes)


def bench(instance: Instance, options: argparse.Namespace) -> int:
    from ops import bench

    return bench.run(instance, options.name, options.arguments)


# who may read the logs may see them; the tests have a state of their own
WITHOUT_STATE = (logs, test)


def scale_of(texts: list[str]) -> dict[str, int]:
    """['stock_service=2'] -> {'stock_service': 2}"""
    from ops import registry

    scale = {}
    for text in texts:
        name, _, number = text.partition("=")
        registry.service(name)
        if number not in map(str, range(1, MOST_INSTANCES + 1)):
            raise StackError(f"--scale {text}: write {name}=2, with a number from 1 to {MOST_INSTANCES}.")
        scale[name] = int(number)
    return scale


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="./stack", description="Run Gestion de Stock on this machine.")
    commands = root.add_subparsers(dest="command", required=True, metavar="command")

    def command(run, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(run.__name__, help=about, description=about)
        made.set_defaults(run=run)
        return made

    start = command(up, "start everything, or bring a running system up to date")
    start.add_argument("--no-demo", dest="demo", action="store_false", help="no demo accounts nor data")
    start.add_argument(
        "--scale",
        nargs="+",
        action="extend",
        default=[],
        metavar="SERVICE=N",
        help="several instances of a service",
    )
    command(down, "stop everything; the data stay")
    command(status, "each process, its memory, its health").add_argument("--memory", action="store_true")
    show = command(logs, "what a process wrote")
    show.add_argument("service", nargs="?")
    show.add_argument("-f", "--follow", action="store_true")
    command(test, "all checks and tests, or those of one area").add_argument("area", nargs="?")
    command(seed, "demo data, through the API")
    command(reset, "delete all data of this copy").add_argument("--yes", action="store_true")
    command(backup, "all data in one file, from the running system").add_argument("file", nargs="?")
    back = command(restore, "this copy becomes what it was at a backup")
    back.add_argument("file")
    back.add_argument("--yes", action="store_true")
    command(secret, "a new key to sign tokens with")
    command(verify, "check every invariant of the data")
    measure = command(bench, "measure the running system; without a name: what there is to measure")
    measure.add_argument("name", nargs="?")
    measure.add_argument("arguments", nargs=argparse.REMAINDER)
    return root


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:], "--help"]
    options = parser().parse_args(arguments)
    try:
        instance = instances.current()
        if options.run not in WITHOUT_STATE:
            rights.require_own(instance.state)
        return options.run(instance, options) or 0
    except StackError as error:
        warn(f"stack: {error}")
        return 1
    except PermissionError as error:
        warn(f"stack: {rights.sentence(error)}")
        return 1
    except KeyboardInterrupt:
        warn("stack: interrupted; repeat the command to go on.")
        return 130
