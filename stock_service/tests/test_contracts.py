"""What this service promised to others, and what it relies on."""

from decimal import Decimal
from uuid import UUID

import pytest

from chassis.identifiers import new_id
from chassis.testing import contracts
from chassis.testing.messages import deliver, message
from stock.clients import lire_piece
from stock.emplacements import supprimer_emplacement
from stock.models import PieceCopie
from stock.pieces import copier_piece
from stock.seuils import definir_seuil
from tests.monde import (
    ACTEUR,
    donnees_de_piece,
    entrer,
    messages,
    sortir,
    total,
    transferer,
    une_piece,
    une_place,
)

pytestmark = pytest.mark.django_db

COMMANDE = "01930000-0000-7000-8000-000000000002"
PIECE = "01930000-0000-7000-8000-000000000001"


@pytest.fixture
def commandes(service_api):
    return service_api("commandes_service")


@pytest.fixture
def exemple(place):
    """The piece of the examples, ten of it in stock."""
    copier_piece(contracts.load("calls/pieces.lire")["answers"]["200"]["example"])
    piece = PieceCopie.objects.get(pk=PIECE)
    entrer(piece, place, 10)
    return piece


def call(client, name, *, body=None, code=None, **ids):
    """Send the example request of a call; its answer must be one that the contract foresees. `code`: of a
    refusal that is left to the owner."""
    contract = contracts.load(f"calls/{name}")
    path = contract["path"].format(**ids)
    data = contract["request_example"] if body is None else body
    response = client.get(path) if contract["method"] == "GET" else client.post(path, data)
    assert str(response.status_code) in contract["answers"], response.content
    contracts.check(response.json(), contract["answers"][str(response.status_code)]["schema"])
    expected = contract["answers"][str(response.status_code)]["example"]
    assert response.json().get("code") == (code or expected.get("code"))
    return response


def test_the_life_of_an_order_keeps_its_contracts(commandes, exemple):
    assert call(commandes, "stock.commande", commande_id=COMMANDE).json()["reservations"] == []
    assert call(commandes, "stock.expedier", commande_id=COMMANDE).status_code == 409
    reserved = call(commandes, "stock.reserver")
    assert reserved.status_code == 201
    assert reserved.json()["reservations"][0]["quantite"] == "3.000"
    assert call(commandes, "stock.reserver").json() == reserved.json()
    released = call(commandes, "stock.liberer", commande_id=COMMANDE)
    assert [row["etat"] for row in released.json()["reservations"]] == ["liberee"]
    call(commandes, "stock.reserver")
    shipped = call(commandes, "stock.expedier", commande_id=COMMANDE)
    assert [row["quantite"] for row in shipped.json()["mouvements"]] == ["-3.000"]
    assert call(commandes, "stock.expedier", commande_id=COMMANDE).json() == shipped.json()
    known = call(commandes, "stock.commande", commande_id=COMMANDE).json()
    assert known["mouvements"] == shipped.json()["mouvements"]
    assert [row["etat"] for row in known["reservations"]] == ["liberee", "consommee"]


def test_a_short_order_is_told_which_lines(commandes, exemple, place):
    sortir(exemple, place, 9)
    refused = call(commandes, "stock.reserver")
    assert refused.status_code == 409
    assert refused.json()["lignes"] == [{"piece_id": PIECE, "demande": "3.000", "disponible": "1.000"}]


def test_an_order_of_a_piece_nobody_knows(commandes, service_des_pieces, db):
    assert call(commandes, "stock.reserver").status_code == 404


