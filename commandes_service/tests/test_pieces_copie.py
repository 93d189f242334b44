"""The copy of the catalogue."""

from io import StringIO

import pytest
from django.core.management import call_command

from chassis.identifiers import new_id
from commandes.models import PieceCopie
from commandes.pieces_copie import enregistrer_pieces
from tests.conftest import fiche

pytestmark = pytest.mark.django_db


def test_the_highest_version_wins_whatever_the_order_of_arrival():
    piece_id = new_id()
    for version, nom in [(2, "deux"), (3, "trois"), (1, "un"), (3, "trois bis")]:
        enregistrer_pieces(pieces=[fiche(piece_id, version=version, nom=nom)])
    copie = PieceCopie.objects.get()
    assert (copie.version, copie.nom) == (3, "trois")


@pytest.mark.parametrize(
    "champs",
    [{"id": "x"}, {"prix_vente": "gratuit"}, {"version": "x"}, {"nom": "x" * 301}, {"prix_vente": "1e20"}],
    ids=str,
)
def test_a_message_that_makes_no_sense_fails_alone(service_api, champs):
    bad = fiche(new_id()) | champs
    messages = [
        {
            "moduleName": "pieces",
            "method": "update",
            "serviceName": "commandes_service",
            "serviceSource": "pieces_service",
            "id": str(new_id()),
            "emis_le": "2026-11-20T10:00:00Z",
            "version": 1,
            "data": [data],
        }
        for data in (bad, fiche(new_id()))
    ]
    answer = service_api("pieces_service").post("/internal/messages/", messages)
    assert [r["state"] for r in answer.json()["results"]] == ["failed", "done"]
    assert PieceCopie.objects.count() == 1


@pytest.fixture
def catalogue(autres):
    """Five pieces that pieces_service has, over three pages; the copy has them too."""
    fiches = [fiche(new_id(), version=2) for _ in range(5)]
    autres.catalogue = {f["id"]: f for f in fiches}
    for each in fiches:
        enregistrer_pieces(pieces=[each])
    return sorted(fiches, key=lambda f: f["id"])


def recopier(*options) -> list[str]:
    out = StringIO()
    call_command("recopier_pieces", *options, stdout=out)
    return out.getvalue().splitlines()


def test_a_true_copy_does_not_differ(catalogue):
    assert recopier("--verifier") == ["0 differ"]


def test_what_differs_is_told_and_copied_again(catalogue):
    absente, fausse, vieille, avance, _ = (f["id"] for f in catalogue)
    PieceCopie.objects.filter(pk=absente).delete()
    PieceCopie.objects.filter(pk=fausse).update(prix_vente=1)
    PieceCopie.objects.filter(pk=vieille).update(version=1, nom="vieux")
    PieceCopie.objects.filter(pk=avance).update(version=3, nom="neuf")
    with pytest.raises(SystemExit) as stop:
        recopier("--verifier")
    assert stop.value.code == 1
    assert not PieceCopie.objects.filter(pk=absente).exists()
    lines = recopier()
    assert [line.split(": ")[-1] for line in lines] == ["absente", "prix_vente", "nom, version", "3 differ"]
    assert recopier("--verifier") == ["0 differ"]
    assert PieceCopie.objects.get(pk=avance).nom == "neuf"


def test_without_pieces_service_nothing_is_said_to_be_true(catalogue, autres):
    autres.pannes = ["avant"]
    with pytest.raises(SystemExit, match="does not answer"):
        recopier()
