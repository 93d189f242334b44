from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from chassis.testing.clients import anonymous_client
from chassis.testing.schema import differences
from stock import errors

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
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.django_db
def test_the_openapi_file_is_made_without_a_warning(capsys):
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())
    assert anonymous_client().get("/api/stock/schema/").status_code == 200


def test_every_error_code_is_in_the_readme():
    declared = {
        each.code for each in vars(errors).values() if getattr(each, "__module__", "") == errors.__name__
    }
    table = (FOLDER / "README.md").read_text().split("| code | class |")[1]
    assert {line.split("|")[1].strip() for line in table.splitlines()[2:] if "|" in line} == declared
