"""Migrations: run as the owner of each database, and only when the migration files have changed since."""

from concurrent.futures import ThreadPoolExecutor

from psycopg2 import sql

from ops import code_version, django_command, hosted, postgres
from ops.instance import Instance
from ops.progress import step
from ops.registry import Service

AT_ONCE = 2


def apply(instance: Instance, services: tuple[Service, ...]) -> None:
    waiting = [
        service for service in services if _applied(instance, service) != code_version.of_migrations(service)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(_migrate, instance, service) for service in waiting]:
            done.result()


def _migrate(instance: Instance, service: Service) -> None:
    with step(f"migrations of {service.name}"):
        django_command.must(instance, service, "migrate", "--no-input", role="owner")
        if not hosted.url(instance, service):
            _remember(instance, service)


def _applied(instance: Instance, service: Service) -> str | None:
    """Which migrations the database has: kept as its comment, so that it goes wherever the data go.

    Not on another server, where who migrates need not be the owner of the database: Django looks each time.
    """
    if hosted.url(instance, service):
        return None
    with postgres.connect(instance) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [service.database],
        )
        return cursor.fetchone()[0]


def _remember(instance: Instance, service: Service) -> None:
    statement = sql.SQL("COMMENT ON DATABASE {db} IS {version}").format(
        db=sql.Identifier(service.database), version=sql.Literal(code_version.of_migrations(service))
    )
    with postgres.connect(instance) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
