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
from commandes.clients import LigneADeplacer, LigneAReserver, Reservation
from commandes.conditions import TERMES
from commandes.errors import (
    EmplacementInconnu,
    PieceInconnue,
    PieceRetiree,
    ReservationAbsente,
    StockInsuffisant,
)
from commandes.models import Commande, PieceCopie
from commandes.saga import (
    annuler_commande,
    expedier_commande,
    recevoir_commande,
    retourner_commande,
    solder_commande,
    valider_commande,
)
from commandes.transitions import livrer_commande, preparer_commande

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


def deplacees(exemple):
    """The lines of the example, as the client takes them."""
    return [
        LigneADeplacer(
            UUID(x["ligne_id"]),
            UUID(x.get("piece_id", x["ligne_id"])),
            Decimal(x["quantite"]),
            Decimal(x.get("cout_unitaire", 0)),
        )
        for x in exemple["lignes"]
    ]


def test_shipping_sends_and_reads_what_the_contract_says(reponse):
    contrat, sent = reponse("stock.expedier", 200)
    exemple, commande_id = contrat["request_example"], new_id()
    appel = {
        "commande_id": commande_id,
        "reference": exemple["reference"],
        "expedition_id": UUID(exemple["expedition_id"]),
        "lignes": deplacees(exemple),
        "cle": "cle",
        "acteur": ACTEUR,
    }
    clients.expedier(**appel)
    envoye_comme(contrat, sent, commande_id=commande_id)
    assert sent["body"] == exemple
    reponse("stock.expedier", 409)
    with pytest.raises(ReservationAbsente):
        clients.expedier(**appel)


def test_receiving_sends_and_reads_what_the_contract_says(reponse):
    contrat, sent = reponse("stock.recevoir", 200)
    exemple, commande_id = contrat["request_example"], new_id()
    appel = {
        "commande_id": commande_id,
        "reference": exemple["reference"],
        "reception_id": UUID(exemple["reception_id"]),
        "emplacement_id": UUID(exemple["emplacement_id"]),
        "lignes": deplacees(exemple),
        "cle": "cle",
        "acteur": ACTEUR,
    }
    clients.recevoir(**appel)
    envoye_comme(contrat, sent, commande_id=commande_id)
    assert sent["body"] == exemple
    for status, refus in ((404, EmplacementInconnu), (409, PieceRetiree)):
        reponse("stock.recevoir", status)
        with pytest.raises(refus):
            clients.recevoir(**appel)


def test_returning_sends_and_reads_what_the_contract_says(reponse):
    contrat, sent = reponse("stock.retourner", 200)
    exemple, commande_id = contrat["request_example"], new_id()
    appel = {
        "commande_id": commande_id,
        "reference": exemple["reference"],
        "retour_id": UUID(exemple["retour_id"]),
        "type": exemple["type"],
        "emplacement_id": UUID(exemple["emplacement_id"]),
        "lignes": deplacees(exemple),
        "cle": "cle",
        "acteur": ACTEUR,
    }
    clients.retourner(**appel)
    envoye_comme(contrat, sent, commande_id=commande_id)
    assert sent["body"] == exemple
    for status, refus in ((404, EmplacementInconnu), (409, StockInsuffisant)):
        reponse("stock.retourner", status)
        with pytest.raises(refus):
            clients.retourner(**appel)


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
    assert (len(vu.reservations), vu.reservations[0].active) == (1, True)
    (mouvement,) = contrat["answers"]["200"]["example"]["mouvements"]
    assert vu.connait(UUID(mouvement["operation_id"]))
    assert not vu.connait(new_id())


def test_pages_of_pieces_are_read_as_the_contract_says(reponse):
    contrat, sent = reponse("pieces.copier", 200)
    page = clients.lire_pieces(apres=None, limite=500, acteur=ACTEUR)
    assert page == contrat["answers"]["200"]["example"]
    assert (sent["target"], sent["path"].split("?")[0]) == (contrat["provider"], contrat["path"])


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
    achetee = achat()
    place = new_id()
    agir(valider_commande, une)
    agir(preparer_commande, une)
    agir(expedier_commande, une)
    agir(livrer_commande, une)
    lignes = [{"detail_id": une.details.get().id, "quantite": Decimal(1)}]
    agir(retourner_commande, une, emplacement_id=place, lignes=lignes)
    agir(annuler_commande, autre)
    agir(valider_commande, achetee)
    agir(recevoir_commande, achetee, emplacement_id=place)
    rows = list(publies("commandes", "notification_service"))
    assert {row.body["method"] for row in rows} == set(COMMANDES["methods"])
    for row in rows:
        for item in row.body["data"]:
            contracts.check(item, COMMANDES["data"])
    dites = [(r.body["method"], r.body["data"][0]["etat"], r.body["data"][0]["quantites"]) for r in rows[3:]]
    assert dites == [
        ("valider", "validee", None),
        ("preparer", "preparee", None),
        ("expedier", "expediee", "1 pièce"),
        ("livrer", "livree", None),
        ("retourner", "retournee", "1 pièce"),
        ("annuler", "annulee", None),
        ("valider", "validee", None),
        ("recevoir", "recue", "2 pièces"),
    ]
    recue = rows[-1].body["data"][0]
    assert (recue["client_nom"], recue["fournisseur_nom"]) == (None, "Visserie du Nord")
    assert recue["par"] == "test@example.org"
    assert len({row.ordering_key for row in rows}) == 3


