"""Shipping, receiving, returning, whole or in part; closing what will not come; asked twice, moved once."""

from decimal import Decimal

import pytest

from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from commandes import jobs
from commandes.avoirs import creer_avoir
from commandes.errors import OperationEnCours, StockSansReponse
from commandes.factures import Base, facturer_commande
from commandes.models import Commande, HistoriqueCommande, OperationStock
from commandes.saga import expedier_commande, recevoir_commande, solder_commande, valider_commande
from tests.conftest import etat, messages, tout_est_coherent

pytestmark = pytest.mark.django_db

URL = "/api/commandes/"
PLACE = str(new_id())


@pytest.fixture
def http_(api):
    return api("commandes.lire", "commandes.gerer", "commandes.expedier")


@pytest.fixture
def poster(http_):
    def post(commande, action, corps=None, cle=None):
        headers = {"Idempotency-Key": cle} if cle else {}
        return http_.post(f"{URL}{commande.id}/{action}/", corps or {}, headers=headers)

    return post


@pytest.fixture
def validee(vente, agir):
    commande = vente(quantite=5)
    agir(valider_commande, commande)
    return commande


@pytest.fixture
def commandee(achat, agir):
    commande = achat(quantite=5)
    agir(valider_commande, commande)
    return commande


def lignes(commande, quantite, **champs):
    return [{"detail_id": str(commande.details.get().id), "quantite": quantite} | champs]


def quantites(corps) -> tuple[str, ...]:
    (ligne,) = corps["details"]
    noms = ("expediee", "recue", "retournee", "annulee", "restante")
    return tuple(ligne[f"quantite_{nom}"].removesuffix(".000") for nom in noms)


# --- shipping ---------------------------------------------------------------------------------------


def test_a_part_is_shipped_then_the_rest(validee, poster, autres):
    corps = poster(validee, "expedier", {"lignes": lignes(validee, "2")}).json()
    assert (corps["etat"], quantites(corps)) == ("partiellement_expediee", ("2", "0", "0", "0", "3"))
    tout_est_coherent(autres)
    corps = poster(validee, "expedier").json()
    assert (corps["etat"], quantites(corps)) == ("expediee", ("5", "0", "0", "0", "0"))
    assert [(o["type"], o["etat"], o["lignes"][0]["quantite"]) for o in corps["operations"]] == [
        ("expedition", "faite", "2.000"),
        ("expedition", "faite", "3.000"),
    ]
    tout_est_coherent(autres)


def test_a_line_named_twice_is_shipped_as_a_whole(validee, poster):
    deux = lignes(validee, "2") * 2
    assert quantites(poster(validee, "expedier", {"lignes": deux}).json())[0] == "4"


@pytest.mark.parametrize("action", ["expedier", "recevoir", "retourner"])
def test_more_than_what_remains_is_refused(action, validee, commandee, poster, autres):
    commande = commandee if action == "recevoir" else validee
    if action == "retourner":
        poster(commande, "expedier", {"lignes": lignes(commande, "4")})
    corps = {"lignes": lignes(commande, "5.001")} | (
        {"emplacement_id": PLACE} if action != "expedier" else {}
    )
    answer = poster(commande, action, corps)
    reste = "4.000" if action == "retourner" else "5.000"
    assert (answer.status_code, answer.json()["code"]) == (409, "quantite_excessive")
    detail_id = str(commande.details.get().id)
    assert answer.json()["lignes"] == [{"detail_id": detail_id, "demande": "5.001", "reste": reste}]
    tout_est_coherent(autres)


def test_a_line_of_another_order_is_refused(validee, vente, poster):
    answer = poster(validee, "expedier", {"lignes": lignes(vente(), "1")})
    assert (answer.status_code, answer.json()["code"]) == (404, "ligne_inconnue")


@pytest.mark.parametrize(
    ("champs", "nom"),
    [
        ({"lignes": []}, "lignes"),
        ({"lignes": [{"detail_id": "x", "quantite": "1"}]}, "lignes.0.detail_id"),
        ({"lignes": [{"detail_id": PLACE, "quantite": "0"}]}, "lignes.0.quantite"),
        ({"lignes": [{"detail_id": PLACE, "quantite": "1", "prix": "1"}]}, "lignes.0.prix"),
        ({"tout": True}, "tout"),
    ],
    ids=str,
)
def test_a_bad_body_is_a_400_that_names_the_field(champs, nom, validee, poster):
    answer = poster(validee, "expedier", champs)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [nom])


