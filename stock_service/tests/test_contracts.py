"""What this service promised to others, and what it relies on."""

from decimal import Decimal
from uuid import UUID

import pytest

from chassis.identifiers import new_id
from chassis.testing import contracts
from chassis.testing.clients import service_client
from chassis.testing.messages import deliver, message
from stock.clients import creer_achat, lire_piece, lire_pieces
from stock.emplacements import supprimer_emplacement
from stock.errors import FournisseurInconnu
from stock.models import FournisseurCopie, PieceCopie
from stock.seuils import definir_seuil
from tests.monde import (
    ACTEUR,
    copier_piece,
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
    ligne_id = reserved.json()["reservations"][0]["ligne_id"]
    envoi = {
        "reference": "CMD-1",
        "expedition_id": str(new_id()),
        "lignes": [{"ligne_id": ligne_id, "quantite": "1.000"}],
    }
    shipped = call(commandes, "stock.expedier", body=envoi, commande_id=COMMANDE)
    [row] = shipped.json()["mouvements"]
    assert (row["quantite"], row["operation_id"], row["type"]) == ("-1.000", envoi["expedition_id"], "OUT")
    assert call(commandes, "stock.expedier", body=envoi, commande_id=COMMANDE).json() == shipped.json()
    rest = {"reference": "CMD-1", "expedition_id": str(new_id())}
    [row] = call(commandes, "stock.expedier", body=rest, commande_id=COMMANDE).json()["mouvements"]
    assert row["quantite"] == "-2.000"
    assert call(commandes, "stock.expedier", commande_id=COMMANDE).status_code == 409
    known = call(commandes, "stock.commande", commande_id=COMMANDE).json()
    assert [row["quantite"] for row in known["mouvements"]] == ["-1.000", "-2.000"]
    assert sorted(row["etat"] for row in known["reservations"]) == ["consommee", "consommee", "liberee"]
    back = {
        "reference": "CMD-1",
        "retour_id": str(new_id()),
        "type": "vente",
        "emplacement_id": row_place(known),
        "lignes": [{"ligne_id": ligne_id, "piece_id": PIECE, "quantite": "3.000"}],
    }
    [row] = call(commandes, "stock.retourner", body=back, commande_id=COMMANDE).json()["mouvements"]
    assert (row["quantite"], row["type"]) == ("3.000", "IN")
    again = call(commandes, "stock.retourner", body=back, commande_id=COMMANDE).json()["mouvements"]
    assert again == [row]
    more = back | {"retour_id": str(new_id())}
    call(commandes, "stock.retourner", body=more, code="retour_excessif", commande_id=COMMANDE)


def row_place(known) -> str:
    return known["mouvements"][0]["emplacement_id"]


def test_a_purchase_is_received_and_returned_by_contract(commandes, exemple, place, service_des_pieces):
    assert call(commandes, "stock.recevoir", commande_id=COMMANDE).status_code == 404
    assert call(commandes, "stock.retourner", commande_id=COMMANDE).status_code == 404
    body = contracts.load("calls/stock.recevoir")["request_example"] | {"emplacement_id": str(place.id)}
    received = call(commandes, "stock.recevoir", body=body, commande_id=COMMANDE).json()
    [row] = received["mouvements"]
    assert (row["quantite"], row["type"], row["cout_unitaire"]) == ("3.000", "IN", "0.100000")
    assert call(commandes, "stock.recevoir", body=body, commande_id=COMMANDE).json() == received
    assert total(exemple).quantite == 13
    back = contracts.load("calls/stock.retourner")["request_example"]
    back |= {"type": "achat", "emplacement_id": str(place.id), "retour_id": str(new_id())}
    [row] = call(commandes, "stock.retourner", body=back, commande_id=COMMANDE).json()["mouvements"]
    assert (row["quantite"], row["type"]) == ("-1.000", "OUT")
    lignes = [back["lignes"][0] | {"quantite": "99.000"}]
    short = back | {"retour_id": str(new_id()), "lignes": lignes}
    refused = call(commandes, "stock.retourner", body=short, commande_id=COMMANDE)
    assert refused.json()["lignes"] == [{"piece_id": PIECE, "demande": "99.000", "disponible": "12.000"}]
    sortir(exemple, place, 12)
    call(service_client("pieces_service"), "stock.retirer_piece", piece_id=PIECE)
    gone = call(
        commandes, "stock.recevoir", body=body | {"reception_id": str(new_id())}, commande_id=COMMANDE
    )
    assert (gone.status_code, gone.json()["piece_id"]) == (409, PIECE)


def test_what_is_kept_with_a_piece_is_told(service_api, exemple, place):
    definir_seuil(piece_id=exemple.id, mini=Decimal(5), acteur=ACTEUR)
    definir_seuil(piece_id=exemple.id, emplacement_id=place.id, mini=Decimal("2.5"), acteur=ACTEUR)
    answer = call(service_api("pieces_service"), "stock.dependances", piece_id=PIECE).json()
    assert [each["libelle"] for each in answer["elements"]] == [
        "Seuil de PC-000001 : 5 mini",
        f"Seuil de PC-000001 à {place.code} : 2.5 mini",
    ]


@pytest.mark.parametrize("method", contracts.load("messages/fournisseurs")["methods"])
def test_the_messages_of_suppliers_are_taken(db, method):
    contract = contracts.load("messages/fournisseurs")
    one = message(contract["moduleName"], method, [contract["example"]], source=contract["publisher"])
    assert deliver(one) == ["done"]
    fournisseur = FournisseurCopie.objects.get(pk=contract["example"]["id"])
    assert (fournisseur.nom, fournisseur.delai_jours) == ("Visserie de l'Est", 7)


def test_what_is_to_come_is_taken(exemple):
    contract = contracts.load("messages/achats.attendu")
    one = message(contract["moduleName"], "attendu", [contract["example"]], source=contract["publisher"])
    assert deliver(one) == ["done"]
    assert total(exemple).en_commande == 50


def test_the_catalogue_is_read_page_by_page_by_contract(service_des_pieces, db):
    contract = contracts.load("calls/pieces.copier")
    example = contract["answers"]["200"]["example"]["results"][0]
    service_des_pieces.pieces = {str(n): example | {"id": str(new_id())} for n in range(3)}
    service_des_pieces.page_size = 2
    found = list(lire_pieces(acteur=ACTEUR))
    assert found == list(service_des_pieces.pieces.values())
    assert service_des_pieces.asked == [
        f"{contract['path']}?limite=500",
        f"{contract['path']}?limite=500&apres={found[1]['id']}",
    ]


def test_a_draft_purchase_is_asked_for_by_contract(service_des_commandes, db):
    contract = contracts.load("calls/achats.creer")
    example = contract["request_example"]
    asked = {
        "proposition_id": UUID(example["proposition_id"]),
        "fournisseur_id": UUID(example["fournisseur_id"]),
        "notes": example["notes"],
        "lignes": [(UUID(each["piece_id"]), Decimal(each["quantite"])) for each in example["lignes"]],
    }
    assert creer_achat(**asked, acteur=ACTEUR) == contract["answers"]["201"]["example"]
    [(path, body)] = service_des_commandes.received
    assert path == contract["path"]
    contracts.check(body, contract["request"])
    service_des_commandes.status = 404
    with pytest.raises(FournisseurInconnu):
        creer_achat(**asked, acteur=ACTEUR)


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
    assert call(log, "corbeille.purger", body=body, code="emplacement_non_supprime").json()["vivant"] is True
    supprimer_emplacement(emplacement_id=place.id, acteur=ACTEUR)
    assert call(log, "corbeille.apercu", body=body).json()["libelle"] == str(place)
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
