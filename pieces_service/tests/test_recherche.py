"""Finding a piece by its words."""

import pytest
from django.db import connection

from catalogue.models import Piece
from catalogue.pieces import indexer
from chassis.search import grams, statistics
from tests.conftest import EAN

pytestmark = pytest.mark.django_db

URL = "/api/pieces/"


@pytest.fixture
def chercher(gestion):
    def chercher(mots: str, **parametres) -> list[str]:
        reponse = gestion.get(URL, {"search": mots} | parametres)
        assert reponse.status_code == 200, reponse.content
        return [piece["reference"] for piece in reponse.json()["results"]]

    return chercher


@pytest.mark.parametrize(
    "mots",
    [
        "écrou frein",
        "FREIN ECROU",
        "m8",
        "8",
        "rou",
        "ecr-8",
        "würth",
        "wurth 0367",
        "4006381",
        "  écrou   m8 ",
        "oeil",
    ],
)
def test_words_are_found_in_any_order_without_accents_in_every_field(creer, chercher, mots):
    creer("ECR-8", "Écrou frein M8 œil", fabricant="Würth", reference_fabricant="0367 8", code_barres=EAN)
    creer("RON-7", "Rondelle plate 7", fabricant="Autre")
    assert chercher(mots) == ["ECR-8"]


def test_all_the_words_must_be_there(creer, chercher):
    creer("A", "Écrou frein")
    creer("B", "Écrou plat")
    assert chercher("écrou frein") == ["A"]
    assert chercher("écrou absent") == []


def test_grams_alone_do_not_make_a_match(creer, chercher):
    creer("A", "abcd bcde")  # holds abc, bcd and cde, but not the word abcde
    assert chercher("abcde") == []


@pytest.mark.parametrize("mots", ["%", "_", "%%", "a%", "\\"])
def test_percent_and_underscore_are_ordinary_letters(creer, chercher, mots):
    creer("XY", "abc")
    assert chercher(mots) == []
    creer("Z", f"abc {mots} def")
    assert chercher(mots) == ["Z"]


def test_the_exact_reference_comes_first_then_what_begins_so(creer, chercher):
    creer("A1", "Vis M8 inox")
    creer("M8", "Zamak")
    creer("M8-LONG", "Boulon")
    creer("A2", "M8 vis")
    creer("A3", "Accessoire M8")
    assert chercher("m8") == ["M8", "M8-LONG", "A2", "A3", "A1"]


def test_an_ordering_that_is_asked_for_wins(creer, chercher):
    creer("M8", "Vis", prix_vente=2)
    creer("A1", "Vis M8", prix_vente=1)
    assert chercher("m8", ordering="prix_vente") == ["A1", "M8"]


def test_a_piece_is_found_by_what_it_is_called_now(gestion, creer, chercher):
    piece = creer("A", "Vis")
    gestion.patch(f"{URL}{piece.id}/", {"nom": "Boulon"})
    assert chercher("vis") == []
    assert chercher("boulon") == ["A"]


@pytest.mark.parametrize("colonne", ["textes", "recherche"])
def test_the_index_answers_a_search_among_many(colonne):
    Piece.objects.bulk_create(_pieces(3000))
    requete = Piece.objects.vivants().filter(
        grammes__contains=grams.of_search("1234"), **{f"{colonne}__contains": "1234"}
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pieces")
        sql, parametres = requete.query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", parametres)
        plan = "\n".join(ligne[0] for ligne in cursor.fetchall())
    assert "pieces_grammes" in plan
    assert [piece.nom for piece in requete] == ["piece 1234"]


def _pieces(nombre: int):
    for numero in range(nombre):
        piece = Piece(nom=f"piece {numero}", reference=f"R{numero:05d}", unite="u", taux_tva=20)
        indexer(piece)
        yield piece


def test_grams_that_most_pieces_hold_are_left_out_of_the_question_not_of_the_answer(
    creer, chercher, monkeypatch
):
    monkeypatch.setattr(grams, "too_common", frozenset())
    for number in range(40):
        creer(f"REF-{number:03d}", "Écrou")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pieces")
    statistics.renew()
    assert grams.of_word("ref") <= grams.too_common
    assert not grams.of_word("37") & grams.too_common
    assert set(grams.of_search("REF-037")) < grams.of_word("ref-037")
    assert chercher("REF-037") == ["REF-037"]
    assert len(chercher("ref", page_size=50)) == 40
