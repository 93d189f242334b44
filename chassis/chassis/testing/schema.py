"""What a database is made of, to compare two that were made in different ways."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

_TABLES = """
    SELECT oid, relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL (%s)
"""
_PARTS = {
    "columns": """
        SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
            (SELECT collname FROM pg_collation WHERE oid = attcollation), pg_get_expr(adbin, adrelid)
        FROM pg_attribute JOIN tables ON oid = attrelid
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped""",
    "indexes": "SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN tables ON oid = indrelid",
    "constraints": """
        SELECT relname, conname, pg_get_constraintdef(pg_constraint.oid)
        FROM pg_constraint JOIN tables ON tables.oid = conrelid""",
    "triggers": """
        SELECT pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger JOIN tables ON tables.oid = tgrelid
        WHERE NOT tgisinternal""",
    "functions": "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}


def differences(file: Path) -> dict[str, tuple[list, list]]:
    """Part -> what only a database made by `file` has, and what only the migrated one has."""
    with _empty_database() as other:
        with other.cursor() as cursor:
            cursor.execute(file.read_text(encoding="utf-8"))
        made, migrated = _parts(other), _parts(connection)
    return {
        part: (sorted(made[part] - migrated[part]), sorted(migrated[part] - made[part]))
        for part in _PARTS
        if made[part] != migrated[part]
    }


def _parts(database: BaseDatabaseWrapper) -> dict[str, set[str]]:
    found = {}
    with database.cursor() as cursor:
        for part, query in _PARTS.items():
            cursor.execute(f"WITH tables AS ({_TABLES}) {query}", [_of_no_migration()])
            found[part] = {" ".join(map(str, row)) for row in cursor.fetchall()}
    return found


def _of_no_migration() -> list[str]:
    """Tables that a test database has beside a real one's, and Django's own book of migrations."""
    apart = [label for label, modules in settings.MIGRATION_MODULES.items() if modules is None]
    models = [model for label in apart for model in apps.get_app_config(label).get_models(True)]
    return ["django_migrations", *(model._meta.db_table for model in models)]


@contextmanager
def _empty_database() -> Iterator[BaseDatabaseWrapper]:
    """Made beside the tests' own by a connection of its own: theirs is in a transaction."""
    name = f"{connection.settings_dict['NAME']}_schema"
    with connection._nodb_cursor() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        other = connection.copy()
        other.settings_dict = {**other.settings_dict, "NAME": name}
        try:
            yield other
        finally:
            other.close()
            server.execute(f'DROP DATABASE "{name}"')
