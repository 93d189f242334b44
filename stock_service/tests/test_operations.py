"""Shipping in parts, receiving, returning: each operation of an order happens once."""

from decimal import Decimal
from uuid import UUID

import pytest

from chassis.identifiers import new_id
from stock.commandes import liberer_commande
from stock.errors import (
    EmplacementDeCommandeInconnu,
    OperationExistante,
    PieceInconnue,
    PieceRetiree,
    ReservationAbsente,
    RetourExcessif,
    StockInsuffisant,
)
from stock.models import Reservation
from tests.monde import (
    ACTEUR,
    entrer,
    expedier,
    niveau,
    recevoir,
    reserver,
    retirer,
    retourner,
    sortir,
    total,
    une_piece,
    une_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invariants")]


def etats(commande) -> list[tuple[str, Decimal]]:
    rows = Reservation.objects.filter(commande_id=commande).order_by("rang")
    return list(rows.values_list("etat", "quantite"))


def test_an_order_is_shipped_in_parts(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    [reservation] = reserver(commande, (piece, 6))
    expedier(commande, lignes=[(reservation.ligne_id, 2)])
    assert etats(commande) == [("active", 4), ("consommee", 2)]
    assert niveau(piece, place) == ("8.000", "4.000")
    expedier(commande, lignes=[(reservation.ligne_id, 1)])
    expedier(commande)
    assert etats(commande) == [("consommee", 3), ("consommee", 2), ("consommee", 1)]
    assert niveau(piece, place) == ("4.000", "0.000")


def test_what_was_not_shipped_is_released(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    [reservation] = reserver(commande, (piece, 6))
    expedier(commande, lignes=[(reservation.ligne_id, 2)])
    liberer_commande(commande_id=commande, acteur=ACTEUR)
    assert etats(commande) == [("liberee", 4), ("consommee", 2)]
    assert niveau(piece, place) == ("8.000", "0.000")


def test_a_part_may_come_from_several_places(piece):
    a, b = une_place("A"), une_place("B")
    entrer(piece, a, 2)
    entrer(piece, b, 5)
    commande = new_id()
    reservation, _ = reserver(commande, (piece, 6))
    rows = expedier(commande, lignes=[(reservation.ligne_id, 3)])
    assert [(row.emplacement_id, row.quantite) for row in rows] == [(a.id, -2), (b.id, -1)]


def test_no_more_is_shipped_than_is_held(piece, place):
    entrer(piece, place, 10)
    commande, envoi = new_id(), new_id()
    [reservation] = reserver(commande, (piece, 6))
    for lignes in ([(reservation.ligne_id, 7)], [(new_id(), 1)]):
        with pytest.raises(ReservationAbsente):
            expedier(commande, expedition_id=envoi, lignes=lignes)
    assert niveau(piece, place) == ("10.000", "6.000")
    assert len(expedier(commande, expedition_id=envoi)) == 1  # a refused operation left nothing behind


def test_an_operation_is_of_one_order_and_kind(piece, place):
    entrer(piece, place, 10)
    commande, operation = new_id(), new_id()
    reserver(commande, (piece, 6))
    expedier(commande, expedition_id=operation)
    with pytest.raises(OperationExistante):
        expedier(new_id(), expedition_id=operation)
    with pytest.raises(OperationExistante):
        recevoir(commande, place, (piece, 1, 1), reception_id=operation)


def test_what_a_supplier_delivers_enters_at_its_cost_once(piece, place):
    commande, reception = new_id(), new_id()
    for _ in range(2):
        rows = recevoir(commande, place, (piece, 10, "0.123456"), (piece, 5, "0.10"), reception_id=reception)
        assert [row.quantite for row in rows] == [10, 5]
    assert total(piece).quantite == 15
    assert total(piece).valeur == Decimal("1.73456")
    assert rows[0].cout_unitaire == Decimal("0.123456")


def test_a_reception_asks_for_a_piece_nobody_heard_of(place, service_des_pieces):
    class Known:
        id = UUID(service_des_pieces.add()["id"])

    [row] = recevoir(new_id(), place, (Known, 3, 2))
    assert row.piece_id == Known.id

    class Unknown:
        id = new_id()

    with pytest.raises(PieceInconnue):
        recevoir(new_id(), place, (Unknown, 3, 2))


def test_a_reception_needs_its_place_and_a_piece_of_the_catalogue(piece, place):
    class Nowhere:
        id = new_id()

    with pytest.raises(EmplacementDeCommandeInconnu) as refus:
        recevoir(new_id(), Nowhere, (piece, 1, 1))
    assert refus.value.data == {"emplacement_id": Nowhere.id}
    retirer(piece)
    with pytest.raises(PieceRetiree):
        recevoir(new_id(), place, (piece, 1, 1))


def test_a_customer_returns_at_the_value_it_left_with(piece, place):
    entrer(piece, place, 2, cout_unitaire=Decimal("3.33"))
    entrer(piece, place, 1, cout_unitaire=Decimal("3.34"))
    commande = new_id()
    [reservation] = reserver(commande, (piece, 3))
    expedier(commande)
    entrer(piece, place, 10, cout_unitaire=Decimal("99.00"))
    retour = new_id()
    for _ in range(2):
        [row] = retourner(commande, "vente", place, (reservation.ligne_id, piece, 1), retour_id=retour)
    assert (row.type, row.quantite, row.valeur) == ("IN", 1, Decimal("3.333333"))
    [row] = retourner(commande, "vente", place, (reservation.ligne_id, piece, 2))
    assert row.valeur == Decimal("6.666667")
    assert total(piece).valeur == Decimal("1000")
    with pytest.raises(RetourExcessif) as refus:
        retourner(commande, "vente", place, (reservation.ligne_id, piece, 1))
    assert refus.value.data["lignes"][0]["disponible"] == "0.000"


def test_what_is_sent_back_to_a_supplier_leaves_when_it_is_there(piece, place):
    commande = new_id()
    [entree] = recevoir(commande, place, (piece, 5, 2))
    [row] = retourner(commande, "achat", place, (entree.ligne_id, piece, 2))
    assert (row.type, row.quantite, row.valeur) == ("OUT", -2, -4)
    sortir(piece, place, 2)
    with pytest.raises(StockInsuffisant) as refus:
        retourner(commande, "achat", place, (entree.ligne_id, piece, 1), (new_id(), piece, 1))
    assert refus.value.data["lignes"] == [{"piece_id": piece.id, "demande": "2.000", "disponible": "1.000"}]


def test_other_pieces_of_the_order_are_left_alone(place):
    p, q = une_piece(), une_piece()
    entrer(p, place, 5)
    entrer(q, place, 5)
    commande = new_id()
    rows = reserver(commande, (p, 2), (q, 3))
    expedier(commande, lignes=[(rows[0].ligne_id, 2)])
    assert (niveau(p, place), niveau(q, place)) == (("3.000", "0.000"), ("5.000", "3.000"))
