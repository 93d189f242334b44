"""What is written down about the tables and the API is what the code makes."""

from pathlib import Path

import orjson
import pytest
from django.core.management import call_command

from chassis.testing.schema import differences

SERVICE = Path(__file__).parents[1]


@pytest.mark.django_db
def test_schema_sql_is_what_the_migrations_make(capsys):
    call_command("schema_sql")
    assert capsys.readouterr().out == (SERVICE / "schema.sql").read_text()


@pytest.mark.django_db
def test_a_database_made_by_schema_sql_is_the_migrated_one():
    assert differences(SERVICE / "schema.sql") == {}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_every_operation_is_in_the_openapi_schema(api):
    answer = api().get("/api/commandes/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
    paths = orjson.loads(answer.content)["paths"]
    operations = {(path, method) for path, methods in paths.items() for method in methods}
    un = "/api/commandes/{commande_id}/"
    assert {(un, m) for m in ("get", "put", "patch", "delete")} <= operations
    assert {
        (f"{un}{a}/", "post") for a in ("valider", "preparer", "expedier", "livrer", "annuler")
    } <= operations
    declared = {p["name"] for p in paths["/api/commandes/"]["get"]["parameters"]}
    assert {
        "type",
        "etat",
        "client_id",
        "fournisseur_id",
        "depuis",
        "jusqua",
        "search",
        "ordering",
    } <= declared
