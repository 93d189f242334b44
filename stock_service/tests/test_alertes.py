"""One message per crossing of a threshold, re-armed on recovery."""

from decimal import Decimal

import pytest

from chassis.identifiers import new_id
from stock.commandes import liberer_commande
from stock.seuils import definir_seuil
from tests.monde import (
    ACTEUR,
    entrer,
    expedier,
    messages,
    reserver,
    sortir,
    total,
    transferer,
    une_place,
)

pytestmark = pytest.mark.django_db


def seuil(piece, mini, **champs):
    definir_seuil(piece_id=piece.id, mini=mini and Decimal(mini), acteur=ACTEUR, **champs)


def sent(piece) -> list[str]:
    return [method for method, _ in messages("niveaux", piece)]


def test_falling_to_the_threshold_is_told_once(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 10)
    sortir(piece, place, 4)
    assert sent(piece) == []
    sortir(piece, place, 1)
    sortir(piece, place, 1)
    assert sent(piece) == ["bas"]
    assert total(piece).etat == "bas"


def test_the_message_has_the_figures_over_all_places(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 4)
    [(_, figures)] = messages("niveaux", piece)
    assert figures == {
        "piece_id": str(piece.id),
        "reference": piece.reference,
        "nom": piece.nom,
        "unite": "pièce",
        "quantite": "4.000",
        "disponible": "4.000",
        "seuil": "5.000",
    }


def test_running_out_is_told_and_so_is_the_recovery(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 10)
    sortir(piece, place, 10)
    entrer(piece, place, 3)
    assert sent(piece) == ["epuise"]
    entrer(piece, place, 10)
    sortir(piece, place, 10)
    assert sent(piece) == ["epuise", "retabli", "bas"]
    sortir(piece, place, 3)
    assert sent(piece)[3:] == ["epuise"]


def test_running_out_again_after_a_partial_recovery_is_told_again(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 10)
    sortir(piece, place, 10)
    entrer(piece, place, 3)
    sortir(piece, place, 3)
    assert sent(piece) == ["epuise", "epuise"]


def test_a_piece_without_threshold_runs_out_too(piece, place):
    entrer(piece, place, 1)
    sortir(piece, place, 1)
    assert sent(piece) == ["epuise"]
    assert messages("niveaux", piece)[0][1]["seuil"] == "0.000"


def test_the_first_arrival_of_a_piece_is_no_recovery(piece, place):
    entrer(piece, place, 100)
    assert sent(piece) == []


def test_what_another_place_holds_counts(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 6)
    entrer(piece, une_place(), 6)
    sortir(piece, place, 6)
    assert sent(piece) == []


def test_a_transfer_crosses_nothing(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 10)
    transferer(piece, place, une_place(), 10)
    assert sent(piece) == []


def test_a_reservation_lowers_what_is_available_and_shipping_it_changes_nothing_more(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 10)
    commande = new_id()
    reserver(commande, (piece, 6))
    assert sent(piece) == ["bas"]
    expedier(commande)
    assert sent(piece) == ["bas"]


def test_releasing_a_reservation_recovers(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 10)
    commande = new_id()
    reserver(commande, (piece, 10))
    liberer_commande(commande_id=commande, acteur=ACTEUR)
    assert sent(piece) == ["epuise", "retabli"]


def test_a_threshold_raised_above_what_is_there_alerts_and_one_lowered_recovers(piece, place):
    entrer(piece, place, 4)
    seuil(piece, 4)
    assert sent(piece) == ["bas"]
    seuil(piece, 3)
    assert sent(piece) == ["bas", "retabli"]


def test_a_threshold_on_a_piece_that_never_came_alerts_nobody(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 10)
    assert sent(piece) == []


def test_a_threshold_taken_away_leaves_only_running_out(piece, place):
    seuil(piece, 5)
    entrer(piece, place, 10)
    seuil(piece, None)
    sortir(piece, place, 9)
    assert sent(piece) == []


def test_a_threshold_at_one_place_does_not_alert(piece, place):
    seuil(piece, 5, emplacement_id=place.id)
    entrer(piece, place, 10)
    sortir(piece, place, 9)
    assert sent(piece) == []