def test_an_order_with_a_key_is_reserved_once(commandes, exemple):
    body = contracts.load("calls/stock.reserver")["request_example"]
    key = {"Idempotency-Key": "reserver-1"}
    answers = [commandes.post("/internal/reservations/", body, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert total(exemple).reserve == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lignes": []}, "lignes"),
        ({"lignes": [{"ligne_id": COMMANDE, "piece_id": PIECE, "quantite": "-1"}]}, "lignes.0.quantite"),
        ({"lignes": [{"ligne_id": COMMANDE, "piece_id": PIECE, "quantite": "1"}] * 2}, "lignes"),
        ({"commande_id": "x"}, "commande_id"),
    ],
)
def test_a_bad_order_is_a_400(commandes, exemple, changes, field):
    body = contracts.load("calls/stock.reserver")["request_example"] | changes
    response = commandes.post("/internal/reservations/", body)
    assert (response.status_code, list(response.json()["errors"])) == (400, [field])


def test_the_retirement_of_a_piece(service_api, exemple, place):
    pieces = service_api("pieces_service")
    refused = call(pieces, "stock.retirer_piece", piece_id=PIECE)
    assert (refused.status_code, refused.json()["quantite"]) == (409, "10.000")
    sortir(exemple, place, 10)
    for _ in range(2):
        assert call(pieces, "stock.retirer_piece", piece_id=PIECE).status_code == 200


def test_the_trash(service_api, place):
    log = service_api("log_service")
    assert call(log, "corbeille.restaurer").status_code == 404
    assert call(log, "corbeille.purger").status_code == 404
    body = {"module": "emplacements", "objet_id": str(place.id)}
    call(log, "corbeille.purger", body=body, code="emplacement_non_supprime")
    supprimer_emplacement(emplacement_id=place.id, acteur=ACTEUR)
    assert call(log, "corbeille.restaurer", body=body).json()["libelle"] == str(place)
    supprimer_emplacement(emplacement_id=place.id, acteur=ACTEUR)
    assert call(log, "corbeille.purger", body=body).status_code == 200
    assert call(log, "corbeille.restaurer", body=body, code="emplacement_purge").status_code == 409


def test_every_answer_of_pieces_service_is_understood(service_des_pieces, db):
    contract = contracts.load("calls/pieces.lire")
    example = contract["answers"]["200"]["example"]
    service_des_pieces.pieces[example["id"]] = example
    assert lire_piece(UUID(example["id"]), acteur=ACTEUR) == example
    assert service_des_pieces.asked == [contract["path"].format(piece_id=example["id"])]
    assert lire_piece(new_id(), acteur=ACTEUR) is None
    contracts.check(donnees_de_piece(), contract["answers"]["200"]["schema"])


@pytest.mark.parametrize("method", contracts.load("messages/pieces")["methods"])
def test_the_messages_of_pieces_are_taken(db, method):
    contract = contracts.load("messages/pieces")
    one = message(contract["moduleName"], method, [contract["example"]], source=contract["publisher"])
    assert deliver(one) == ["done"]
    piece = PieceCopie.objects.get(pk=contract["example"]["id"])
    assert (piece.reference, piece.prix_achat) == ("PC-000001", Decimal("0.10"))


def test_nobody_else_speaks_of_pieces(db):
    example = contracts.load("messages/pieces")["example"]
    assert deliver(message("pieces", "create", [example], source="commandes_service")) == ["failed"]
    assert not PieceCopie.objects.exists()


def test_what_is_published_keeps_its_contracts(db):
    piece, place, vers = une_piece(), une_place(), une_place()
    definir_seuil(piece_id=piece.id, mini=Decimal(5), acteur=ACTEUR)
    entrer(piece, place, 10)
    transferer(piece, place, vers, 2)
    sortir(piece, place, 6)
    sortir(piece, place, 2)
    sortir(piece, vers, 2)
    entrer(piece, place, 10)
    supprimer_emplacement(emplacement_id=vers.id, acteur=ACTEUR)
    for module, contract in (
        ("niveaux", "messages/niveaux"),
        ("logs", "messages/logs.create"),
        ("corbeille", "messages/corbeille.create"),
    ):
        published = messages(module)
        assert published
        for _, data in published:
            contracts.check(data, contracts.load(contract)["data"])
    assert [method for method, _ in messages("niveaux")] == contracts.load("messages/niveaux")["methods"]
