"""What is kept by hand, and what is kept for an order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from chassis.identifiers import new_id
from config.parametres import RESERVATION_MINUTES
from stock import jobs
from stock.commandes import (
    etat_de_la_commande,
    liberer_commande,
)
from stock.errors import (
    EmplacementInconnu,
    PieceInconnue,
    PieceRetiree,
    ReservationAbsente,
    ReservationDeCommande,
    ReservationIntrouvable,
    ReservationTerminee,
    StockInsuffisant,
)
from stock.models import MouvementStock, Reservation
from stock.pieces import retirer_piece
from stock.reservations import liberer_reservation, reserver_piece
from tests.monde import ACTEUR, entrer, expedier, messages, niveau, reserver, une_piece, une_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invariants")]


def a_la_main(piece, quantite, **champs):
    return reserver_piece(piece_id=piece.id, quantite=Decimal(quantite), acteur=ACTEUR, **champs)


def etats(commande) -> list[str]:
    rows = Reservation.objects.filter(commande_id=commande).order_by("id")
    return list(rows.values_list("etat", flat=True))


def test_an_order_reserves_every_line_and_nothing_leaves(piece, place):
    entrer(piece, place, 10)
    [reservation] = reserver(new_id(), (piece, 4))
    assert niveau(piece, place) == ("10.000", "4.000")
    assert (reservation.emplacement_id, reservation.etat) == (place.id, "active")


def test_one_short_line_and_nothing_is_reserved(piece, place):
    other = une_piece()
    entrer(piece, place, 10)
    entrer(other, place, 1)
    with pytest.raises(StockInsuffisant) as refus:
        reserver(new_id(), (piece, 4), (other, 2))
    assert refus.value.data == {"lignes": [{"piece_id": other.id, "demande": "2.000", "disponible": "1.000"}]}
    assert niveau(piece, place) == ("10.000", "0.000")
    assert not Reservation.objects.exists()


def test_the_same_piece_on_two_lines_counts_twice(piece, place):
    entrer(piece, place, 5)
    with pytest.raises(StockInsuffisant) as refus:
        reserver(new_id(), (piece, 3), (piece, 3))
    assert refus.value.data["lignes"] == [{"piece_id": piece.id, "demande": "6.000", "disponible": "5.000"}]
    rows = reserver(new_id(), (piece, 3), (piece, 2))
    assert [row.quantite for row in rows] == [3, 2]
    assert niveau(piece, place) == ("5.000", "5.000")


def test_places_are_used_up_in_the_order_of_their_codes(piece):
    b, a, c = une_place("B"), une_place("A"), une_place("C")
    for place in (b, a, c):
        entrer(piece, place, 3)
    rows = reserver(new_id(), (piece, 2), (piece, 5))
    split = [(row.emplacement.code, row.quantite, row.rang) for row in rows]
    assert split == [("A", 2, 0), ("A", 1, 0), ("B", 3, 1), ("C", 1, 2)]


def test_asked_again_an_order_gets_what_it_holds(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    first = reserver(commande, (piece, 4))
    assert reserver(commande, (piece, 4)) == first
    assert niveau(piece, place) == ("10.000", "4.000")


def test_asked_again_after_shipping_an_order_gets_what_it_held(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    first = reserver(commande, (piece, 4))
    expedier(commande)
    assert reserver(commande, (piece, 4)) == first
    assert niveau(piece, place) == ("6.000", "0.000")


def test_a_released_order_may_reserve_again(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    reserver(commande, (piece, 4))
    liberer_commande(commande_id=commande, acteur=ACTEUR)
    assert niveau(piece, place) == ("10.000", "0.000")
    reserver(commande, (piece, 6))
    assert etats(commande) == ["liberee", "active"]


def test_releasing_is_harmless_when_nothing_is_held(piece, place):
    assert liberer_commande(commande_id=new_id(), acteur=ACTEUR) == []
    entrer(piece, place, 1)
    commande = new_id()
    reserver(commande, (piece, 1))
    for _ in range(2):
        rows = liberer_commande(commande_id=commande, acteur=ACTEUR)
        assert [row.etat for row in rows] == ["liberee"]
    assert niveau(piece, place) == ("1.000", "0.000")


def test_a_shipped_order_has_nothing_left_to_release(piece, place):
    entrer(piece, place, 5)
    commande = new_id()
    reserver(commande, (piece, 2))
    expedier(commande)
    liberer_commande(commande_id=commande, acteur=ACTEUR)
    assert etats(commande) == ["consommee"]
    assert niveau(piece, place) == ("3.000", "0.000")


def test_shipping_writes_the_exits_and_consumes(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    reserver(commande, (piece, 4))
    [sortie] = expedier(commande)
    assert niveau(piece, place) == ("6.000", "0.000")
    assert (sortie.type, sortie.quantite, sortie.solde_apres) == ("OUT", -4, 6)
    assert (sortie.commande_id, sortie.reference_externe) == (commande, "CMD-1")
    assert etats(commande) == ["consommee"]


def test_shipping_twice_ships_once(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    reserver(commande, (piece, 4))
    envoi = new_id()
    first = expedier(commande, expedition_id=envoi)
    assert expedier(commande, expedition_id=envoi) == first
    with pytest.raises(ReservationAbsente):
        expedier(commande)
    assert MouvementStock.objects.filter(commande_id=commande).count() == 1


def test_an_order_that_holds_nothing_ships_nothing(piece, place):
    with pytest.raises(ReservationAbsente):
        expedier(new_id())


def test_what_is_known_of_an_order(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    assert etat_de_la_commande(commande)["reservations"] == []
    reserver(commande, (piece, 4))
    expedier(commande)
    known = etat_de_la_commande(commande)
    assert [row.etat for row in known["reservations"]] == ["consommee"]
    assert [row.quantite for row in known["mouvements"]] == [-4]


def test_a_retired_piece_has_nothing_to_reserve(piece, place):
    retirer_piece(piece_id=piece.id, version=2, acteur=ACTEUR)
    with pytest.raises(StockInsuffisant) as refus:
        reserver(new_id(), (piece, 1))
    assert refus.value.data["lignes"][0]["disponible"] == "0.000"
    with pytest.raises(PieceRetiree):
        a_la_main(piece, 1)


def test_every_act_on_a_reservation_is_told_to_the_audit_log(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    reserver(commande, (piece, 4))
    liberer_commande(commande_id=commande, acteur=ACTEUR)
    acts = [data["action"] for _, data in messages("logs") if data["objet_id"] == str(commande)]
    assert acts == ["reserver", "liberer"]


def test_a_reservation_by_hand_holds_at_the_place_asked_for(piece, place):
    entrer(piece, une_place("A"), 10)
    entrer(piece, place, 3)
    [row] = a_la_main(piece, 3, emplacement_id=place.id, motif="Devis 12")
    assert (row.emplacement_id, row.motif, row.commande_id) == (place.id, "Devis 12", None)
    with pytest.raises(StockInsuffisant) as refus:
        a_la_main(piece, 1, emplacement_id=place.id)
    assert refus.value.data == {"disponible": "0.000", "demande": "1.000"}


def test_a_reservation_by_hand_may_be_split_over_places(piece):
    entrer(piece, une_place("A"), 2)
    entrer(piece, une_place("B"), 2)
    assert [row.quantite for row in a_la_main(piece, 3)] == [2, 1]


def test_a_reservation_by_hand_needs_a_place_that_exists(piece):
    with pytest.raises(EmplacementInconnu):
        a_la_main(piece, 1, emplacement_id=new_id())


def test_a_reservation_by_hand_needs_a_piece_that_exists(service_des_pieces, db):
    with pytest.raises(PieceInconnue):
        reserver_piece(piece_id=new_id(), quantite=Decimal(1), acteur=ACTEUR)


def test_a_reservation_by_hand_ends_after_the_configured_time(piece, place):
    entrer(piece, place, 1)
    [row] = a_la_main(piece, 1)
    minutes = (row.expire_le - timezone.now()).total_seconds() / 60
    assert RESERVATION_MINUTES() - 1 < minutes <= RESERVATION_MINUTES()


def test_a_reservation_by_hand_is_given_back_once(piece, place):
    entrer(piece, place, 1)
    [row] = a_la_main(piece, 1)
    liberer_reservation(reservation_id=row.id, acteur=ACTEUR)
    assert niveau(piece, place) == ("1.000", "0.000")
    with pytest.raises(ReservationTerminee) as refus:
        liberer_reservation(reservation_id=row.id, acteur=ACTEUR)
    assert refus.value.data == {"etat": "liberee"}


def test_an_unknown_reservation_is_not_found(db):
    with pytest.raises(ReservationIntrouvable):
        liberer_reservation(reservation_id=new_id(), acteur=ACTEUR)


def test_what_an_order_holds_is_not_given_back_by_hand(piece, place):
    entrer(piece, place, 1)
    [row] = reserver(new_id(), (piece, 1))
    with pytest.raises(ReservationDeCommande):
        liberer_reservation(reservation_id=row.id, acteur=ACTEUR)


def test_past_its_time_a_reservation_is_given_back_and_others_stay(piece, place):
    entrer(piece, place, 10)
    commande = new_id()
    reserver(commande, (piece, 1))
    [past] = a_la_main(piece, 2)
    a_la_main(piece, 3)
    Reservation.objects.filter(pk=past.pk).update(expire_le=timezone.now() - timedelta(seconds=1))
    jobs.expirer_reservations()
    assert niveau(piece, place) == ("10.000", "4.000")
    past.refresh_from_db()
    assert past.etat == "expiree" and past.terminee_le
    assert etats(commande) == ["active"]
