"""What passes between this service and the others is what contracts/ says. (The calls to stock_service and
pieces_service are held to it in every test, by autres_services.)"""

import json
from decimal import Decimal
from uuid import UUID

import orjson
import pytest

from chassis import http
from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from chassis.models import OutboxMessage
from chassis.testing import contracts
from commandes import clients
from commandes.clients import LigneAReserver, Reservation
from commandes.errors import PieceInconnue, ReservationAbsente, StockInsuffisant
from commandes.models import PieceCopie
from commandes.saga import annuler_commande, expedier_commande, valider_commande

ACTEUR = Actor(id=new_id())


@pytest.fixture
def reponse(monkeypatch):
    """`reponse("stock.reserver", 409)`: the other side answers this example; gives what it was sent."""

    def answer(contrat, status):
        contrat = contracts.load(f"calls/{contrat}")
        sent = {}

        def call(target, method, path, body=None, **options):
            if contrat["request"]:
                contracts.check(orjson.loads(orjson.dumps(body)), contrat["request"])
            sent.update(target=target, method=method, path=path, body=body, **options)
            return http.Answer(status, contrat["answers"][str(status)]["example"])

        monkeypatch.setattr(http, "call", call)
        return contrat, sent

    return answer


def envoye_comme(contrat, sent, **ids):
    assert (sent["target"], sent["method"]) == (contrat["provider"], contrat["method"])
    assert sent["path"] == contrat["path"].format(**ids)


def test_reserving_sends_and_reads_what_the_contract_says(reponse):
    contrat, sent = reponse("stock.reserver", 201)
    exemple = contrat["request_example"]
    lignes = [
        LigneAReserver(UUID(x["ligne_id"]), UUID(x["piece_id"]), Decimal(x["quantite"]))
        for x in exemple["lignes"]
    ]
    found = clients.reserver(
        commande_id=UUID(exemple["commande_id"]), lignes=lignes, cle="cle", acteur=ACTEUR
    )
    envoye_comme(contrat, sent)
    assert sent["body"] == exemple
    assert sent["idempotency_key"]
    assert found == [Reservation(x.ligne_id, x.piece_id, x.quantite, active=True) for x in lignes]


def test_each_refusal_of_a_reservation_has_its_name(reponse):
    reponse("stock.reserver", 409)
    with pytest.raises(StockInsuffisant) as refus:
        clients.reserver(commande_id=new_id(), lignes=[], cle="cle", acteur=ACTEUR)
    assert set(refus.value.data["lignes"][0]) == {"piece_id", "demande", "disponible"}
    reponse("stock.reserver", 404)
    with pytest.raises(PieceInconnue):
        clients.reserver(commande_id=new_id(), lignes=[], cle="cle", acteur=ACTEUR)


def test_shipping_sends_and_reads_what_the_contract_says(reponse):
    contrat, sent = reponse("stock.expedier", 200)
    commande_id, reference = new_id(), contrat["request_example"]["reference"]
    clients.expedier(commande_id=commande_id, reference=reference, cle="cle", acteur=ACTEUR)
    envoye_comme(contrat, sent, commande_id=commande_id)
    assert sent["body"] == contrat["request_example"]
    reponse("stock.expedier", 409)
    with pytest.raises(ReservationAbsente):
        clients.expedier(commande_id=commande_id, reference=reference, cle="cle", acteur=ACTEUR)


def test_releasing_sends_what_the_contract_says(reponse):
    contrat, sent = reponse("stock.liberer", 200)
    commande_id = new_id()
    clients.liberer(commande_id=commande_id, cle="cle", acteur=ACTEUR)
    envoye_comme(contrat, sent, commande_id=commande_id)
    assert sent["body"] == contrat["request_example"]


def test_what_the_stock_knows_is_read_as_the_contract_says(reponse):
    contrat, sent = reponse("stock.commande", 200)
    commande_id = new_id()
    vu = clients.lire_commande(commande_id=commande_id, acteur=ACTEUR)
    envoye_comme(contrat, sent, commande_id=commande_id)
    assert (len(vu.reservations), vu.reservations[0].active, vu.expediee) == (1, True, False)


@pytest.mark.django_db
def test_a_piece_is_asked_for_and_read_as_the_contract_says(reponse):
    contrat, sent = reponse("pieces.lire", 200)
    piece_id = new_id()
    assert clients.lire_piece(piece_id, acteur=ACTEUR) == contrat["answers"]["200"]["example"]
    envoye_comme(contrat, sent, piece_id=piece_id)
    reponse("pieces.lire", 404)
    with pytest.raises(PieceInconnue):
        clients.lire_piece(piece_id, acteur=ACTEUR)


