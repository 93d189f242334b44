from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from chassis.testing.schema import differences

FOLDER = Path(__file__).resolve().parents[1]


@pytest.mark.django_db
def test_schema_sql_is_what_the_migrations_make(capsys):
    call_command("schema_sql")
    assert (FOLDER / "schema.sql").read_text() == capsys.readouterr().out


@pytest.mark.django_db
def test_a_database_made_by_schema_sql_is_the_migrated_one():
    assert differences(FOLDER / "schema.sql") == {}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_the_openapi_description_is_valid_and_holds_every_route():
    out = StringIO()
    call_command("spectacular", "--validate", "--format", "openapi-json", stdout=out, stderr=StringIO())
    assert all(route in out.getvalue() for route in ("/api/auth/login/", "/api/auth/users/{utilisateur_id}/"))
