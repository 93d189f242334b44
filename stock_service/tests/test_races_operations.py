"""Orders, counts and purchases at the same moment. Each fails when its lock or constraint is taken away."""

from collections import Counter
from decimal import Decimal
from uuid import UUID

import pytest

from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from stock.achats import attendre_achat
from stock.annulations import annuler_mouvement
from stock.inventaires import annuler_inventaire
from stock.models import LigneInventaire, MouvementStock, Reservation
from stock.pieces import retirer_piece
from stock.seuils import definir_seuil
from tests.monde import (
    ACTEUR,
    copier_piece,
    donnees_de_piece,
    entrer,
    expedier,
    niveau,
    recevoir,
    reserver,
    retourner,
    sortir,
    total,
    une_piece,
    une_place,
)
from tests.test_inventaires import compter, ouvrir, valider

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("invariants")]


@pytest.fixture
def piece(transactional_db):
    return une_piece()


@pytest.fixture
def place(transactional_db):
    return une_place()


def outcomes(results) -> Counter:
    def outcome(each):
        return getattr(each, "code", repr(each)) if isinstance(each, Exception) else "ok"

    return Counter(outcome(each) for each in results)


def test_a_reception_asked_for_many_times_at_once_enters_once(race, piece, place):
    for _ in range(5):
        commande, reception = new_id(), new_id()
        before = total(piece).quantite
        results = race(
            [lambda c=commande, r=reception: recevoir(c, place, (piece, 2, 1), reception_id=r)] * 8
        )
        assert len({rows[0].id for rows in results}) == 1
        assert total(piece).quantite == before + 2


def test_a_shipment_asked_for_many_times_at_once_leaves_once(race, place):
    for _ in range(5):
        piece, commande, envoi = une_piece(), new_id(), new_id()
        entrer(piece, place, 10)
        [reservation] = reserver(commande, (piece, 6))
        part = [(reservation.ligne_id, 2)]
        results = race([lambda c=commande, e=envoi, p=part: expedier(c, expedition_id=e, lignes=p)] * 8)
        assert outcomes(results) == {"ok": 8}
        assert niveau(piece, place) == ("8.000", "4.000")


def test_parts_of_one_order_shipped_at_once_are_no_more_than_it_holds(race, place):
    for _ in range(5):
        piece, commande = une_piece(), new_id()
        entrer(piece, place, 10)
        [reservation] = reserver(commande, (piece, 6))
        part = [(reservation.ligne_id, 4)]
        results = race([lambda c=commande, p=part: expedier(c, lignes=p)] * 4)
        assert outcomes(results) == {"ok": 1, "reservation_absente": 3}
        assert niveau(piece, place) == ("6.000", "2.000")


def test_returns_at_once_bring_back_no_more_than_left(race, place):
    for _ in range(5):
        piece, commande = une_piece(), new_id()
        entrer(piece, place, 5)
        [reservation] = reserver(commande, (piece, 5))
        expedier(commande)
        part = (reservation.ligne_id, piece, 3)
        results = race([lambda c=commande, p=part: retourner(c, "vente", place, p)] * 4)
        assert outcomes(results) == {"ok": 1, "retour_excessif": 3}
        assert niveau(piece, place)[0] == "3.000"


def test_one_order_with_the_same_piece_on_two_lines_against_an_exit(race, place):
    for _ in range(15):
        piece, commande = une_piece(), new_id()
        entrer(piece, place, 4)
        results = race(
            [
                lambda p=piece, c=commande: reserver(c, (p, 2), (p, 2)),
                lambda p=piece: sortir(p, place, 1),
            ]
        )
        assert outcomes(results) == {"ok": 1, "stock_insuffisant": 1}
        assert Reservation.objects.filter(commande_id=commande).count() in (0, 2)


def test_one_id_given_to_sessions_at_once(race, place):
    entrer(une_piece(), place, 1)
    for _ in range(10):
        id = new_id()
        results = race([lambda i=id: ouvrir(place, id=i)] * 4)
        assert outcomes(results) == {"ok": 1, "inventaire_existant": 3}


def test_a_session_is_approved_once(race, place):
    for _ in range(4):
        piece = une_piece()
        entrer(piece, place, 10)
        session = ouvrir(pieces=[piece])
        compter(session, piece, place, 7)
        results = race([lambda s=session: valider(s)] * 4)
        assert outcomes(results) == {"ok": 1, "inventaire_termine": 3}
        assert niveau(piece, place)[0] == "7.000"
        assert MouvementStock.objects.filter(inventaire=session).count() == 1


def test_a_session_is_approved_or_cancelled(race, place):
    for _ in range(8):
        piece = une_piece()
        entrer(piece, place, 10)
        session = ouvrir(pieces=[piece])
        compter(session, piece, place, 7)
        results = race(
            [
                lambda s=session: valider(s),
                lambda s=session: annuler_inventaire(inventaire_id=s.id, acteur=ACTEUR),
            ]
        )
        assert outcomes(results) == {"ok": 1, "inventaire_termine": 1}


def test_two_sessions_that_miss_the_same_are_approved_at_once_and_correct_it_once(race, place):
    for _ in range(20):
        pieces = [une_piece() for _ in range(3)]
        for each in pieces:
            entrer(each, place, 5)
        sessions = [ouvrir(pieces=pieces), ouvrir(pieces=pieces[::-1])]
        for session in sessions:
            for each in pieces:
                compter(session, each, place, 7)
        results = race([lambda s=session: valider(s) for session in sessions])
        assert outcomes(results) == {"ok": 2}
        assert {niveau(each, place)[0] for each in pieces} == {"7.000"}