# --- messages ---------------------------------------------------------------------------------------

COMMANDES = contracts.load("messages/commandes")
PIECES = contracts.load("messages/pieces")


def publies(module, target):
    return OutboxMessage.objects.filter(body__moduleName=module, target=target).order_by("id")


@pytest.mark.django_db
def test_each_step_of_an_order_is_told_as_the_contract_says(vente, achat, agir):
    une, autre = vente(), vente()
    achat()
    agir(valider_commande, une)
    agir(expedier_commande, une)
    agir(annuler_commande, autre)
    rows = list(publies("commandes", "notification_service"))
    assert [row.body["method"] for row in rows] == [
        "create",
        "create",
        "create",
        "valider",
        "expedier",
        "annuler",
    ]
    assert {row.body["method"] for row in rows} == set(COMMANDES["methods"])
    for row in rows:
        for item in row.body["data"]:
            contracts.check(item, COMMANDES["data"])
    assert [row.body["data"][0]["etat"] for row in rows[3:]] == ["validee", "expediee", "annulee"]
    assert rows[2].body["data"][0]["client_nom"] == ""
    assert len({row.ordering_key for row in rows}) == 3


@pytest.mark.django_db
def test_audit_and_trash_are_told_as_the_contracts_say(api, vente, agir):
    une, autre = vente(), vente()
    agir(valider_commande, une)
    http_ = api("commandes.gerer", "clients.gerer")
    assert http_.delete(f"/api/commandes/{autre.id}/").status_code == 204
    assert http_.delete(f"/api/clients/{autre.client_id}/").status_code == 204
    for module in ("logs", "corbeille"):
        rows = list(publies(module, "log_service"))
        assert rows
        for row in rows:
            for item in row.body["data"]:
                contracts.check(item, contracts.load(f"messages/{module}.create")["data"])


@pytest.mark.django_db
@pytest.mark.parametrize("method", PIECES["methods"])
def test_the_example_of_a_piece_is_taken_into_the_copy(service_api, method):
    message = {
        "moduleName": "pieces",
        "method": method,
        "serviceName": "commandes_service",
        "serviceSource": "pieces_service",
        "id": str(new_id()),
        "emis_le": "2026-11-20T10:00:00Z",
        "correlation_id": "",
        "acteur_id": None,
        "version": 1,
        "data": [PIECES["example"]],
    }
    answer = service_api("pieces_service").post("/internal/messages/", [message])
    assert [r["state"] for r in answer.json()["results"]] == ["done"]
    copie = PieceCopie.objects.get()
    for champ, valeur in PIECES["example"].items():
        assert json.loads(json.dumps(getattr(copie, champ), default=str)) == valeur


# --- what log_service asks --------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("verbe", ["restaurer", "purger"])
@pytest.mark.parametrize("module", ["commandes", "clients", "fournisseurs"])
def test_restoring_and_purging_answer_as_the_contract_says(
    verbe, module, api, service_api, vente, client_, fournisseur
):
    objet = {"commandes": vente, "clients": client_, "fournisseurs": fournisseur}[module]()
    assert api(f"{module}.gerer").delete(f"/api/{module}/{objet.id}/").status_code == 204
    contrat = contracts.load(f"calls/corbeille.{verbe}")
    corps = contrat["request_example"] | {"module": module, "objet_id": str(objet.id)}
    for _ in range(2):  # harmless when done twice
        answer = service_api("log_service").post(contrat["path"], corps)
        assert answer.status_code == 200
        contracts.check(answer.json(), contrat["answers"]["200"]["schema"])
    assert api(f"{module}.lire").get(f"/api/{module}/{objet.id}/").status_code == (
        200 if verbe == "restaurer" else 404
    )


@pytest.mark.django_db
@pytest.mark.parametrize("module", ["commandes", "clients", "fournisseurs", "inconnus"])
def test_restoring_what_does_not_exist_is_a_404_as_the_contract_says(module, service_api):
    contrat = contracts.load("calls/corbeille.restaurer")
    corps = {"module": module, "objet_id": str(new_id())}
    answer = service_api("log_service").post(contrat["path"], corps)
    assert answer.status_code == 404
    contracts.check(answer.json(), contrat["answers"]["404"]["schema"])
