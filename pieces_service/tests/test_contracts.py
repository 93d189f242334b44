"""What is agreed with the other services: contracts/."""

import pytest

from catalogue import clients, pieces, suppression
from catalogue.errors import PieceEnStock
from chassis.identifiers import new_id
from chassis.testing import contracts
from tests.outbox import donnees
from tests.stock_double import RETIRER

LIRE = contracts.load("calls/pieces.lire")
MESSAGE = contracts.load("messages/pieces")


def lire(service_api, piece_id):
    assert LIRE["provider"] == "pieces_service"
    return service_api("stock_service").get(LIRE["path"].format(piece_id=piece_id))


@pytest.mark.django_db
def test_a_piece_is_given_to_services_as_agreed(service_api, creer):
    reponse = lire(service_api, creer(prix_vente=5).id)
    assert reponse.status_code == 200
    contracts.check(reponse.json(), LIRE["answers"]["200"]["schema"])
    assert reponse.json()["prix_vente"] == "5.00"


@pytest.mark.django_db
def test_a_piece_in_the_trash_is_given_as_deleted(service_api, creer):
    piece = creer()
    type(piece).objects.update(supprime_le="2026-01-01T00:00Z")
    lue = lire(service_api, piece.id).json()
    contracts.check(lue, LIRE["answers"]["200"]["schema"])
    assert (lue["supprimee"], lue["actif"]) == (True, False)


@pytest.mark.django_db
def test_an_unknown_piece_is_refused_as_agreed(service_api):
    reponse = lire(service_api, new_id())
    assert reponse.status_code == 404
    contracts.check(reponse.json(), LIRE["answers"]["404"]["schema"])
    assert reponse.json()["code"] == LIRE["answers"]["404"]["example"]["code"]


@pytest.mark.django_db(transaction=True)
def test_every_message_about_a_piece_is_as_agreed(stock, creer, service_api, acteur):
    piece = creer()
    pieces.modifier_piece(piece_id=piece.id, prix_vente=7, taux_tva=0, acteur=acteur)
    suppression.supprimer_piece(piece_id=piece.id, acteur=acteur)
    service_api("log_service").post(
        "/internal/corbeille/restaurer/", {"module": "pieces", "objet_id": str(piece.id)}
    )
    for service in MESSAGE["consumers"]:
        envoyes = donnees("pieces", service)
        assert [envoye["version"] for envoye in envoyes] == [1, 2, 3, 4]
        for envoye in envoyes:
            contracts.check(envoye, MESSAGE["data"])


@pytest.mark.django_db(transaction=True)
def test_what_the_log_and_the_trash_are_told_is_as_agreed(stock, creer, ranger, acteur):
    ranger()
    suppression.supprimer_piece(piece_id=creer().id, acteur=acteur)
    for module, nombre in (("logs", 3), ("corbeille", 1), ("journal_services", 1)):
        envoyes = donnees(module, "log_service")
        assert len(envoyes) == nombre
        for envoye in envoyes:
            contracts.check(envoye, contracts.load(f"messages/{module}.create")["data"])


@pytest.mark.django_db
def test_the_stock_is_asked_as_agreed(stock, acteur):
    piece_id = new_id()
    clients.retirer_piece(piece_id=piece_id, cle="retirer:1", acteur=acteur)
    [demande] = stock.asked
    assert RETIRER["method"] == "POST"
    assert demande["path"] == RETIRER["path"].format(piece_id=piece_id)
    contracts.check(demande["body"], RETIRER["request"])
    assert demande["key"] == "retirer:1"
    assert demande["token"].startswith("Bearer ")


@pytest.mark.django_db
def test_the_refusal_of_the_stock_is_understood(stock, acteur):
    example = RETIRER["answers"]["409"]["example"]
    stock.answer_with(409, example)
    with pytest.raises(PieceEnStock) as refus:
        clients.retirer_piece(piece_id=new_id(), cle="k", acteur=acteur)
    assert refus.value.code == example["code"]
    assert refus.value.data == {"quantite": example["quantite"]}


@pytest.mark.django_db
@pytest.mark.parametrize("quoi", ["restaurer", "purger"])
def test_the_trash_is_answered_as_agreed(service_api, creer, quoi):
    contrat = contracts.load(f"calls/corbeille.{quoi}")
    piece = creer(id=contrat["request_example"]["objet_id"])
    type(piece).objects.update(supprime_le="2026-01-01T00:00Z")
    for demande, statut in [
        (contrat["request_example"], 200),
        ({"module": "inconnu", "objet_id": str(new_id())}, 404),
    ]:
        reponse = service_api("log_service").post(contrat["path"], demande)
        assert reponse.status_code == statut
        contracts.check(reponse.json(), contrat["answers"][str(statut)]["schema"])


@pytest.mark.django_db
def test_what_is_gone_for_good_is_refused_as_agreed(service_api):
    contrat = contracts.load("calls/corbeille.restaurer")
    reponse = service_api("log_service").post(
        contrat["path"], {"module": "pieces", "objet_id": str(new_id())}
    )
    contracts.check(reponse.json(), contrat["answers"]["404"]["schema"])
