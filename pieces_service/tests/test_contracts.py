"""What is agreed with the other services: contracts/."""

import pytest

from catalogue import clients, pieces, suppression
from catalogue.errors import PieceEnStock
from catalogue.models import Piece
from chassis.identifiers import new_id
from chassis.testing import contracts
from tests.outbox import donnees
from tests.stock_double import RETIRER

LIRE = contracts.load("calls/pieces.lire")
COPIER = contracts.load("calls/pieces.copier")
DEPENDANCES = contracts.load("calls/stock.dependances")
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
    clients.retirer_piece(piece_id=piece_id, version=3, cle="retirer:1", acteur=acteur)
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
        clients.retirer_piece(piece_id=new_id(), version=2, cle="k", acteur=acteur)
    assert refus.value.code == example["code"]
    assert refus.value.data == {"quantite": example["quantite"]}


@pytest.mark.django_db
def test_the_deletion_tells_the_version_it_will_make(stock, creer, acteur):
    suppression.supprimer_piece(piece_id=creer().id, acteur=acteur)
    assert stock.asked[0]["body"] == {"version": 2}
    assert Piece.objects.get().version == 2


@pytest.mark.django_db
def test_every_piece_is_given_to_services_page_by_page_as_agreed(service_api, creer):
    attendues = sorted(str(creer(f"P{numero}").id) for numero in range(5))
    Piece.objects.filter(reference="P2").update(supprime_le="2026-01-01T00:00Z")
    recues, apres = [], None
    while True:
        demande = {"limite": 2} | ({"apres": apres} if apres else {})
        reponse = service_api("commandes_service").get(COPIER["path"], demande)
        contracts.check(reponse.json(), COPIER["answers"]["200"]["schema"])
        recues += reponse.json()["results"]
        apres = reponse.json()["suivant"]
        if apres is None:
            break
    assert [piece["id"] for piece in recues] == attendues
    assert [piece["reference"] for piece in recues if piece["supprimee"]] == ["P2"]


@pytest.mark.django_db
@pytest.mark.parametrize("demande", [{"limite": 0}, {"limite": 1001}, {"apres": "x"}, {"autre": 1}])
def test_a_bad_page_of_pieces_is_a_400(service_api, demande):
    assert service_api("stock_service").get(COPIER["path"], demande).status_code == 400


@pytest.mark.django_db
def test_services_that_keep_no_copy_are_not_served(service_api, creer):
    for chemin in (COPIER["path"], LIRE["path"].format(piece_id=creer().id)):
        assert service_api("notification_service").get(chemin).status_code == 403


@pytest.mark.django_db
def test_what_would_come_back_with_a_piece_is_shown_as_agreed(stock, service_api, creer, ranger):
    contrat = contracts.load("calls/corbeille.apercu")
    categorie = ranger("Visserie")
    piece = creer(categorie_id=categorie.id)
    for objet in (piece, categorie):
        type(objet).objects.filter(pk=objet.pk).update(supprime_le="2026-01-01T00:00Z")
    demande = {"module": "pieces", "objet_id": str(piece.id)}
    reponse = service_api("log_service").post(contrat["path"], demande)
    assert reponse.status_code == 200
    contracts.check(reponse.json(), contrat["answers"]["200"]["schema"])
    assert [element["module"] for element in reponse.json()["revient"]] == ["categories", "seuils"]
    assert stock.asked[0]["path"] == DEPENDANCES["path"].format(piece_id=piece.id)
    inconnue = service_api("log_service").post(
        contrat["path"], {"module": "pieces", "objet_id": str(new_id())}
    )
    assert inconnue.status_code == 404
    contracts.check(inconnue.json(), contrat["answers"]["404"]["schema"] | {"additionalProperties": True})


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
