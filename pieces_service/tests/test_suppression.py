"""Deleting a piece, with stock_service agreeing, refusing, away, or cut off in the middle."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue import clients, pieces, suppression
from catalogue.errors import PieceEnStock, PieceInconnue, SuppressionEnCours
from catalogue.models import HistoriquePiece, Piece
from chassis.auth.actor import Actor
from chassis.errors import Unavailable, VersionMismatch
from chassis.identifiers import new_id
from tests.outbox import donnees, methodes

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/api/pieces/"


@pytest.fixture
def supprimer(acteur):
    def supprimer(piece, **options):
        suppression.supprimer_piece(piece_id=piece.id, acteur=acteur, **options)

    return supprimer


def vieillir_intentions() -> None:
    il_y_a = timezone.now() - suppression.DELAI_DE_REPRISE - timedelta(seconds=1)
    Piece.objects.filter(suppression_demandee_le__isnull=False).update(suppression_demandee_le=il_y_a)
    Piece.objects.filter(suppression_tentee_le__isnull=False).update(suppression_tentee_le=il_y_a)


def test_a_piece_the_stock_lets_go_of_is_deleted(stock, creer, supprimer, acteur):
    piece = creer("A", "Vis", prix_vente=Decimal("2.50"))
    supprimer(piece)
    piece.refresh_from_db()
    assert piece.supprime_le is not None
    assert (piece.supprime_par, piece.version) == (acteur.id, 2)
    assert piece.suppression_demandee_le is None


def test_a_deletion_tells_the_trash_the_log_the_history_and_the_services(stock, creer, supprimer, acteur):
    piece = creer("A", "Vis", prix_vente=Decimal("2.50"))
    supprimer(piece)
    [depose] = donnees("corbeille")
    assert (depose["module"], depose["objet_id"], depose["libelle"]) == ("pieces", str(piece.id), "A Vis")
    assert (depose["instantane"]["prix_vente"], depose["supprime_par"]) == ("2.50", str(acteur.id))
    for service in ("stock_service", "commandes_service"):
        assert methodes("pieces", service) == ["create", "delete"]
        dernier = donnees("pieces", service)[-1]
        assert (dernier["supprimee"], dernier["actif"], dernier["version"]) == (True, False, 2)
    trace = donnees("logs")[-1]
    assert (trace["action"], trace["user_id"]) == ("supprimer", str(acteur.id))
    assert (trace["avant"], trace["apres"]) == ({"supprimee": False}, {"supprimee": True})
    assert HistoriquePiece.objects.get(piece=piece, version=2).action == "supprimer"


def test_a_deleted_piece_is_nowhere_to_be_found(stock, gestion, creer, supprimer):
    piece = creer("A", publie=True)
    supprimer(piece)
    assert gestion.get(f"{URL}{piece.id}/").status_code == 404
    assert gestion.patch(f"{URL}{piece.id}/", {"nom": "B"}).status_code == 404
    assert gestion.delete(f"{URL}{piece.id}/").status_code == 404
    assert gestion.get(f"{URL}scan/?code=A").status_code == 404
    assert gestion.get(f"/api/public/pieces/{piece.id}/").status_code == 404
    assert gestion.get(URL).json()["count"] == gestion.get("/api/public/pieces/").json()["count"] == 0
    assert gestion.get(f"{URL}{piece.id}/historique/").json()["results"][0]["action"] == "supprimer"
    creer("A")  # its reference is free again


def test_a_piece_in_stock_stays(stock, gestion, creer):
    stock.answer_with(409)
    piece = creer("A")
    reponse = gestion.delete(f"{URL}{piece.id}/")
    assert (reponse.status_code, reponse.json()["code"]) == (409, "piece_en_stock")
    assert reponse.json()["quantite"] == "7.000"
    lue = gestion.get(f"{URL}{piece.id}/").json()
    assert (lue["version"], lue["suppression_demandee_le"]) == (1, None)
    assert gestion.patch(f"{URL}{piece.id}/", {"nom": "Encore là"}).status_code == 200
    assert donnees("corbeille") == []


def test_without_the_stock_nothing_is_deleted(stock, gestion, creer):
    stock.away = True
    piece = creer("A")
    reponse = gestion.delete(f"{URL}{piece.id}/")
    assert reponse.status_code == 503
    assert reponse["Retry-After"]
    assert gestion.get(f"{URL}{piece.id}/").status_code == 200
    assert (donnees("corbeille"), methodes("pieces", "stock_service")) == ([], ["create"])


@pytest.mark.parametrize(
    ("statut", "corps"), [(500, {}), (404, {"code": "introuvable"}), (409, {"code": "x"})]
)
def test_an_answer_nobody_expected_is_no_agreement(stock, creer, supprimer, statut, corps):
    stock.answer_with(statut, corps)
    piece = creer("A")
    with pytest.raises(Unavailable):
        supprimer(piece)
    piece.refresh_from_db()
    assert piece.supprime_le is None
    assert piece.suppression_demandee_le is not None


def test_after_a_503_the_next_delete_drives_the_same_intent(stock, creer, supprimer):
    stock.answer_with(500, {})
    piece = creer("A")
    with pytest.raises(Unavailable):
        supprimer(piece)
    stock.answer_with(200)
    supprimer(piece)
    assert {demande["key"] for demande in stock.asked} == {stock.asked[0]["key"]}
    assert len(donnees("corbeille")) == 1


def test_a_piece_whose_deletion_is_asked_for_cannot_change(stock, creer, supprimer, acteur):
    stock.away = True
    piece = creer("A")
    with pytest.raises(Unavailable):
        supprimer(piece)
    with pytest.raises(SuppressionEnCours):
        pieces.modifier_piece(piece_id=piece.id, nom="B", acteur=acteur)


def test_the_intent_is_committed_before_the_stock_is_asked(stock, gestion, creer, supprimer):
    piece = creer("A")
    vues = []
    stock.before_answer = lambda: vues.append(gestion.get(f"{URL}{piece.id}/").json())
    supprimer(piece)
    assert vues[0]["suppression_demandee_le"] is not None


def test_a_piece_cannot_change_while_the_stock_is_asked(stock, gestion, creer, supprimer):
    """Told of a change then, stock_service would take movements again, of a piece about to be deleted."""
    piece = creer("A")
    reponses = []
    stock.before_answer = lambda: reponses.append(gestion.patch(f"{URL}{piece.id}/", {"nom": "B"}))
    supprimer(piece)
    assert (reponses[0].status_code, reponses[0].json()["code"]) == (409, "suppression_en_cours")
    assert methodes("pieces", "stock_service") == ["create", "delete"]


def test_an_intent_left_by_a_process_that_died_before_asking_is_driven(stock, creer, acteur):
    piece = creer("A")
    suppression.demander_suppression(piece_id=piece.id, acteur=acteur)  # and there it died
    vieillir_intentions()
    suppression.reprendre_suppressions()
    piece.refresh_from_db()
    assert (piece.supprime_le is not None, piece.supprime_par) == (True, acteur.id)
    trace = donnees("logs")[-1]
    assert (trace["user_email"], trace["ip"]) == (acteur.email, acteur.ip)


def test_an_intent_left_by_a_process_that_died_after_the_agreement_is_driven(stock, creer, acteur):
    piece = creer("A")
    tentative = suppression.demander_suppression(piece_id=piece.id, acteur=acteur)
    clients.retirer_piece(
        piece_id=piece.id, version=tentative.version, cle=tentative.cle, acteur=acteur
    )  # and there it died
    vieillir_intentions()
    suppression.reprendre_suppressions()
    piece.refresh_from_db()
    assert piece.supprime_le is not None
    assert len(stock.asked) == 2


def test_an_intent_the_stock_refuses_in_the_end_is_dropped(stock, creer, acteur):
    piece = creer("A")
    suppression.demander_suppression(piece_id=piece.id, acteur=acteur)
    vieillir_intentions()
    stock.answer_with(409)
    suppression.reprendre_suppressions()
    piece.refresh_from_db()
    assert (piece.supprime_le, piece.suppression_demandee_le) == (None, None)


def test_an_intent_waits_while_the_stock_is_away(stock, creer, acteur):
    piece = creer("A")
    suppression.demander_suppression(piece_id=piece.id, acteur=acteur)
    vieillir_intentions()
    stock.away = True
    suppression.reprendre_suppressions()
    stock.away = False
    suppression.reprendre_suppressions()
    piece.refresh_from_db()
    assert piece.supprime_le is not None


def test_a_young_intent_is_left_to_whoever_drives_it(stock, creer, supprimer, acteur):
    piece = creer("A")
    suppression.demander_suppression(piece_id=piece.id, acteur=acteur)
    suppression.reprendre_suppressions()
    assert stock.asked == []
    with pytest.raises(SuppressionEnCours):
        supprimer(piece)


def test_a_driver_that_was_frozen_does_not_undo_what_another_did_since(stock, creer, supprimer, acteur):
    piece = creer("A")
    stock.before_answer = vieillir_intentions  # the driver sleeps so long that it counts as dead
    with pytest.raises(SuppressionEnCours):
        supprimer(piece)
    stock.before_answer = lambda: None
    suppression.reprendre_suppressions()
    assert len(donnees("corbeille")) == 1


def test_a_piece_deleted_restored_and_deleted_again_asks_the_stock_anew(stock, creer, supprimer):
    piece = creer("A")
    supprimer(piece)
    Piece.objects.filter(pk=piece.pk).update(supprime_le=None)
    supprimer(piece)
    premiere, seconde = (demande["key"] for demande in stock.asked)
    assert premiere != seconde


def test_a_deletion_follows_what_was_read(stock, creer, supprimer):
    with pytest.raises(VersionMismatch):
        supprimer(creer("A"), version=7)
    assert stock.asked == []


def test_an_unknown_piece_is_not_deleted(stock, acteur):
    with pytest.raises(PieceInconnue):
        suppression.supprimer_piece(piece_id=new_id(), acteur=acteur)


def test_a_service_may_act_by_itself(stock, creer):
    piece = creer("A")
    suppression.supprimer_piece(piece_id=piece.id, acteur=Actor(service="log_service"))
    piece.refresh_from_db()
    assert piece.supprime_par is None


def test_the_refusal_of_the_stock_is_told_as_it_is(stock, creer, supprimer):
    stock.answer_with(409)
    with pytest.raises(PieceEnStock) as refus:
        supprimer(creer("A"))
    assert refus.value.data == {"quantite": "7.000"}