def test_asked_again_with_its_key_nothing_moves_twice(validee, agir, autres):
    un = [{"detail_id": validee.details.get().id, "quantite": Decimal(1)}]
    for _ in range(3):  # as a client does whose answer was lost, after the first has long been done
        agir(expedier_commande, validee, lignes=un, cle="cle-1")
    assert Commande.objects.get(pk=validee.pk).details.get().quantite_expediee == 1
    assert OperationStock.objects.count() == 1
    agir(expedier_commande, validee, lignes=un, cle="cle-2")
    assert Commande.objects.get(pk=validee.pk).details.get().quantite_expediee == 2
    tout_est_coherent(autres)


def test_what_waits_for_the_stock_is_driven_on_by_the_same_request_only(validee, poster, autres):
    autres.pannes = ["avant"]
    deux = {"lignes": lignes(validee, "2")}
    assert poster(validee, "expedier", deux, "a").status_code == 503
    for cle in ("b", None):
        autre = poster(validee, "expedier", deux, cle)  # as much of the same, and for somebody else
        assert (autre.status_code, autre.json()["code"]) == (409, "operation_en_cours")
    assert etat(validee) == "expedition_en_cours"
    same = poster(validee, "expedier", deux, "a")
    assert (same.status_code, quantites(same.json())[0]) == (200, "2")
    assert quantites(poster(validee, "expedier", deux, "b").json())[0] == "4"
    tout_est_coherent(autres)


def test_a_colleague_s_equal_request_is_another_one(validee, agir, autres):
    un = [{"detail_id": validee.details.get().id, "quantite": Decimal(1)}]
    collegue = Actor(id=new_id(), email="collegue@example.org")
    for cle in ("cle-1", None):
        autres.pannes = ["avant"]
        with pytest.raises(StockSansReponse):
            agir(expedier_commande, validee, lignes=un, cle=cle)
        with pytest.raises(OperationEnCours):
            expedier_commande(commande_id=validee.id, acteur=collegue, lignes=un, cle=cle)
        agir(expedier_commande, validee, lignes=un, cle=cle)
    assert Commande.objects.get(pk=validee.pk).details.get().quantite_expediee == 2
    tout_est_coherent(autres)


@pytest.mark.parametrize(
    "autre",
    [{"motif": "Casse"}, {"emplacement_id": str(new_id())}, {"cout": "3.6"}, {"quantite": "1"}],
    ids=lambda autre: next(iter(autre)),
)
def test_without_a_key_the_same_request_is_the_one_that_says_the_same(autre, commandee, poster, autres):
    def recevoir(quantite="2", cout="3.5", **champs):
        corps = {"emplacement_id": PLACE, "lignes": lignes(commandee, quantite, cout_unitaire=cout)}
        return poster(commandee, "recevoir", corps | champs)

    autres.pannes = ["avant"]
    assert recevoir().status_code == 503
    assert recevoir(**autre).json()["code"] == "operation_en_cours"
    assert quantites(recevoir().json())[1] == "2"
    tout_est_coherent(autres)


def test_a_shipping_done_whose_answer_was_lost_is_found_out(validee, poster, autres, plus_tard):
    autres.pannes = ["apres"]
    assert poster(validee, "expedier", {"lignes": lignes(validee, "2")}).status_code == 503
    jobs.reprendre_les_commandes_en_suspens()
    assert etat(validee) == "partiellement_expediee"
    assert len(autres.mouvements[str(validee.id)]) == 2  # one shipping, out of two places
    tout_est_coherent(autres)


def test_what_is_refused_leaves_the_lines_as_they_were(validee, poster, autres):
    autres.reservations.clear()
    answer = poster(validee, "expedier", {"lignes": lignes(validee, "2")})
    assert (answer.status_code, answer.json()["code"]) == (409, "reservation_absente")
    assert OperationStock.objects.get().etat == "refusee"
    assert Commande.objects.get(pk=validee.pk).details.get().quantite_expediee == 0


# --- purchases --------------------------------------------------------------------------------------


