"""Finding pieces by their words in the lists of the stock, through the index of grams."""

from functools import partial
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from chassis.identifiers import new_id
from chassis.search import ranked
from stock import recherche
from stock.models import PieceCopie, StockPiece
from stock.pieces import retirer_piece
from tests.monde import ACTEUR, copier_piece, donnees_de_piece, entrer, une_piece, une_place

pytestmark = pytest.mark.django_db

EAN = "4006381333931"
TABLEAUX = [("a-date/", {"date": "2099-01-01"}), ("rapports/valorisation/", {}), ("rapports/rotation/", {})]


@pytest.fixture
def chercher(client):
    def chercher(mots: str, chemin: str = "", **parametres) -> list[str]:
        reponse = client.get(f"/api/stock/{chemin}", {"search": mots} | parametres)
        assert reponse.status_code == 200, reponse.content
        return [ligne["reference"] for ligne in reponse.json()["results"]]

    return chercher


@pytest.fixture
def deux():
    une_piece(reference="ECR-8", nom="Écrou frein M8 œil", code_barres=EAN)
    une_piece(reference="RON-7", nom="Rondelle plate 7")


@pytest.mark.parametrize(
    "mots", ["écrou frein", "FREIN ECROU", "m8", "8", "rou", "ecr-8", "4006381", "  écrou   m8 ", "oeil", EAN]
)
def test_words_are_found_in_any_order_without_accents_in_name_reference_and_code(deux, chercher, mots):
    assert chercher(mots) == ["ECR-8"]


def test_all_the_words_must_be_there(deux, chercher):
    assert chercher("écrou plate") == []
    assert chercher("7 plate rondelle") == ["RON-7"]


def test_grams_alone_do_not_make_a_match(chercher):
    une_piece(reference="A", nom="abcd bcde")  # holds abc, bcd and cde, but not the word abcde
    assert chercher("abcde") == []


@pytest.mark.parametrize("mots", ["%", "_", "a%", "\\"])
def test_percent_and_underscore_are_ordinary_letters(chercher, mots):
    une_piece(reference="XY", nom="abc")
    assert chercher(mots) == []
    une_piece(reference="Z", nom=f"abc {mots} def")
    assert chercher(mots) == ["Z"]


def test_the_exact_reference_or_code_comes_first_then_what_begins_so(chercher):
    noms = {
        "A3": "Accessoire 401",
        "401": "Zamak",
        "A1": "Vis 401 inox",
        "401-LONG": "Boulon",
        "A2": "401 vis",
    }
    for reference, nom in noms.items():
        une_piece(reference=reference, nom=nom)
    une_piece(reference="B", nom="Boulon", code_barres="401")
    assert chercher("401") == ["401", "B", "401-LONG", "A2", "A1", "A3"]


def test_pages_of_results_follow_each_other(chercher):
    for numero in range(7):
        une_piece(reference=f"R{6 - numero}", nom=f"{'Vis' if numero % 2 else 'Petite vis'} {numero}")
    toutes = chercher("vis")
    assert toutes == ["R1", "R3", "R5", "R0", "R2", "R4", "R6"]
    pages = [chercher("vis", page=page, page_size=3) for page in (1, 2, 3)]
    assert pages == [toutes[:3], toutes[3:6], toutes[6:]]


def test_many_results_come_in_the_same_order_as_few(chercher, monkeypatch):
    for numero in range(7):
        une_piece(reference=f"R{6 - numero}", nom=f"Petite vis {numero}")
    peu = chercher("vis")
    monkeypatch.setattr(ranked, "FEW", 3)
    assert chercher("vis") == peu == [f"R{numero}" for numero in range(7)]
    assert chercher("vis", page=2, page_size=3) == peu[3:6]


def test_an_ordering_that_is_asked_for_wins(chercher):
    une_piece(reference="M8", nom="Vis")
    une_piece(reference="A1", nom="Boulon M8")
    assert chercher("m8", ordering="nom") == ["A1", "M8"]


