"""One service with its database on another PostgreSQL, made by the statements of docs/operations.md.

DATABASE_URL is a superuser's of a server where roles and databases may be made; `./stack test ops` gives one.
"""

import os
import re
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg2
import pytest

from ops import (
    databases,
    django_command,
    environment,
    migrations,
    ports,
    programs,
    registry,
    secrets,
    settings_file,
    wait,
)
from ops.instance import Instance
from ops.tests.documented_settings import chapter

STOCK = registry.service("stock_service")
SUPERUSER_URL = os.environ.get("DATABASE_URL")
pytestmark = pytest.mark.skipif(
    not SUPERUSER_URL, reason="DATABASE_URL is missing: ./stack test ops gives it"
)


@dataclass
class Hosted:
    """The documented statements with names of their own: the server may have a stock_owner already."""

    name: str

    @property
    def admin(self) -> str:
        return f"{self.name}_admin"

    def url(self, role: str, database: str | None = None) -> str:
        server = urlsplit(SUPERUSER_URL or "")
        return f"postgresql://{role}:secret@{server.hostname}:{server.port}/{database or self.name}"

    def make(self) -> None:
        as_superuser(f"CREATE ROLE {self.admin} LOGIN CREATEDB CREATEROLE PASSWORD 'secret'")
        text = re.search(r"```sql\n(.*?)```", chapter("A hosted PostgreSQL"), re.DOTALL)[1]
        text = re.sub(r"--.*", "", re.sub(r"\bstock\b|\bstock(?=_)", self.name, text)).replace(
            "'...'", "'secret'"
        )
        before, after = text.split(f"\\connect {self.name}\n")
        execute(self.url(self.admin, "postgres"), before)
        execute(self.url(self.admin), after)

    def remove(self) -> None:
        as_superuser(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        as_superuser(f"DROP ROLE IF EXISTS {self.name}_owner, {self.name}_app, {self.admin}")


def execute(url: str, statements: str) -> list[tuple]:
    """One after the other, each committed by itself; the rows of the last."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        for statement in filter(str.strip, statements.split(";")):
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def as_superuser(statement: str) -> list[tuple]:
    return execute(SUPERUSER_URL or "", statement)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Hosted]:
    made = Hosted(f"stock_{uuid.uuid4().hex[:8]}")
    try:
        made.make()
        yield made
    finally:
        made.remove()


@pytest.fixture(scope="module")
def instance(elsewhere, tmp_path_factory) -> Iterator[Instance]:
    """A copy whose .env names that database; its tables are made."""
    folder = tmp_path_factory.mktemp("copy")
    lines = [f"STOCK_SERVICE_{row}DATABASE_URL" for row in ("", "OWNER_")]
    urls = [elsewhere.url(f"{elsewhere.name}_{role}") for role in ("app", "owner")]
    (folder / ".env").write_text("".join(f"{line}={url}\n" for line, url in zip(lines, urls, strict=True)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings_file, "FILE", folder / ".env")
        offsets = (Instance(folder / "state", offset=offset) for offset in range(11000, 12000, 17))
        here = next(each for each in offsets if ports.is_free(each.port(STOCK.name)))
        here.prepare()
        secrets.ensure(here)
        migrations.apply(here, (STOCK,))
        yield here


def test_the_owner_made_the_tables_and_the_service_works_with_rows_alone(instance, elsewhere):
    with closing(databases.connect(instance, STOCK)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert cursor.fetchall() == [(f"{elsewhere.name}_owner",)]
        cursor.execute(
            """SELECT current_user, current_setting('lock_timeout'), has_schema_privilege('public', 'CREATE'),
                      array_agg(what) FILTER (WHERE has_table_privilege('niveaux_stock', what))
                 FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) what"""
        )
        rights = ["SELECT", "INSERT", "UPDATE", "DELETE"]
        assert cursor.fetchone() == (f"{elsewhere.name}_app", "2s", False, rights)


def test_its_invariants_are_checked_there(instance):
    assert "BROKEN" not in django_command.must(instance, STOCK, "verifier")


def test_a_repeated_start_finds_nothing_to_migrate(instance):
    migrations.apply(instance, (STOCK,))
    assert "No migrations to apply" in django_command.must(instance, STOCK, "migrate", role="owner")


def test_the_web_process_is_ready_and_is_there_as_the_application_role(instance, elsewhere):
    program = programs.mark(instance, programs.web(instance, STOCK, 1))
    values = environment.machine() | program.environment
    with (instance.logs / "web.log").open("w") as log:
        process = subprocess.Popen(program.command, cwd=program.folder, env=values, stdout=log, stderr=log)
    try:
        ready = f"{instance.url(STOCK.name)}{STOCK.health}"
        wait.until(lambda: wait.http_status(ready) == 200, 30, f"not ready: see {log.name}")
        roles = f"SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = '{elsewhere.name}'"
        assert as_superuser(roles) == [(f"{elsewhere.name}_app",)]
    finally:
        process.terminate()
        process.wait(30)
