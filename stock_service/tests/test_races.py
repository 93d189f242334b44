"""What happens at the same moment. Each fails when its lock, condition or constraint is taken away."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from threading import Event
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from chassis.identifiers import new_id
from stock.annulations import annuler_mouvement
from stock.commandes import liberer_commande
from stock.emplacements import modifier_emplacement, supprimer_emplacement
from stock.models import Emplacement, MouvementStock, PieceCopie, Reservation, StockPiece
from stock.mouvements import Demande, enregistrer_mouvements
from stock.pieces import copier_pieces, retirer_piece
from stock.reservations import (
    Ligne,
    expirer_reservations,
    liberer_reservation,
    reserver_commande,
    reserver_piece,
)
from stock.seuils import definir_seuil
from stock.verrous import verrouiller_pieces
from tests.monde import (
    ACTEUR,
    copier_piece,
    donnees_de_piece,
    entrer,
    expedier,
    messages,
    niveau,
    reserver,
    sortir,
    total,
    transferer,
    une_piece,
    une_place,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("invariants")]


@pytest.fixture
def piece(transactional_db):
    return une_piece()


@pytest.fixture
def place(transactional_db):
    return une_place()


def outcomes(results) -> Counter:
    """How many were "ok", refused with a code, or ended with an error nobody foresaw."""
    return Counter(_outcome(each) for each in results)


def _outcome(result) -> str:
    return getattr(result, "code", type(result).__name__) if isinstance(result, Exception) else "ok"


def at_most(threads: int, functions):
    """`functions` shared out over so many threads; every result, flattened."""

    def worker(mine):
        def run():
            found = []
            for function in mine:
                try:
                    found.append(function())
                except Exception as error:
                    found.append(error)
            return found

        return run

    return [worker(functions[n::threads]) for n in range(threads)]


def test_two_exits_of_the_last_one_and_exactly_one_leaves(race, place):
    pairs = 60
    for _ in range(pairs):
        piece = une_piece()
        entrer(piece, place, 1)
        results = race([lambda p=piece: sortir(p, place, 1)] * 2)
        assert outcomes(results) == {"ok": 1, "stock_insuffisant": 1}
        assert niveau(piece, place) == ("0.000", "0.000")


def test_an_exit_and_a_reservation_of_the_last_one(race, place):
    for _ in range(15):
        piece = une_piece()
        entrer(piece, place, 1)
        results = race([lambda p=piece: sortir(p, place, 1), lambda p=piece: reserver(new_id(), (p, 1))])
        assert outcomes(results) == {"ok": 1, "stock_insuffisant": 1}


def test_of_five_hundred_reservations_of_one_out_of_fifty_fifty_are_held(race, piece, place):
    entrer(piece, place, 50)
    asks = [lambda: reserver(new_id(), (piece, 1))] * 500
    results = chain.from_iterable(race(at_most(25, asks)))
    assert outcomes(results) == {"ok": 50, "stock_insuffisant": 450}
    assert niveau(piece, place) == ("50.000", "50.000")


def test_orders_of_p_and_q_and_of_q_and_p_do_not_wait_for_each_other(race, place):
    p, q = une_piece(), une_piece()
    entrer(p, place, 100)
    entrer(q, place, 100)
    asks = [lambda: reserver(new_id(), (p, 1), (q, 1)), lambda: reserver(new_id(), (q, 1), (p, 1))] * 20
    results = chain.from_iterable(race(at_most(10, asks)))
    assert outcomes(results) == {"ok": 40}
    assert (niveau(p, place), niveau(q, place)) == (("100.000", "40.000"), ("100.000", "40.000"))


def test_one_order_reserves_once_however_often_it_asks_at_once(race, place):
    for _ in range(5):
        piece = une_piece()
        entrer(piece, place, 10)
        commande, ligne = new_id(), new_id()
        lignes = [Ligne(ligne_id=ligne, piece_id=piece.id, quantite=Decimal(2))]
        results = race(
            [lambda c=commande, ls=lignes: reserver_commande(commande_id=c, lignes=ls, acteur=ACTEUR)] * 8
        )
        assert outcomes(results) == {"ok": 8}
        assert len({rows[0].id for rows in results}) == 1
        assert niveau(piece, place) == ("10.000", "2.000")


def test_an_order_is_shipped_and_released_at_once_and_one_of_both_happens(race, place):
    shipped = 0
    for _ in range(15):
        piece, commande = une_piece(), new_id()
        entrer(piece, place, 5)
        reserver(commande, (piece, 5))
        results = race(
            [
                lambda c=commande: expedier(c),
                lambda c=commande: liberer_commande(commande_id=c, acteur=ACTEUR),
            ]
            * 2
        )
        assert set(outcomes(results)) <= {"ok", "reservation_absente"}
        sorties = MouvementStock.objects.filter(commande_id=commande).count()
        [etat] = Reservation.objects.filter(commande_id=commande).values_list("etat", flat=True)
        assert (sorties, etat, niveau(piece, place)[0]) in [
            (1, "consommee", "0.000"),
            (0, "liberee", "5.000"),
        ]
        shipped += sorties
    assert shipped <= 15


def test_transfers_in_both_directions_at_once_do_not_deadlock_and_lose_nothing(race, piece, place):
    autre = une_place()
    entrer(piece, place, 50)
    entrer(piece, autre, 50)
    moves = [lambda: transferer(piece, place, autre, 1), lambda: transferer(piece, autre, place, 1)] * 20
    results = chain.from_iterable(race(at_most(10, moves)))
    assert outcomes(results) == {"ok": 40}
    assert (niveau(piece, place)[0], niveau(piece, autre)[0]) == ("50.000", "50.000")


def test_arrivals_at_once_are_all_counted_and_averaged(race, piece, place):
    costs = [Decimal(cost) for cost in (1, 2, 3, 4)] * 6
    results = race([lambda c=cost: entrer(piece, place, 1, cout_unitaire=c) for cost in costs])
    assert outcomes(results) == {"ok": 24}
    assert total(piece).quantite == 24
    assert abs(total(piece).cout_moyen - Decimal("2.5")) < Decimal("0.0001")


def test_the_first_arrivals_at_a_place_at_once(race, place):
    for _ in range(10):
        piece = une_piece()
        assert outcomes(race([lambda p=piece: entrer(p, place, 1)] * 4)) == {"ok": 4}
        assert niveau(piece, place) == ("4.000", "0.000")


def test_twenty_exits_across_the_threshold_send_one_message(race, place):
    for _ in range(3):
        piece = une_piece()
        definir_seuil(piece_id=piece.id, mini=Decimal(10), acteur=ACTEUR)
        entrer(piece, place, 25)
        assert outcomes(race([lambda p=piece: sortir(p, place, 1)] * 20)) == {"ok": 20}
        assert [method for method, _ in messages("niveaux", piece)] == ["bas"]


def test_a_threshold_set_while_stock_leaves_misses_no_crossing(race, place):
    for _ in range(10):
        piece = une_piece()
        entrer(piece, place, 10)
        results = race(
            [
                lambda p=piece: definir_seuil(piece_id=p.id, mini=Decimal(5), acteur=ACTEUR),
                lambda p=piece: sortir(p, place, 6),
            ]
        )
        assert outcomes(results) == {"ok": 2}
        assert [method for method, _ in messages("niveaux", piece)] == ["bas"]


def test_a_piece_is_retired_or_receives_but_not_both(race, place):
    for _ in range(25):
        piece = une_piece()
        results = race(
            [
                lambda p=piece: retirer_piece(piece_id=p.id, version=2, acteur=ACTEUR),
                lambda p=piece: entrer(p, place, 1),
            ]
        )
        assert (total(piece).retiree, niveau(piece, place)[0]) in [(True, "0.000"), (False, "1.000")]
        assert set(outcomes(results)) <= {"ok", "piece_retiree", "piece_en_stock"}
        assert outcomes(results)["ok"] == 1


def test_a_place_is_deleted_or_receives_but_not_both(race, piece):
    for _ in range(25):
        place = une_place()
        results = race(
            [
                lambda e=place: supprimer_emplacement(emplacement_id=e.id, acteur=ACTEUR),
                lambda e=place: entrer(piece, e, 1),
            ]
        )
        deleted = Emplacement.objects.get(pk=place.id).supprime_le is not None
        assert (deleted, niveau(piece, place)[0]) in [(True, "0.000"), (False, "1.000")]
        assert set(outcomes(results)) <= {"ok", "emplacement_inconnu", "emplacement_occupe"}


def test_two_places_moved_into_each_other_do_not_close_a_circle(race, transactional_db):
    def move(place, parent):
        return modifier_emplacement(
            emplacement_id=place.id, changements={"parent_id": parent.id}, version=None, acteur=ACTEUR
        )

    for _ in range(15):
        a, b = une_place(), une_place()
        results = race([lambda a=a, b=b: move(a, b), lambda a=a, b=b: move(b, a)])
        assert outcomes(results) == {"ok": 1, "parent_invalide": 1}


def test_one_code_given_to_two_places_at_once(race, transactional_db):
    for number in range(10):
        results = race([lambda n=number: une_place(f"X-{n}")] * 3)
        assert outcomes(results) == {"ok": 1, "emplacement_existant": 2}


def test_one_id_given_to_movements_of_two_pieces_at_once(race, place):
    for _ in range(10):
        id, pieces = new_id(), [une_piece() for _ in range(3)]
        results = race([lambda p=piece, i=id: entrer(p, place, 1, id=i) for piece in pieces])
        assert outcomes(results) == {"ok": 1, "mouvement_existant": 2}


def test_a_movement_cancelled_many_times_at_once_is_cancelled_once(race, place):
    for _ in range(5):
        piece = une_piece()
        entrer(piece, place, 10)
        entree = entrer(piece, place, 1)
        results = race([lambda m=entree: annuler_mouvement(mouvement_id=m.id, acteur=ACTEUR)] * 6)
        assert outcomes(results) == {"ok": 1, "mouvement_deja_annule": 5}
        assert niveau(piece, place)[0] == "10.000"


def test_a_reservation_expires_and_is_given_back_at_once_but_counts_once(race, place):
    for _ in range(10):
        piece = une_piece()
        entrer(piece, place, 5)
        [row] = reserver_piece(piece_id=piece.id, quantite=Decimal(2), acteur=ACTEUR)
        reserver_piece(piece_id=piece.id, quantite=Decimal(3), acteur=ACTEUR)
        Reservation.objects.filter(pk=row.pk).update(expire_le=timezone.now() - timedelta(seconds=1))
        race(
            [
                lambda: expirer_reservations(acteur=ACTEUR),
                lambda r=row: liberer_reservation(reservation_id=r.id, acteur=ACTEUR),
                lambda: expirer_reservations(acteur=ACTEUR),
            ]
        )
        assert niveau(piece, place) == ("5.000", "3.000")


def test_a_piece_nobody_heard_of_is_taken_in_by_many_at_once(race, place, service_des_pieces):
    donnees = service_des_pieces.add()
    piece_id = UUID(donnees["id"])
    results = race([lambda: entrer(piece_id, place, 1)] * 8)
    assert outcomes(results) == {"ok": 8}
    assert niveau(piece_id, place) == ("8.000", "0.000")


def test_messages_of_a_piece_in_any_order_leave_the_newest(race, piece):
    words = [donnees_de_piece(id=str(piece.id), version=n, nom=f"Nom {n}") for n in range(2, 12)]
    race([lambda w=word: copier_piece(w) for word in words])
    piece.refresh_from_db()
    assert piece.nom == "Nom 11"


def test_deliveries_of_the_same_pieces_in_any_order_leave_the_newest(race, transactional_db):
    ids = [new_id() for _ in range(100)]
    words = [
        [donnees_de_piece(id=str(each), version=n, nom=f"Nom {n}", supprimee=n % 2 == 0) for each in ids]
        for n in range(1, 10)
    ]
    orders = [word if n % 2 else word[::-1] for n, word in enumerate(words)]
    assert outcomes(race([lambda w=each: copier_pieces(w) for each in orders])) == {"ok": 9}
    assert set(PieceCopie.objects.values_list("version", "nom")) == {(9, "Nom 9")}
    assert set(StockPiece.objects.values_list("retiree", flat=True)) == {False}


def test_a_delivery_does_not_open_a_piece_that_is_retired_while_it_waits_for_another(race, transactional_db):
    pieces = [une_piece().id for _ in range(2)]
    for each in pieces:
        retirer_piece(piece_id=each, version=2, acteur=ACTEUR)
    locked = Event()

    def retire_again():
        with transaction.atomic():
            verrouiller_pieces(pieces[:1])
            locked.set()
            attendre_que_quelqu_un_attende()
            # as retirer_piece does with the row once it has it
            StockPiece.objects.filter(pk=pieces[1]).update(retiree=True, retiree_version=5)

    def tell():
        assert locked.wait(10)
        copier_pieces([donnees_de_piece(id=str(each), version=3) for each in pieces])

    assert outcomes(race([retire_again, tell])) == {"ok": 2}
    assert [total(each).retiree for each in pieces] == [False, True]


def attendre_que_quelqu_un_attende():
    """Until somebody waits for a row that this transaction has locked."""
    with connection.cursor() as cursor:
        for _ in range(1000):
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("nobody waits")


def test_a_delivery_and_movements_of_the_same_pieces_do_not_wait_for_each_other_in_a_circle(race, place):
    ids = [une_piece().id for _ in range(40)]
    fiches = [donnees_de_piece(id=str(each), version=2) for each in ids]
    entrees = [
        Demande(piece_id=each, type="IN", quantite=Decimal(1), emplacement_id=place.id)
        for each in reversed(ids)
    ]
    results = race(
        [
            *[lambda: enregistrer_mouvements(demandes=entrees, acteur=ACTEUR)] * 3,
            lambda: copier_pieces(fiches),
            lambda: copier_pieces(reversed([each | {"version": 3} for each in fiches])),
        ]
    )
    assert outcomes(results) == {"ok": 5}
    assert {niveau(each, place) for each in ids} == {("3.000", "0.000")}


def test_a_hundred_posts_with_one_key_are_one_movement(race, client, piece, place):
    body = {"piece_id": str(piece.id), "emplacement_id": str(place.id), "type": "IN", "quantite": "1"}
    key = {"Idempotency-Key": "cent-fois"}
    answers = race([lambda: client.post("/api/stock/movement/", body, headers=key)] * 100)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert MouvementStock.objects.count() == 1
    assert niveau(piece, place) == ("1.000", "0.000")


def test_everything_at_once_on_a_few_pieces_keeps_every_invariant(race, transactional_db):
    pieces, places = [une_piece() for _ in range(3)], [une_place() for _ in range(3)]
    for each in pieces:
        entrer(each, places[0], 20)

    def story(n: int):
        p, q = pieces[n % 3], pieces[(n + 1) % 3]
        a, b = places[n % 3], places[(n + 1) % 3]
        commande = new_id()
        return [
            lambda: entrer(p, a, 2),
            lambda: transferer(p, a, b, 1),
            lambda: reserver(commande, (q, 2), (p, 1)),
            lambda: sortir(p, b, 1),
            lambda: (liberer_commande if n % 2 else ship)(commande_id=commande, acteur=ACTEUR),
            lambda: sortir(q, a, 3),
        ]

    functions = [act for n in range(24) for act in story(n)]
    results = chain.from_iterable(race(at_most(12, functions)))
    assert set(outcomes(results)) <= {"ok", "stock_insuffisant", "reservation_absente"}


def ship(**options):
    return expedier(options["commande_id"])
