"""The tables, the constraints under the rules, and the OpenAPI file."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from catalogue.models import Categorie, Piece
from chassis.testing.clients import anonymous_client
from chassis.testing.schema import differences

pytestmark = pytest.mark.django_db


def test_schema_sql_is_what_the_migrations_make(capsys):
    call_command("schema_sql")
    assert (Path(__file__).parents[1] / "schema.sql").read_text().strip() == capsys.readouterr().out.strip()


def test_a_database_made_by_schema_sql_is_the_migrated_one():
    assert differences(Path(__file__).parents[1] / "schema.sql") == {}


def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_extension_is_needed():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert cursor.fetchall() == [("plpgsql",)]


@pytest.mark.parametrize(
    ("contrainte", "changement"),
    [
        ("pieces_prix_positifs", {"prix_achat": -1}),
        ("pieces_prix_positifs", {"prix_vente": -1}),
        ("pieces_taux_tva_borne", {"taux_tva": -1}),
        ("pieces_taux_tva_borne", {"taux_tva": 101}),
        ("pieces_code_barres_forme", {"code_barres": "abc", "gtin": "00000000000000"}),
        ("pieces_code_barres_forme", {"code_barres": "96385074", "gtin": ""}),
        ("pieces_trouvables", {"recherche": ""}),
        ("pieces_trouvables", {"reference_cle": ""}),
        ("pieces_attributs_objet", {"attributs": [1]}),
        (
            "pieces_suppression_faite",
            {"supprime_le": "2026-01-01T00:00Z", "suppression_demandee_le": "2026-01-01T00:00Z"},
        ),
    ],
)
def test_the_database_refuses_what_the_rules_refuse(creer, contrainte, changement):
    creer()
    with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
        Piece.objects.update(**changement)


def test_the_database_refuses_a_category_that_is_its_own_parent(ranger):
    a = ranger()
    with pytest.raises(IntegrityError, match="categories_pas_son_parent"), transaction.atomic():
        Categorie.objects.update(parent=a)


def test_the_openapi_file_describes_every_route():
    reponse = anonymous_client().get("/api/pieces/schema/", headers={"Accept": "application/json"})
    assert reponse.status_code == 200
    assert {
        "/api/pieces/",
        "/api/pieces/categories/",
        "/api/pieces/categories/arbre/",
        "/api/pieces/categories/{categorie_id}/",
        "/api/pieces/etiquettes/",
        "/api/pieces/etiquettes/modeles/",
        "/api/pieces/export/",
        "/api/pieces/import/",
        "/api/pieces/import/modele/",
        "/api/pieces/import/{import_id}/",
        "/api/pieces/import/{import_id}/annuler/",
        "/api/pieces/import/{import_id}/apply/",
        "/api/pieces/import/{import_id}/lignes/",
        "/api/pieces/scan/",
        "/api/pieces/{piece_id}/",
        "/api/pieces/{piece_id}/code-barres/",
        "/api/pieces/{piece_id}/etiquette/",
        "/api/pieces/{piece_id}/historique/",
        "/api/pieces/{piece_id}/image/",
        "/api/public/categories/",
        "/api/public/images/{nom}",
        "/api/public/pieces/{piece_id}/image/",
        "/api/public/pieces/",
        "/api/public/pieces/{piece_id}/",
    } == set(reponse.json()["paths"])
