"""One database and two roles per service: the owner migrates, the application role works with rows."""

import psycopg2
from psycopg2 import sql

from ops import hosted, postgres, secrets
from ops.instance import Instance
from ops.registry import Service

# without these a stuck client holds its locks for ever, and a killed worker's statement still commits
APPLICATION_LIMITS = {
    "lock_timeout": "2s",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "10s",
    "client_connection_check_interval": "1s",
}


def owner(service: Service) -> str:
    return f"{service.database}_owner"


def application(service: Service) -> str:
    return f"{service.database}_app"


def ensure(instance: Instance, services: tuple[Service, ...]) -> list[Service]:
    """Make roles and databases, or bring them up to date; return the services whose database is new.

    A service whose database is on another server has one here too, which it does not use.
    """
    hosted.require_one_each(instance)
    new = []
    connection = postgres.connect(instance)
    try:
        for service in services:
            with connection.cursor() as cursor:
                _roles(cursor, instance, service)
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [service.database])
                if cursor.fetchone() is None:
                    names = {"db": sql.Identifier(service.database), "owner": sql.Identifier(owner(service))}
                    cursor.execute(sql.SQL("CREATE DATABASE {db} OWNER {owner}").format(**names))
                    new.append(service)
            _write_urls(instance, service)
    finally:
        connection.close()
    # not for the new ones alone: this may have been interrupted after CREATE DATABASE
    for service in services:
        _privileges(instance, service)
    return new


def _roles(cursor, instance: Instance, service: Service) -> None:
    for role, name in ((owner(service), "owner_password"), (application(service), "app_password")):
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        password = sql.Literal(secrets.text(instance, f"{service.name}/{name}"))
        statement = sql.SQL(verb + " ROLE {role} LOGIN PASSWORD {password}")
        cursor.execute(statement.format(role=sql.Identifier(role), password=password))
    for setting, value in APPLICATION_LIMITS.items():
        statement = sql.SQL("ALTER ROLE {role} SET {setting} = {value}").format(
            role=sql.Identifier(application(service)),
            setting=sql.Identifier(setting),
            value=sql.Literal(value),
        )
        cursor.execute(statement)


def _privileges(instance: Instance, service: Service) -> None:
    names = {
        "db": sql.Identifier(service.database),
        "owner": sql.Identifier(owner(service)),
        "app": sql.Identifier(application(service)),
    }
    statements = """
        REVOKE ALL ON DATABASE {db} FROM PUBLIC;
        GRANT CONNECT ON DATABASE {db} TO {app};
        ALTER SCHEMA public OWNER TO {owner};
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO {app};
        ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
        ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app};
    """
    connection = postgres.connect(instance, service.database)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statements).format(**names))
    finally:
        connection.close()


def _write_urls(instance: Instance, service: Service) -> None:
    for role, name, file in (
        (owner(service), "owner_password", "owner_url"),
        (application(service), "app_password", "app_url"),
    ):
        password = secrets.text(instance, f"{service.name}/{name}")
        url = f"postgresql://{role}:{password}@{instance.address('postgresql')}/{service.database}"
        secrets.write(instance.secrets / service.name / file, url)


def connect(instance: Instance, service: Service) -> "psycopg2.extensions.connection":
    """To the rows of `service`, wherever they are, each statement committed by itself."""
    elsewhere = hosted.url(instance, service)
    if not elsewhere:
        return postgres.connect(instance, service.database)
    connection = psycopg2.connect(elsewhere, connect_timeout=3)
    connection.autocommit = True
    return connection


def superuser_url(instance: Instance, database: str) -> str:
    password = secrets.text(instance, "postgres_password")
    return f"postgresql://{postgres.SUPERUSER}:{password}@{instance.address('postgresql')}/{database}"
