"""./stack verify: the invariants of each service's data, then those between services."""

from concurrent.futures import ThreadPoolExecutor

import psycopg2

from ops import cross_checks, django_command, postgres, registry
from ops.errors import StackError
from ops.instance import Instance
from ops.progress import say
from ops.supervision import Supervisor


def run(instance: Instance) -> int:
    """Print one line per invariant; 0 when none is broken."""
    if not Supervisor(instance).is_running():
        raise StackError("the system is not running: start it with ./stack up, then verify.")
    if not postgres.answers(instance):
        raise StackError("PostgreSQL does not answer: see ./stack logs postgres, and repeat.")
    services = registry.present()
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda service: django_command.run(instance, service, "verifier"), services))
    broken = 0
    for service, done in zip(services, answers, strict=True):
        say(f"\n{service.name}")
        say((done.stdout + done.stderr).rstrip() or "  no invariant")
        broken += done.returncode != 0
    say("\nbetween services")
    broken += between_services(instance)
    say(f"\n{'everything holds' if not broken else f'{broken} groups are broken'}")
    return 1 if broken else 0


def between_services(instance: Instance) -> int:
    """How many of these invariants are broken; one line is printed for each."""
    broken = 0
    for check in cross_checks.ALL:
        try:
            rows = check.broken_rows(instance)
        except psycopg2.OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise StackError(
                f"a database does not answer ({reason}): see ./stack status, and repeat."
            ) from error
        say(f"{'BROKEN' if rows else 'ok':6}  {check.code:4} {check.sentence}")
        for row in rows[: cross_checks.SHOWN]:
            say(f"          {row}")
        broken += bool(rows)
    return broken