def test_a_session_that_opens_or_is_counted_in_beside_an_approval_expects_what_it_corrected(race, place):
    for _ in range(15):
        piece, trouvee = une_piece(), une_piece()
        entrer(piece, place, 5)
        une, autre = ouvrir(pieces=[piece, trouvee]), ouvrir(pieces=[piece, trouvee])
        compter(une, piece, place, 7)
        compter(une, trouvee, place, 2)
        results = race(
            [
                lambda s=une: valider(s),
                lambda p=piece: ouvrir(pieces=[p]),
                lambda s=autre, p=trouvee: compter(s, p, place, 2),
            ]
        )
        assert outcomes(results) == {"ok": 3}
        for session in (results[1], autre):
            compter(session, piece, place, 7)
            assert valider(session, non_comptees="ignorer")[1] == 0
        assert (niveau(piece, place)[0], niveau(trouvee, place)[0]) == ("7.000", "2.000")


def test_a_correction_is_taken_back_before_another_session_is_approved_or_after(race, place):
    for _ in range(15):
        piece = une_piece()
        entrer(piece, place, 5)
        une, autre = ouvrir(pieces=[piece]), ouvrir(pieces=[piece])
        for session in (une, autre):
            compter(session, piece, place, 7)
        valider(une)
        correction = MouvementStock.objects.get(inventaire=une).id
        results = race(
            [
                lambda s=autre: valider(s),
                lambda m=correction: annuler_mouvement(mouvement_id=m, acteur=ACTEUR),
            ]
        )
        assert outcomes(results) == {"ok": 2}
        combien = results[0][1]
        assert niveau(piece, place)[0] == ("7.000" if combien else "5.000")


def test_movements_go_on_while_a_session_is_approved(race, place):
    for _ in range(5):
        piece = une_piece()
        entrer(piece, place, 50)
        session = ouvrir(pieces=[piece])
        compter(session, piece, place, 47)
        acts = [lambda s=session: valider(s)]
        acts += [lambda p=piece: sortir(p, place, 1)] * 5 + [lambda p=piece: entrer(p, place, 2)] * 5
        assert outcomes(race(acts)) == {"ok": 11}
        assert niveau(piece, place)[0] == "52.000"  # 50 - 3 - 5 + 10


def test_counters_at_once_are_all_heard(race, place):
    people = [Actor(id=UUID(int=100 + n), email=f"p{n}@example.org") for n in range(6)]
    for _ in range(4):
        piece = une_piece()
        entrer(piece, place, 10)
        session = ouvrir(pieces=[piece])
        results = race(
            [
                lambda s=session, p=piece, a=person, q=n: compter(s, p, place, 9 + q % 2, acteur=a)
                for n, person in enumerate(people)
            ]
        )
        assert outcomes(results) == {"ok": 6}
        ligne = LigneInventaire.objects.get(inventaire=session)
        assert (ligne.divergente, ligne.retenu) == (True, None)


def test_a_count_comes_before_the_approval_or_not_at_all(race, place):
    for _ in range(10):
        piece = une_piece()
        entrer(piece, place, 10)
        session = ouvrir(pieces=[piece])
        results = race(
            [
                lambda s=session, p=piece: compter(s, p, place, 7),
                lambda s=session: valider(s, non_comptees="ignorer"),
            ]
        )
        counted = not isinstance(results[0], Exception)
        assert niveau(piece, place)[0] == ("7.000" if counted else "10.000")


def test_found_by_two_at_once_it_is_one_line(race, place):
    people = [Actor(id=UUID(int=200 + n), email=f"p{n}@example.org") for n in range(4)]
    for _ in range(4):
        piece, found = une_piece(), une_piece()
        entrer(piece, place, 1)
        session = ouvrir(place)
        results = race(
            [lambda s=session, p=found, a=each: compter(s, p, place, 2, acteur=a) for each in people]
        )
        assert outcomes(results) == {"ok": 4}
        assert LigneInventaire.objects.filter(inventaire=session, piece=found).count() == 1


def test_words_of_purchases_at_once_leave_the_newest(race, piece):
    def word(commande, version, attendu=None):
        attendre_achat(
            {
                "commande_id": str(commande),
                "reference": "CMD-1",
                "fournisseur_id": str(new_id()),
                "etat": "validee",
                "prevu_le": None,
                "version": version,
                "lignes": [
                    {"piece_id": str(piece.id), "attendu": f"{version if attendu is None else attendu}.000"}
                ],
            },
            acteur=ACTEUR,
        )

    for _ in range(6):
        purchases = [new_id(), new_id()]
        for commande in purchases:
            word(commande, 1)
        acts = [lambda c=c, v=v: word(c, v) for c in purchases for v in range(2, 8)]
        assert outcomes(race(acts)) == {"ok": 12}
        assert total(piece).en_commande == 14
        for commande in purchases:
            word(commande, 9, attendu=0)


def test_of_two_who_read_the_same_threshold_one_sets_it(race, place):
    for _ in range(8):
        piece = une_piece()
        definir_seuil(piece_id=piece.id, mini=Decimal(1), acteur=ACTEUR)
        results = race(
            [
                lambda p=piece, n=n: definir_seuil(piece_id=p.id, mini=Decimal(n), version=1, acteur=ACTEUR)
                for n in range(3)
            ]
        )
        assert outcomes(results) == {"ok": 1, "version_perimee": 2}


def test_a_late_word_does_not_open_a_piece_that_is_being_deleted(race, transactional_db):
    for _ in range(10):
        piece = une_piece()
        late = donnees_de_piece(id=str(piece.id), version=2)
        race(
            [
                lambda p=piece: retirer_piece(piece_id=p.id, version=3, acteur=ACTEUR),
                lambda w=late: copier_piece(w),
            ]
        )
        assert total(piece).retiree
