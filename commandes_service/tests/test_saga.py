"""Validate, ship and cancel, whatever stock_service does and wherever a process dies."""

from contextlib import nullcontext
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from chassis import http
from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from commandes import jobs
from commandes.errors import (
    CommandeVide,
    PieceInconnue,
    RefusDuStock,
    ReservationAbsente,
    StockInsuffisant,
    StockSansReponse,
    TransitionInterdite,
)
from commandes.etapes import laisser_etape_ouverte, ouvrir_etape, terminer_etape
from commandes.etats import Action
from commandes.models import Commande, HistoriqueCommande
from commandes.saga import (
    annuler_commande,
    expedier_commande,
    reprendre_etapes_en_suspens,
    valider_commande,
)
from commandes.transitions import preparer_commande
from tests.autres_services import ProcessusTue
from tests.conftest import etat, messages, tout_est_coherent

pytestmark = pytest.mark.django_db

ACTIONS = {
    valider_commande: ([], "brouillon", "validation_en_cours", "validee"),
    expedier_commande: ([valider_commande], "validee", "expedition_en_cours", "expediee"),
    annuler_commande: (
        [valider_commande, preparer_commande],
        "preparee",
        "annulation_en_cours",
        "annulee",
    ),
}
chaque_action = pytest.mark.parametrize("regle", ACTIONS, ids=lambda regle: regle.__name__)


def preparer(regle, vente, agir, **options):
    commande = vente(**options)
    for pas in ACTIONS[regle][0]:
        agir(pas, commande)
    return commande


def histoire(commande) -> list[tuple[str, str, str]]:
    return list(commande.historique.order_by("id").values_list("etat_avant", "action", "etat_apres"))


# --- the answer is known ----------------------------------------------------------------------------


@chaque_action
def test_it_passes_through_its_intermediate_state_to_its_end(regle, vente, agir, autres):
    commande = preparer(regle, vente, agir, quantite=3)
    _, avant, en_cours, apres = ACTIONS[regle]
    assert agir(regle, commande).etat == apres
    assert [(a, b) for a, _, b in histoire(commande)[-2:]] == [(avant, en_cours), (en_cours, apres)]
    tout_est_coherent(autres)


def test_a_short_stock_sends_the_order_back_to_draft_with_the_short_lines(vente, agir, autres):
    commande = vente(quantite=3, stock=1)
    with pytest.raises(StockInsuffisant) as refus:
        agir(valider_commande, commande)
    piece_id = str(commande.details.get().piece_id)
    lignes = [{"piece_id": piece_id, "demande": "3.000", "disponible": "1.000"}]
    assert refus.value.data == {"lignes": lignes}
    assert etat(commande) == "brouillon"
    assert commande.historique.order_by("id").last().motif == "Stock insuffisant"
    assert Commande.objects.get().surveillee_jusqua is None  # the answer came at once: nothing is in flight
    tout_est_coherent(autres)


def test_all_lines_are_reserved_or_none(vente, agir, autres, piece):
    details = [{"piece_id": piece(stock=s), "quantite": Decimal(2)} for s in (10, 1)]
    commande = vente(details=details)
    with pytest.raises(StockInsuffisant):
        agir(valider_commande, commande)
    assert autres.actives(commande.id) == []


def test_the_same_piece_on_two_lines_is_asked_for_as_a_whole(vente, agir, autres, piece):
    une = piece(stock=5)
    commande = vente(details=[{"piece_id": une, "quantite": Decimal(3)}] * 2)
    with pytest.raises(StockInsuffisant):
        agir(valider_commande, commande)
    autres.quantites[str(une)] = Decimal(6)
    assert agir(valider_commande, commande).etat == "validee"
    tout_est_coherent(autres)


def test_a_piece_the_stock_does_not_know_is_a_404_and_the_draft_stays(vente, agir, autres):
    commande = vente()
    autres.quantites.clear()
    with pytest.raises(PieceInconnue) as refus:
        agir(valider_commande, commande)
    assert refus.value.data == {"piece_id": str(commande.details.get().piece_id)}
    assert etat(commande) == "brouillon"


def test_an_order_without_lines_is_not_validated(vente, agir, autres):
    with pytest.raises(CommandeVide):
        agir(valider_commande, vente(details=[]))
    assert autres.appels == []


def test_shipping_without_a_reservation_is_refused_and_the_order_stays_where_it_was(vente, agir, autres):
    commande = preparer(expedier_commande, vente, agir)
    autres.reservations.clear()
    with pytest.raises(ReservationAbsente):
        agir(expedier_commande, commande)
    assert etat(commande) == "validee"


def test_a_refusal_without_a_name_sends_the_order_back_too(vente, agir, autres):
    commande = vente()
    autres.reponse_imposee = http.Answer(400, {"code": "donnees_invalides", "detail": "?"})
    with pytest.raises(RefusDuStock) as refus:
        agir(valider_commande, commande)
    assert refus.value.data == {"code_stock": "donnees_invalides"}
    assert etat(commande) == "brouillon"


