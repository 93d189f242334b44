"""The copy of the catalogue."""

import pytest

from chassis.identifiers import new_id
from commandes.models import PieceCopie
from commandes.pieces_copie import enregistrer_piece
from tests.conftest import fiche

pytestmark = pytest.mark.django_db


def test_the_highest_version_wins_whatever_the_order_of_arrival():
    piece_id = new_id()
    for version, nom in [(2, "deux"), (3, "trois"), (1, "un"), (3, "trois bis")]:
        enregistrer_piece(piece=fiche(piece_id, version=version, nom=nom))
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