def test_a_purchase_is_received_in_parts_at_its_cost(commandee, poster, autres):
    corps = {"emplacement_id": PLACE, "lignes": lignes(commandee, "2", cout_unitaire="3.5")}
    recue = poster(commandee, "recevoir", corps).json()
    assert (recue["etat"], quantites(recue)) == ("partiellement_recue", ("0", "2", "0", "0", "3"))
    recue = poster(commandee, "recevoir", {"emplacement_id": PLACE}).json()
    assert (recue["etat"], quantites(recue)) == ("recue", ("0", "5", "0", "0", "0"))
    couts = [m["cout_unitaire"] for m in autres.mouvements[str(commandee.id)]]
    assert couts == ["3.500000", "4.000000"]  # given; the price of the line
    assert recue["operations"][0]["emplacement_id"] == PLACE
    tout_est_coherent(autres)


@pytest.mark.parametrize("couts", [("3", "4"), ("3", None), (None, "3")], ids=str)
def test_a_line_named_twice_has_one_cost(couts, commandee, poster, autres):
    def recevoir(*couts):
        deux = [ligne for cout in couts for ligne in lignes(commandee, "2", cout_unitaire=cout)]
        return poster(commandee, "recevoir", {"emplacement_id": PLACE, "lignes": deux})

    refus = recevoir(*couts)
    assert (refus.status_code, list(refus.json()["errors"])) == (400, ["lignes.1.cout_unitaire"])
    assert etat(commandee) == "validee"
    assert quantites(recevoir("3", "3.00").json())[1] == "4"
    assert [m["cout_unitaire"] for m in autres.mouvements[str(commandee.id)]] == ["3.000000"]


def test_a_discount_lowers_the_cost(achat, piece, agir, autres):
    details = [{"piece_id": piece(stock=0), "quantite": Decimal(3), "remise": Decimal("33.33")}]
    commande = achat(details=details)
    agir(valider_commande, commande)
    agir(recevoir_commande, commande, emplacement_id=new_id())
    assert autres.mouvements[str(commande.id)][0]["cout_unitaire"] == "2.666800"


def test_the_supplier_s_delay_says_when_it_is_expected(achat, fournisseur, agir):
    chez = fournisseur(delai_jours=7)
    commande, autre = achat(chez=chez), achat(chez=chez, prevu_le="2030-01-01")
    for each in (commande, autre):
        agir(valider_commande, each)
    jours = [Commande.objects.get(pk=c.pk).prevu_le for c in (commande, autre)]
    assert (jours[0] - Commande.objects.get(pk=commande.pk).cree_le.date()).days in (7, 8)
    assert str(jours[1]) == "2030-01-01"
    attendus = messages("achats", "attendu")
    assert [a["prevu_le"] for a in attendus] == [str(jour) for jour in jours]


@pytest.mark.parametrize("refus", ["emplacement_inconnu", "piece_retiree"])
def test_a_refused_receiving_leaves_the_order_where_it_was(refus, commandee, poster, autres):
    autres.emplacements_inconnus = {PLACE} if refus == "emplacement_inconnu" else set()
    autres.retirees = {str(commandee.details.get().piece_id)}
    answer = poster(commandee, "recevoir", {"emplacement_id": PLACE})
    assert answer.json()["code"] == refus
    assert etat(commandee) == "validee"
    tout_est_coherent(autres)


def test_a_receiving_that_may_still_arrive_stays_open_until_it_cannot(commandee, poster, autres, plus_tard):
    """Its first call is on its way when a second one is refused: it may yet be accepted."""
    autres.pannes = ["en_vol"]
    assert poster(commandee, "recevoir", {"emplacement_id": PLACE}).status_code == 503
    autres.emplacements_inconnus = {PLACE}
    jobs.reprendre_les_commandes_en_suspens()
    assert etat(commandee) == "reception_en_cours"
    autres.emplacements_inconnus = set()
    autres.arriver()
    jobs.reprendre_les_commandes_en_suspens()
    assert etat(commandee) == "recue"
    tout_est_coherent(autres)


def test_a_receiving_refused_after_that_time_is_given_up(commandee, poster, autres, plus_tard):
    autres.pannes = ["avant"]
    poster(commandee, "recevoir", {"emplacement_id": PLACE})
    HistoriqueCommande.objects.update(cree_le="2026-01-01T00:00Z")
    autres.emplacements_inconnus = {PLACE}
    jobs.reprendre_les_commandes_en_suspens()
    assert etat(commandee) == "validee"
    tout_est_coherent(autres)


