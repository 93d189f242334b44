"""A movement is cancelled by its counter-entry, once."""

from decimal import Decimal

import pytest

from chassis.identifiers import new_id
from stock.annulations import annuler_mouvement
from stock.emplacements import supprimer_emplacement
from stock.errors import (
    AnnulationInterdite,
    MouvementDejaAnnule,
    MouvementIntrouvable,
    PieceRetiree,
    StockInsuffisant,
)
from stock.models import MouvementStock
from stock.pieces import retirer_piece
from tests.monde import (
    ACTEUR,
    ajuster,
    entrer,
    expedier,
    niveau,
    reserver,
    sortir,
    total,
    transferer,
    une_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invariants")]


def annuler(mouvement, **champs):
    return annuler_mouvement(mouvement_id=mouvement.id, acteur=ACTEUR, **champs)


def test_a_cancelled_arrival_is_no_longer_there(piece, place):
    entree = entrer(piece, place, 5, reference_externe="BL-7")
    contre = annuler(entree)
    assert niveau(piece, place) == ("0.000", "0.000")
    assert (contre.type, contre.quantite, contre.annule_id) == ("IN", Decimal(-5), entree.id)
    assert (contre.motif, contre.reference_externe) == (f"Annulation de {entree.reference}", "BL-7")


def test_a_cancelled_exit_comes_back(piece, place):
    entrer(piece, place, 5)
    annuler(sortir(piece, place, 3), motif="Erreur de saisie")
    assert niveau(piece, place) == ("5.000", "0.000")


def test_a_cancelled_correction_is_taken_back(piece, place):
    entrer(piece, place, 5)
    annuler(ajuster(piece, place, -2))
    assert niveau(piece, place) == ("5.000", "0.000")


@pytest.mark.parametrize("leg", [0, 1])
def test_a_transfer_is_cancelled_with_both_its_legs_whichever_is_named(piece, place, leg):
    ailleurs = une_place()
    entrer(piece, place, 5)
    sortie = transferer(piece, place, ailleurs, 3)
    jambes = MouvementStock.objects.filter(transfert_id=sortie.transfert_id).order_by("sequence")
    contre = annuler(jambes[leg])
    assert contre.annule_id == jambes[leg].id
    assert (niveau(piece, place)[0], niveau(piece, ailleurs)[0]) == ("5.000", "0.000")
    with pytest.raises(MouvementDejaAnnule):
        annuler(jambes[1 - leg])


def test_what_is_gone_cannot_be_taken_back(piece, place):
    entree = entrer(piece, place, 5)
    sortir(piece, place, 3)
    with pytest.raises(StockInsuffisant) as refus:
        annuler(entree)
    assert refus.value.data == {"disponible": "2.000", "demande": "5.000"}


def test_a_transfer_whose_parts_left_again_cannot_be_taken_back(piece, place):
    ailleurs = une_place()
    entrer(piece, place, 5)
    transfert = transferer(piece, place, ailleurs, 5)
    sortir(piece, ailleurs, 1)
    with pytest.raises(StockInsuffisant) as refus:
        annuler(transfert)
    assert refus.value.data == {"disponible": "4.000", "demande": "5.000"}


def test_a_movement_is_cancelled_once(piece, place):
    entree = entrer(piece, place, 5)
    contre = annuler(entree)
    entrer(piece, place, 5)
    with pytest.raises(MouvementDejaAnnule) as refus:
        annuler(entree)
    assert refus.value.data == {"annule_par": contre.id}


def test_a_counter_entry_is_not_cancelled(piece, place):
    with pytest.raises(AnnulationInterdite) as refus:
        annuler(annuler(entrer(piece, place, 5)))
    assert refus.value.data == {"raison": "contre_ecriture"}


def test_what_an_order_shipped_is_not_taken_back_behind_its_back(piece, place):
    commande = new_id()
    entrer(piece, place, 5)
    reserver(commande, (piece, 2))
    [sortie] = expedier(commande)
    with pytest.raises(AnnulationInterdite) as refus:
        annuler(sortie)
    assert refus.value.data == {"raison": "commande"}


def test_nothing_comes_back_to_a_place_that_was_deleted(piece, place):
    entrer(piece, place, 1)
    sortie = sortir(piece, place, 1)
    supprimer_emplacement(emplacement_id=place.id, acteur=ACTEUR)
    with pytest.raises(AnnulationInterdite) as refus:
        annuler(sortie)
    assert refus.value.data == {"raison": "emplacement_supprime"}


def test_nothing_comes_back_of_a_retired_piece(piece, place):
    entrer(piece, place, 1)
    sortie = sortir(piece, place, 1)
    retirer_piece(piece_id=piece.id, version=2, acteur=ACTEUR)
    with pytest.raises(PieceRetiree):
        annuler(sortie)


def test_an_unknown_movement_is_not_found(db):
    with pytest.raises(MouvementIntrouvable):
        annuler_mouvement(mouvement_id=new_id(), acteur=ACTEUR)


def test_cancelling_an_arrival_takes_its_cost_out_of_the_average(piece, place):
    entrer(piece, place, 10, cout_unitaire=Decimal("2.00"))
    annuler(entrer(piece, place, 10, cout_unitaire=Decimal("4.00")))
    assert total(piece).cout_moyen == Decimal("2.00")
