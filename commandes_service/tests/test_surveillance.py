"""Calls that reach stock_service too late leave nothing behind."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from chassis import http
from commandes import clients, jobs
from commandes.commandes import modifier_commande, purger_commande, supprimer_commande
from commandes.errors import ReservationPerimee, StockInsuffisant, StockSansReponse
from commandes.models import Commande
from commandes.saga import annuler_commande, valider_commande
from tests.conftest import etat, tout_est_coherent

pytestmark = pytest.mark.django_db


def passer_le_delai():
    Commande.objects.update(surveillee_jusqua=timezone.now() - timedelta(seconds=1))


@pytest.fixture
def refusee(vente, agir, autres):
    """A draft whose first call to the stock hangs, whose second was refused, and which may now be had."""
    commande = vente(quantite=3, stock=1)
    autres.pannes = ["en_vol"]
    with pytest.raises(StockSansReponse):
        agir(valider_commande, commande)
    with pytest.raises(StockInsuffisant):
        agir(valider_commande, commande)
    assert etat(commande) == "brouillon"
    autres.quantites[str(commande.details.get().piece_id)] = Decimal(30)
    return commande


def test_a_reservation_made_too_late_is_released(refusee, autres):
    autres.arriver()
    assert autres.actives(refusee.id)  # the orphan
    jobs.surveiller_les_commandes()
    tout_est_coherent(autres)


def test_the_watch_ends_only_after_its_time_and_a_last_look(refusee, autres):
    jobs.surveiller_les_commandes()
    assert Commande.objects.get().surveillee_jusqua is not None
    passer_le_delai()
    autres.arriver()
    jobs.surveiller_les_commandes()  # finds it: not over yet
    assert Commande.objects.get().surveillee_jusqua is not None
    jobs.surveiller_les_commandes()
    assert Commande.objects.get().surveillee_jusqua is None
    tout_est_coherent(autres)


def test_a_cancelled_or_deleted_draft_is_watched_all_the_same(refusee, agir, autres, acteur):
    agir(annuler_commande, refusee)
    supprimer_commande(commande_id=refusee.id, acteur=acteur, version_attendue=None)
    autres.arriver()
    jobs.surveiller_les_commandes()
    assert autres.actives(refusee.id) == []


def test_a_watched_order_is_not_purged(refusee, acteur):
    supprimer_commande(commande_id=refusee.id, acteur=acteur, version_attendue=None)
    with pytest.raises(StockSansReponse):
        purger_commande(objet_id=refusee.id, acteur=acteur)
    Commande.objects.update(surveillee_jusqua=None)
    purger_commande(objet_id=refusee.id, acteur=acteur)
    assert not Commande.objects.exists()


def test_an_old_reservation_never_stands_for_new_lines(refusee, agir, autres, acteur):
    piece_id = refusee.details.get().piece_id
    lignes = [{"piece_id": piece_id, "quantite": Decimal(7)}]
    modifier_commande(
        commande_id=refusee.id, changements={"details": lignes}, acteur=acteur, version_attendue=None
    )
    autres.arriver()
    with pytest.raises(ReservationPerimee) as refus:
        agir(valider_commande, refusee)
    assert refus.value.retry_after > 0
    assert etat(refusee) == "brouillon"
    assert agir(valider_commande, refusee).etat == "validee"
    assert sum(Decimal(r["quantite"]) for r in autres.actives(refusee.id)) == 7
    tout_est_coherent(autres)


def test_an_old_reservation_of_a_draft_nobody_validates_again_is_released_by_the_worker(
    refusee, agir, autres, acteur
):
    lignes = [{"piece_id": refusee.details.get().piece_id, "quantite": Decimal(7)}]
    modifier_commande(
        commande_id=refusee.id, changements={"details": lignes}, acteur=acteur, version_attendue=None
    )
    autres.arriver()
    with pytest.raises(ReservationPerimee):
        agir(valider_commande, refusee)
    jobs.surveiller_les_commandes()
    tout_est_coherent(autres)


def test_a_release_that_comes_too_late_does_not_undo_a_later_validation(refusee, agir, autres):
    autres.arriver()
    autres.pannes = [None, "en_vol"]  # it sees the orphan; its release hangs
    jobs.surveiller_les_commandes()
    assert Commande.objects.get().liberation_cle
    assert agir(valider_commande, refusee).etat == "validee"
    autres.arriver()
    assert autres.actives(refusee.id)
    tout_est_coherent(autres)


def test_an_order_is_not_validated_before_its_release_is_confirmed(refusee, agir, autres):
    autres.arriver()
    autres.pannes = [None, "en_vol", "avant"]
    jobs.surveiller_les_commandes()
    with pytest.raises(StockSansReponse):
        agir(valider_commande, refusee)
    assert etat(refusee) == "validation_en_cours"
    assert agir(valider_commande, refusee).etat == "validee"
    autres.arriver()
    tout_est_coherent(autres)


def test_an_order_validated_again_meanwhile_is_left_alone(refusee, agir, autres):
    assert agir(valider_commande, refusee).etat == "validee"
    autres.arriver()
    passer_le_delai()
    jobs.surveiller_les_commandes()
    assert Commande.objects.get().surveillee_jusqua is None
    tout_est_coherent(autres)


def test_an_order_validated_while_the_worker_looks_keeps_its_reservation(refusee, agir, autres):
    """What the worker saw was the orphan of the first try; it has become the order's own since."""
    autres.arriver()
    autres.pannes = [lambda: agir(valider_commande, refusee)]
    jobs.surveiller_les_commandes()
    assert etat(refusee) == "validee"
    tout_est_coherent(autres)


def test_a_watch_that_begins_anew_while_the_worker_looks_goes_on(refusee, autres):
    def recommencer():
        Commande.objects.update(surveillee_jusqua=timezone.now() + timedelta(hours=1))

    passer_le_delai()
    autres.pannes = [recommencer]
    jobs.surveiller_les_commandes()
    assert Commande.objects.get().surveillee_jusqua > timezone.now()


def test_a_refusal_that_came_after_a_time_out_puts_the_order_under_watch(vente, agir, monkeypatch):
    monkeypatch.setattr(clients, "DELAI_LECTURE", 0.0)
    with pytest.raises(StockInsuffisant):
        agir(valider_commande, vente(quantite=3, stock=1))
    assert Commande.objects.get().surveillee_jusqua is not None


def test_a_silent_stock_ends_the_round_and_a_refusal_does_not(refusee, vente, autres):
    autre = vente()
    Commande.objects.filter(pk=autre.pk).update(surveillee_jusqua=timezone.now() + timedelta(hours=1))
    autres.appels.clear()
    autres.pannes = ["avant"]
    jobs.surveiller_les_commandes()
    assert len(autres.appels) == 1
    autres.reponse_imposee = http.Answer(400, {"code": "donnees_invalides"})
    jobs.surveiller_les_commandes()
    assert len(autres.appels) == 3