@pytest.mark.parametrize(("status", "code"), [(401, ""), (403, ""), (429, ""), (409, "requete_en_cours")])
def test_an_answer_that_decides_nothing_leaves_the_step_open(status, code, vente, agir, autres):
    commande = vente()
    autres.reponse_imposee = http.Answer(status, {"code": code})
    with pytest.raises(StockSansReponse):
        agir(valider_commande, commande)
    assert etat(commande) == "validation_en_cours"


def test_a_draft_is_cancelled_without_asking_anybody(vente, agir, autres):
    commande = vente()
    assert agir(annuler_commande, commande, motif="erreur").etat == "annulee"
    assert commande.historique.order_by("id").last().motif == "erreur"
    assert autres.appels == []


def test_refused_then_stocked_then_validated(vente, agir, autres):
    commande = vente(quantite=3, stock=1)
    with pytest.raises(StockInsuffisant):
        agir(valider_commande, commande)
    autres.quantites[str(commande.details.get().piece_id)] = Decimal(3)
    assert agir(valider_commande, commande).etat == "validee"
    tout_est_coherent(autres)


# --- the answer is not known ------------------------------------------------------------------------

PANNES = ["avant", "apres", "en_vol", "tue_avant", "tue_apres"]


@chaque_action
@pytest.mark.parametrize("panne", PANNES)
def test_interrupted_anywhere_the_worker_brings_the_order_to_what_the_stock_says(
    regle, panne, vente, agir, autres, plus_tard
):
    commande = preparer(regle, vente, agir, quantite=3)
    autres.pannes = [panne]
    with pytest.raises((StockSansReponse, ProcessusTue)):
        agir(regle, commande)
    assert etat(commande) == ACTIONS[regle][2]
    jobs.reprendre_les_commandes_en_suspens()
    assert etat(commande) == ACTIONS[regle][3]
    autres.arriver()
    tout_est_coherent(autres)


@chaque_action
@pytest.mark.parametrize("panne", PANNES)
def test_interrupted_anywhere_the_same_action_asked_again_brings_it_to_its_end(
    regle, panne, vente, agir, autres
):
    commande = preparer(regle, vente, agir, quantite=3)
    autres.pannes = [panne]
    with pytest.raises((StockSansReponse, ProcessusTue)):
        agir(regle, commande)
    assert agir(regle, commande).etat == ACTIONS[regle][3]
    autres.arriver()
    tout_est_coherent(autres)


def test_unknown_is_told_with_the_state_the_order_is_left_in(vente, agir, autres):
    commande = vente()
    autres.pannes = ["apres"]
    with pytest.raises(StockSansReponse) as inconnu:
        agir(valider_commande, commande)
    assert inconnu.value.data == {"id": str(commande.id), "etat": "validation_en_cours"}
    assert inconnu.value.retry_after > 0
    assert Commande.objects.get().surveillee_jusqua > timezone.now()


def test_killed_after_the_stock_refused_the_worker_sends_the_order_back(vente, agir, autres, plus_tard):
    commande = vente(quantite=3, stock=1)
    autres.pannes = ["tue_apres"]
    with pytest.raises(ProcessusTue):
        agir(valider_commande, commande)
    jobs.reprendre_les_commandes_en_suspens()
    assert etat(commande) == "brouillon"
    tout_est_coherent(autres)


def test_killed_again_and_again_the_order_still_gets_there(vente, agir, autres, plus_tard):
    commande = vente(quantite=3)
    autres.pannes = ["tue_avant", "tue_avant", None, "tue_apres", "avant", None]
    for essai in range(4):
        with pytest.raises(ProcessusTue) if essai < 3 else nullcontext():
            agir(valider_commande, commande) if essai == 0 else reprendre_etapes_en_suspens()
    reprendre_etapes_en_suspens()
    assert etat(commande) == "validee"
    tout_est_coherent(autres)


def test_every_attempt_of_one_step_has_the_same_key_and_another_step_another(vente, agir, autres):
    commande = vente(quantite=3, stock=1)
    autres.pannes = ["apres"]
    with pytest.raises(StockSansReponse):
        agir(valider_commande, commande)
    for _ in range(2):
        with pytest.raises(StockInsuffisant):
            agir(valider_commande, commande)
    premiere, reprise, nouvelle = [key for _, key in autres.posts()]
    assert premiere == reprise
    assert nouvelle != premiere
    assert premiere.startswith(f"{commande.id}:valider:")


def test_what_the_stock_did_already_is_not_asked_for_twice(vente, agir, autres, plus_tard):
    commande = vente()
    autres.pannes = ["apres"]
    with pytest.raises(StockSansReponse):
        agir(valider_commande, commande)
    jobs.reprendre_les_commandes_en_suspens()
    assert [method for method, *_ in autres.appels] == ["POST", "GET"]


