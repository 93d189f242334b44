"""The catalogue as a file, and the template for filling one in."""

import io

import openpyxl
import pytest

from catalogue.importation.colonnes import EN_TETES
from catalogue.models import Piece
from catalogue.pieces import indexer
from tests.conftest import EAN
from tests.fichiers import importer

pytestmark = pytest.mark.django_db

URL = "/api/pieces/export/"


def contenu(reponse) -> bytes:
    assert reponse.status_code == 200, reponse.content
    return b"".join(reponse.streaming_content)


def tableau(reponse) -> list[list[str]]:
    return [ligne.split(";") for ligne in contenu(reponse).decode("utf-8-sig").splitlines()]


@pytest.fixture
def catalogue(creer, ranger):
    inox = ranger("Inox", ranger("Visserie"))
    creer(
        "A",
        "Écrou",
        categorie_id=inox.id,
        code_barres=EAN,
        attributs={"Ø": 8, "inox": True},
        codes_fournisseurs=[{"fournisseur_id": None, "code": "VX-8"}],
    )
    creer("B", "=1+1", actif=False)


def test_the_columns_are_those_of_an_import(gestion, catalogue):
    entetes, premiere, seconde = tableau(gestion.get(URL, {"format": "csv", "ordering": "reference"}))
    assert entetes == [*EN_TETES, "attribut:inox", "attribut:Ø"]
    assert premiere[:4] == ["A", "Écrou", "", "Visserie > Inox"]
    assert (premiere[5], premiere[8], premiere[11]) == (EAN, "0,00", "oui")
    assert premiere[14:] == ["VX-8", "oui", "8"]
    assert seconde[1] == "'=1+1"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_is_exported_and_imported_again_changes_nothing(gestion, catalogue, format):
    vue = importer(gestion, contenu(gestion.get(URL, {"format": format})))
    assert vue["erreurs"] == []
    assert (vue["inchangees"], vue["a_creer"], vue["a_modifier"]) == (2, 0, 0)


def test_the_filters_of_the_list_apply(gestion, catalogue):
    assert [ligne[0] for ligne in tableau(gestion.get(URL, {"actif": "true"}))[1:]] == ["A"]
    assert [ligne[0] for ligne in tableau(gestion.get(URL, {"search": "ecr"}))[1:]] == ["A"]
    assert [ligne[0] for ligne in tableau(gestion.get(URL, {"ordering": "-reference"}))[1:]] == ["B", "A"]


@pytest.mark.parametrize(("requete", "champ"), [("format=pdf", "format"), ("x=1", "x"), ("actif=2", "actif")])
def test_a_bad_parameter_is_a_400_that_names_it(gestion, requete, champ):
    reponse = gestion.get(f"{URL}?{requete}")
    assert (reponse.status_code, list(reponse.json()["errors"])) == (400, [champ])


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_template_can_be_imported_as_it_is(gestion, format):
    reponse = gestion.get("/api/pieces/import/modele/", {"format": format})
    vue = importer(gestion, contenu(reponse), mode="apply")
    assert (vue["etat"], vue["creees"], vue["erreurs"]) == ("termine", 2, [])


def test_cells_of_a_workbook_are_texts_and_numbers(gestion, catalogue):
    classeur = openpyxl.load_workbook(io.BytesIO(contenu(gestion.get(URL, {"format": "xlsx"}))))
    lignes = {ligne[0]: ligne for ligne in classeur.active.iter_rows(values_only=True)}
    assert lignes["B"][1] == "'=1+1"
    assert (lignes["A"][8], lignes["A"][5]) == (0, EAN)


@pytest.mark.django_db(transaction=True)
def test_a_long_export_is_streamed_in_bounded_memory(gestion):
    import tracemalloc

    def des_pieces(nombre):
        for numero in range(nombre):
            piece = Piece(
                nom=f"Pièce {numero}", reference=f"R{numero}", unite="u", taux_tva=20, description="x" * 500
            )
            indexer(piece)
            yield piece

    Piece.objects.bulk_create(des_pieces(6000), batch_size=1000)
    tracemalloc.start()
    taille = sum(len(morceau) for morceau in gestion.get(URL, {"format": "csv"}).streaming_content)
    _, sommet = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taille > 3_000_000
    assert sommet < 12_000_000