def test_a_search_stays_within_the_filters(chercher, place):
    ici, vide = une_piece(reference="V1", nom="Vis"), une_piece(reference="V2", nom="Vis")
    entrer(ici, une_place(parent_id=place.id), 3)
    assert chercher("vis", emplacement_id=str(place.id)) == ["V1"]
    assert chercher("vis", emplacement_id=str(place.id), etat="epuise") == []
    assert chercher("vis", etat="epuise") == ["V2"]
    retirer_piece(piece_id=vide.id, version=2, acteur=ACTEUR)
    assert chercher("vis") == ["V1"]


def test_a_piece_is_found_by_what_it_was_last_called(chercher):
    piece = une_piece(reference="A", nom="Vis")
    copier_piece(donnees_de_piece(id=str(piece.id), reference="A", nom="Boulon", version=2))
    assert chercher("vis") == []
    assert chercher("boulon") == ["A"]


def test_a_rebuilt_copy_is_found(chercher, service_des_pieces):
    perdue = service_des_pieces.add(reference="A", nom="Vis")
    copier_piece(perdue)
    PieceCopie.objects.update(grammes=[])
    assert chercher("petite vis") == chercher("a vis") == []
    call_command("recopier_pieces")
    assert chercher("a vis") == ["A"]


@pytest.mark.parametrize(("chemin", "parametres"), TABLEAUX)
def test_reports_are_searched_by_the_same_words(deux, chercher, place, chemin, parametres):
    for piece in PieceCopie.objects.all():
        entrer(piece, place, 1)
    assert chercher("frein ÉCROU", chemin, **parametres) == ["ECR-8"]
    assert chercher("frein plate", chemin, **parametres) == []


def test_the_export_of_a_search_is_what_it_found(client, deux):
    reponse = client.get("/api/stock/", {"search": "écrou", "format": "csv"})
    texte = b"".join(reponse.streaming_content).decode()
    assert "ECR-8" in texte and "RON-7" not in texte


def test_copies_from_before_the_index_are_filled_by_the_migration(deux, chercher):
    PieceCopie.objects.update(grammes=[], nom_cle="", recherche="ecr-8 ecrou")
    migration = import_module("stock.migrations.0003_recherche_par_grammes")
    migration.indexer(apps, None)
    assert chercher("oeil m8") == ["ECR-8"]
    assert chercher("rondelle") == ["RON-7"]


@pytest.mark.parametrize("mots", ["x1234 piece", "R01234"])
def test_the_index_of_grams_answers_a_search_among_many(client, mots):
    """No statement of it reads the table through, and they are as many as among few."""
    PieceCopie.objects.bulk_create(_pieces(4000))
    ids = PieceCopie.objects.values_list("pk", flat=True)
    StockPiece.objects.bulk_create(StockPiece(piece_id=piece_id) for piece_id in ids)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pieces_copie, stocks_pieces")
    plans: list[str] = []
    with connection.execute_wrapper(partial(_expliquer, plans)):
        trouvees = client.get("/api/stock/", {"search": mots}).json()["results"]
    assert [ligne["reference"] for ligne in trouvees] == ["R01234"]
    assert len(plans) == 4
    assert [plan for plan in plans if "Seq Scan on pieces_copie" in plan] == []
    assert sum("pieces_copie_grammes" in plan for plan in plans) == 2  # the count, and what is of no rank


def _expliquer(plans: list[str], execute, sql, params, many, context):
    """Each statement on the copies as PostgreSQL would carry it out at this moment."""
    if sql.lstrip("(").startswith("SELECT") and "pieces_copie" in sql:
        execute(f"EXPLAIN {sql}", params, many, context)
        plans.append("\n".join(ligne[0] for ligne in context["cursor"].fetchall()))
    return execute(sql, params, many, context)


def _pieces(nombre: int):
    for numero in range(nombre):
        champs = {"reference": f"R{numero:05d}", "nom": f"piece x{numero}", "code_barres": ""}
        yield PieceCopie(version=1, id=new_id(), **champs, **recherche.derives(**champs))