@pytest.mark.django_db
def test_what_is_still_to_come_of_a_purchase_is_told_as_the_contract_says(achat, agir):
    contrat = contracts.load("messages/achats.attendu")
    commande = achat(quantite=5)
    ligne = {"detail_id": commande.details.get().id, "quantite": Decimal(2)}
    agir(valider_commande, commande)
    agir(recevoir_commande, commande, emplacement_id=new_id(), lignes=[ligne])
    agir(solder_commande, commande)
    dits = [row.body["data"][0] for row in publies("achats", "stock_service")]
    for dit in dits:
        contracts.check(dit, contrat["data"])
    assert [(d["etat"], [x["attendu"] for x in d["lignes"]]) for d in dits] == [
        ("validee", ["5.000"]),
        ("partiellement_recue", ["3.000"]),
        ("recue", []),
    ]
    assert [d["version"] for d in dits] == sorted({d["version"] for d in dits})


@pytest.mark.django_db
def test_each_change_of_a_supplier_is_told_as_the_contract_says(api, fournisseur, service_api):
    contrat = contracts.load("messages/fournisseurs")
    chez = fournisseur(delai_jours=7)
    http_ = api("fournisseurs.gerer")
    http_.patch(f"/api/fournisseurs/{chez.id}/", {"delai_jours": None})
    http_.delete(f"/api/fournisseurs/{chez.id}/")
    corps = {"module": "fournisseurs", "objet_id": str(chez.id)}
    service_api("log_service").post("/internal/corbeille/restaurer/", corps)
    rows = list(publies("fournisseurs", "stock_service"))
    assert [row.body["method"] for row in rows] == ["create", "update", "delete", "restore"]
    dits = [row.body["data"][0] for row in rows]
    for dit in dits:
        contracts.check(dit, contrat["data"])
    assert [(d["delai_jours"], d["supprime"], d["version"]) for d in dits] == [
        (7, False, 1),
        (None, False, 2),
        (None, True, 3),
        (None, False, 4),
    ]


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


# --- what several of them may ask -------------------------------------------------------------------------

CLIENT = contracts.load("calls/clients.lire")


def lire_client(appelant, client_id):
    return appelant.get(CLIENT["path"].format(client_id=client_id))


@pytest.mark.django_db
@pytest.mark.parametrize("service", ["notification_service", "log_service", "stock_service"])
def test_a_client_is_given_to_services_as_the_contract_says(service, service_api, client_):
    client = client_(email="a@example.org", telephone="04 00", conditions_paiement="30_jours")
    answer = lire_client(service_api(service), client.id)
    assert answer.status_code == 200
    contracts.check(answer.json(), CLIENT["answers"]["200"]["schema"])
    assert answer.json() == {
        "id": str(client.id),
        "nom": "Garage Martin",
        "email": "a@example.org",
        "telephone": "04 00",
        "conditions_paiement": "30_jours",
        "supprime": False,
    }


@pytest.mark.django_db
def test_a_client_in_the_trash_is_given_as_deleted_and_one_that_never_was_is_a_404(api, service_api, client_):
    client = client_()
    api("clients.gerer").delete(f"/api/clients/{client.id}/")
    supprime = lire_client(service_api("log_service"), client.id).json()
    contracts.check(supprime, CLIENT["answers"]["200"]["schema"])
    assert supprime["supprime"] is True
    absent = lire_client(service_api("log_service"), new_id())
    assert (absent.status_code, absent.json()["code"]) == (404, "client_inconnu")
    contracts.check(absent.json(), CLIENT["answers"]["404"]["schema"])


def test_the_contract_names_the_terms_of_payment_there_are():
    schema = CLIENT["answers"]["200"]["schema"]
    assert schema["properties"]["conditions_paiement"]["enum"] == list(TERMES)


@pytest.mark.django_db
def test_users_and_services_that_need_no_client_are_not_told_of_one(api, service_api, client_):
    client = client_()
    for appelant, status in ((api("clients.lire"), 401), (service_api("pieces_service"), 403)):
        assert lire_client(appelant, client.id).status_code == status


# --- what log_service asks --------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_purchase_is_made_from_a_proposal_as_the_contract_says(service_api, piece, fournisseur):
    contrat = contracts.load("calls/achats.creer")
    chez, une = fournisseur(), piece()
    corps = contrat["request_example"] | {
        "fournisseur_id": str(chez.id),
        "lignes": [{"piece_id": str(une), "quantite": "50.000"}],
    }
    answers = [service_api("stock_service").post(contrat["path"], corps) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    contracts.check(answers[0].json(), contrat["answers"]["201"]["schema"])
    assert answers[0].json() == answers[1].json()  # the same proposal is the same order
    commande = Commande.objects.get()
    assert (commande.etat, commande.fournisseur_id, commande.notes) == ("brouillon", chez.id, corps["notes"])
    assert commande.details.get().prix_unitaire == Decimal("4.00")
    inconnu = corps | {"fournisseur_id": str(new_id()), "proposition_id": str(new_id())}
    refus = service_api("stock_service").post(contrat["path"], inconnu)
    assert refus.status_code == 404
    contracts.check(refus.json(), contrat["answers"]["404"]["schema"])


@pytest.mark.django_db
def test_only_stock_service_asks_for_purchases(service_api):
    assert service_api("pieces_service").post("/internal/achats/", {}).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("module", ["commandes", "clients"])
def test_a_preview_of_the_trash_answers_as_the_contract_says(module, api, service_api, vente):
    commande = vente()
    objet = commande if module == "commandes" else commande.client
    assert api(f"{module}.gerer").delete(f"/api/{module}/{objet.id}/").status_code == 204
    contrat = contracts.load("calls/corbeille.apercu")
    corps = {"module": module, "objet_id": str(objet.id)}
    answer = service_api("log_service").post(contrat["path"], corps)
    contracts.check(answer.json(), contrat["answers"]["200"]["schema"])
    assert len(answer.json()["revient"]) == 1
    absent = service_api("log_service").post(contrat["path"], corps | {"objet_id": str(new_id())})
    assert absent.status_code == 404


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