def test_another_action_is_refused_while_a_step_is_open(vente, agir, autres):
    commande = vente()
    autres.pannes = ["avant"]
    with pytest.raises(StockSansReponse):
        agir(valider_commande, commande)
    with pytest.raises(TransitionInterdite) as refus:
        agir(annuler_commande, commande)
    assert refus.value.data == {"etat": "validation_en_cours", "action": "annuler"}


def test_the_worker_leaves_a_step_alone_that_somebody_drives(vente, agir, autres):
    commande = vente()
    autres.pannes = ["avant"]
    with pytest.raises(StockSansReponse):
        agir(valider_commande, commande)
    assert reprendre_etapes_en_suspens() == 0
    Commande.objects.update(conduite_le=timezone.now() - timedelta(seconds=6))
    assert reprendre_etapes_en_suspens() == 1


def test_a_silent_stock_does_not_hold_the_worker_and_every_order_gets_its_turn(
    vente, agir, autres, plus_tard
):
    commandes = [vente() for _ in range(3)]
    for commande in commandes:
        autres.pannes = ["avant"]
        with pytest.raises(StockSansReponse):
            agir(valider_commande, commande)
    for _ in commandes:
        autres.pannes = ["avant"]
        autres.appels.clear()
        assert reprendre_etapes_en_suspens() == 0
        assert len(autres.appels) == 1
    assert reprendre_etapes_en_suspens() == 3
    tout_est_coherent(autres)


def test_a_refusal_of_one_order_does_not_hold_back_the_next(vente, agir, autres, plus_tard):
    for options in ({"quantite": 3, "stock": 1}, {"quantite": 3, "stock": 3}):
        autres.pannes = ["avant"]
        with pytest.raises(StockSansReponse):
            agir(valider_commande, vente(**options))
    assert reprendre_etapes_en_suspens() == 2
    assert sorted(Commande.objects.values_list("etat", flat=True)) == ["brouillon", "validee"]


def test_the_true_author_is_told_of_also_when_the_worker_finishes(vente, agir, autres, plus_tard):
    commande = vente()
    anne = Actor(id=new_id(), email="anne@example.org", ip="203.0.113.50")
    autres.pannes = ["tue_apres"]
    with pytest.raises(ProcessusTue):
        valider_commande(commande_id=commande.id, acteur=anne)
    jobs.reprendre_les_commandes_en_suspens()
    (entree,) = [e for e in messages("logs", "create") if e["action"] == "valider"]
    assert (entree["user_id"], entree["user_email"], entree["ip"]) == (
        str(anne.id),
        "anne@example.org",
        "203.0.113.50",
    )
    assert autres.acteurs[-1].id == anne.id
    assert set(HistoriqueCommande.objects.filter(action="valider").values_list("user_id", flat=True)) == {
        anne.id
    }


# --- two drivers of one step ------------------------------------------------------------------------


def ouvrir(commande, acteur, action=Action.VALIDER):
    return ouvrir_etape(
        commande_id=commande.id, action=action, acteur=acteur, motif="", version_attendue=None
    )[0]


def test_the_second_to_end_a_step_changes_nothing(vente, acteur, autres):
    commande = vente()
    premier, second = ouvrir(commande, acteur), ouvrir(commande, acteur)
    assert premier.ouverture == second.ouverture
    assert Commande.objects.get().surveillee_jusqua > timezone.now()
    assert terminer_etape(premier) is True
    assert terminer_etape(second) is True
    assert terminer_etape(second, refus=StockInsuffisant()) is True
    assert laisser_etape_ouverte(second) is True
    assert etat(commande) == "validee"
    assert len(histoire(commande)) == 3
    assert len([e for e in messages("logs", "create") if e["action"] == "valider"]) == 1


def test_a_good_answer_that_comes_after_another_driver_was_refused_puts_the_order_under_watch(vente, acteur):
    commande = vente()
    premier, second = ouvrir(commande, acteur), ouvrir(commande, acteur)
    assert terminer_etape(premier, refus=StockInsuffisant()) is False
    Commande.objects.update(surveillee_jusqua=None)
    assert terminer_etape(second) is False
    assert etat(commande) == "brouillon"
    assert Commande.objects.get().surveillee_jusqua > timezone.now()


def test_a_late_driver_does_not_end_the_next_step_of_the_same_kind(vente, acteur):
    commande = vente()
    premier, second = ouvrir(commande, acteur), ouvrir(commande, acteur)
    terminer_etape(premier, refus=StockInsuffisant())
    ouvrir(commande, acteur)  # validated anew
    assert terminer_etape(second) is False
    assert etat(commande) == "validation_en_cours"
