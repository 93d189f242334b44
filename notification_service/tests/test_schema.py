"""The files that are generated from the code say what the code says."""

from pathlib import Path

import pytest
from django.core.management import call_command

from chassis.testing.clients import anonymous_client
from chassis.testing.schema import differences

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[1]


def test_schema_sql_is_what_the_migrations_make(capsys):
    call_command("schema_sql")
    written = (FOLDER / "schema.sql").read_text()
    assert capsys.readouterr().out == written, "run: python manage.py schema_sql > schema.sql"


def test_a_database_made_by_schema_sql_is_the_migrated_one():
    assert differences(FOLDER / "schema.sql") == {}


def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_openapi_file_describes_the_routes():
    answer = anonymous_client().get("/api/notifications/schema/?format=json")
    assert answer.status_code == 200
    assert "/api/notifications/mark-read/" in answer.content.decode()
