"""The catalogue as anybody sees it."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from catalogue.models import Piece
from chassis.identifiers import new_id
from chassis.testing.clients import anonymous_client
from tests.conftest import EAN

pytestmark = pytest.mark.django_db

URL = "/api/public/pieces/"


@pytest.fixture
def passant():
    return anonymous_client()


def test_only_published_active_pieces_are_seen(passant, creer):
    vue = creer("VUE", publie=True)
    cachees = [
        creer("NON-PUBLIEE"),
        creer("INACTIVE", publie=True, actif=False),
        creer("SUPPRIMEE", publie=True),
    ]
    Piece.objects.filter(reference="SUPPRIMEE").update(supprime_le="2026-01-01T00:00Z")
    assert [piece["reference"] for piece in passant.get(URL).json()["results"]] == ["VUE"]
    assert passant.get(f"{URL}{vue.id}/").status_code == 200
    for piece in [*cachees, Piece(id=new_id())]:
        reponse = passant.get(f"{URL}{piece.id}/")
        assert (reponse.status_code, reponse.json()["code"]) == (404, "piece_inconnue")


def test_no_cost_and_nothing_internal_is_shown(passant, creer, ranger):
    categorie = ranger("Visserie")
    piece = creer(
        publie=True,
        categorie_id=categorie.id,
        code_barres=EAN,
        prix_achat=Decimal("1.00"),
        prix_vente=Decimal("2.00"),
        attributs={"marge": 50},
        fournisseur_id=new_id(),
    )
    attendue = {
        "id": str(piece.id),
        "reference": "VIS-M8",
        "nom": "Vis M8",
        "description": "",
        "categorie": {"id": str(categorie.id), "nom": "Visserie"},
        "unite": "pièce",
        "code_barres": EAN,
        "fabricant": "",
        "reference_fabricant": "",
        "prix_vente": "2.00",
        "taux_tva": "20.00",
        "image": None,
    }
    assert passant.get(f"{URL}{piece.id}/").json() == attendue
    assert passant.get(URL).json()["results"] == [attendue]


def test_it_is_searched_filtered_and_ordered(passant, creer, ranger):
    categorie = ranger()
    creer("A", "Vis", publie=True, prix_vente=Decimal(2), categorie_id=categorie.id)
    creer("B", "Écrou", publie=True, prix_vente=Decimal(1), code_barres=EAN)
    creer("C", "Vis cachée")
    for requete, attendues in [
        ("search=vis", ["A"]),
        ("ordering=prix_vente", ["B", "A"]),
        (f"categorie_id={categorie.id}", ["A"]),
        ("prix_max=1", ["B"]),
        (f"code_barres={EAN}", ["B"]),
    ]:
        lues = passant.get(f"{URL}?{requete}").json()["results"]
        assert [piece["reference"] for piece in lues] == attendues, requete


def trouvees(client, mots: str) -> list[str]:
    return [piece["reference"] for piece in client.get(URL, {"search": mots}).json()["results"]]


def de_fournisseur(*codes: str) -> list[dict]:
    return [{"fournisseur_id": None, "code": code} for code in codes]


@pytest.mark.parametrize("mots", ["FX-99", "fx", "99", "fx-99 vis"])
def test_the_codes_of_suppliers_find_nothing(passant, gestion, creer, mots):
    creer("A", "Vis", publie=True, codes_fournisseurs=de_fournisseur("FX-99"))
    assert trouvees(passant, mots) == []
    assert gestion.get("/api/pieces/", {"search": mots}).json()["count"] == 1


def test_the_codes_of_suppliers_change_no_order(passant, creer):
    creer("A", "Rondelle m8", publie=True)
    creer("B", "Écrou inox m8", publie=True, codes_fournisseurs=de_fournisseur("autre"))
    creer("C", "Zamak m8", publie=True, codes_fournisseurs=de_fournisseur("M8"))
    assert trouvees(passant, "m8") == ["B", "A", "C"]


@pytest.mark.parametrize("mots", ["vis", "ref-7", "würth", "4006381", "bos-7", "vis wurth bos"])
def test_all_that_is_shown_is_searched(passant, creer, mots):
    creer(
        "REF-7",
        "Vis",
        publie=True,
        code_barres=EAN,
        fabricant="Würth",
        reference_fabricant="BOS-7",
        codes_fournisseurs=de_fournisseur("FX-99"),
    )
    assert trouvees(passant, mots) == ["REF-7"]


def test_the_reference_of_the_manufacturer_comes_first(passant, creer):
    creer("A", "Accessoire de bos-7", publie=True)
    creer("B", "Vis", publie=True, reference_fabricant="BOS-7")
    assert trouvees(passant, "bos-7") == ["B", "A"]


def test_pieces_of_before_are_indexed_again(passant, creer):
    creer("A", "Vis", publie=True, codes_fournisseurs=de_fournisseur("FX-99"))
    Piece.objects.update(recherche="vis\na\nfx-99")
    assert trouvees(passant, "fx-99") == ["A"]
    import_module("catalogue.migrations.0006_recherche_publique").reindexer(apps, None)
    assert trouvees(passant, "fx-99") == []


@pytest.mark.parametrize("requete", ["actif=false", "publie=false", "prix_achat=1", "ordering=modifie_le"])
def test_what_is_not_public_can_neither_be_asked_for(passant, requete):
    assert passant.get(f"{URL}?{requete}").status_code == 400


def test_the_list_takes_two_queries(passant, creer, django_assert_num_queries):
    for n in range(5):
        creer(f"P-{n}", publie=True)
    with django_assert_num_queries(2):  # the count, the page
        assert len(passant.get(URL).json()["results"]) == 5


def test_the_public_categories_are_one_whole_page_and_take_no_parameters(ranger, creer):
    visserie = ranger("Visserie")
    creer(categorie_id=visserie.id, publie=True)
    url, client = "/api/public/categories/", anonymous_client()
    page = client.get(url).json()
    assert {nom: page[nom] for nom in ("count", "next", "previous")} == {
        "count": 1,
        "next": None,
        "previous": None,
    }
    assert [une["nom"] for une in page["results"]] == ["Visserie"]
    refus = client.get(url, {"categorie": "x"})
    assert (refus.status_code, list(refus.json()["errors"])) == (400, ["categorie"])