# --- returns, closing, cancelling -------------------------------------------------------------------


def test_goods_come_back_until_none_is_left(validee, poster, autres):
    poster(validee, "expedier")
    corps = {"emplacement_id": PLACE, "lignes": lignes(validee, "2")}
    rendue = poster(validee, "retourner", corps).json()
    assert (rendue["etat"], quantites(rendue)) == ("expediee", ("5", "0", "2", "0", "0"))
    assert rendue["details"][0]["quantite_retournable"] == "3.000"
    rendue = poster(validee, "retourner", corps | {"lignes": lignes(validee, "3")}).json()
    assert rendue["etat"] == "retournee"
    tout_est_coherent(autres)


def test_goods_go_back_to_the_supplier_if_they_are_there(commandee, poster, autres):
    poster(commandee, "recevoir", {"emplacement_id": PLACE})
    autres.quantites[str(commandee.details.get().piece_id)] = Decimal(1)
    corps = {"emplacement_id": PLACE, "lignes": lignes(commandee, "2")}
    answer = poster(commandee, "retourner", corps)
    assert (answer.status_code, answer.json()["code"]) == (409, "stock_insuffisant")
    assert etat(commandee) == "recue"
    rendue = poster(commandee, "retourner", corps | {"lignes": lignes(commandee, "1")}).json()
    assert quantites(rendue)[2] == "1"
    tout_est_coherent(autres)


def test_what_will_not_be_shipped_is_released(validee, poster, agir, autres):
    poster(validee, "expedier", {"lignes": lignes(validee, "2")})
    soldee = poster(validee, "solder", {"motif": "Épuisé"}).json()
    assert (soldee["etat"], quantites(soldee)) == ("expediee", ("2", "0", "0", "3", "0"))
    assert autres.actives(validee.id) == []
    assert "solder" in [e["action"] for e in messages("logs", "create")]
    tout_est_coherent(autres)


def test_what_was_invoiced_and_not_shipped_is_credited_before_the_order_is_closed(
    validee, poster, autres, acteur
):
    poster(validee, "expedier", {"lignes": lignes(validee, "2")})
    facture = facturer_commande(commande_id=validee.id, acteur=acteur, base=Base.TOTALITE)
    answer = poster(validee, "solder", {"motif": "Épuisé"})
    assert (answer.status_code, answer.json()["code"]) == (409, "commande_facturee")
    assert answer.json()["factures"] == [facture.numero]
    credit = [{"ligne_id": facture.lignes.get().id, "quantite": Decimal(3)}]
    creer_avoir(facture_id=facture.id, motif="Épuisé", acteur=acteur, lignes=credit)
    assert poster(validee, "solder", {"motif": "Épuisé"}).json()["etat"] == "expediee"
    tout_est_coherent(autres)


def test_what_the_supplier_will_not_send_is_closed(commandee, poster, agir, autres):
    poster(commandee, "recevoir", {"emplacement_id": PLACE, "lignes": lignes(commandee, "2")})
    assert agir(solder_commande, commandee).etat == "recue"
    assert messages("achats", "attendu")[-1]["lignes"] == []
    tout_est_coherent(autres)


def test_a_cancelled_order_has_nothing_left_to_move(validee, poster, autres):
    annulee = poster(validee, "annuler").json()
    assert (annulee["etat"], quantites(annulee)) == ("annulee", ("0", "0", "0", "5", "0"))
    assert annulee["actions"] == ["supprimer", "dupliquer"]


# --- a copy of an order -----------------------------------------------------------------------------


def test_an_order_is_copied_as_a_draft_at_the_same_prices(validee, poster, http_):
    originale = http_.get(f"{URL}{validee.id}/").json()
    copie = poster(validee, "dupliquer", cle="cle-1")
    assert (copie.status_code, copie.json()["etat"]) == (201, "brouillon")
    assert copie.json()["reference"] != originale["reference"]
    champs = ("piece_id", "quantite", "prix_unitaire", "remise", "taux_tva")
    (une,), (autre,) = originale["details"], copie.json()["details"]
    assert {c: une[c] for c in champs} == {c: autre[c] for c in champs}
    assert une["id"] != autre["id"]
    assert poster(validee, "dupliquer", cle="cle-1").json()["id"] == copie.json()["id"]
