# ruff: noqa: B023  (the lambdas of a round have all run when the next round begins)
"""What must stay true when several people act at the same moment. Each test fails without its lock."""

import pytest

from catalogue import categories, pieces, restauration, suppression
from catalogue.errors import (
    CategorieAbsente,
    CategorieExistante,
    CategorieUtilisee,
    CodeBarresExistant,
    ConflitReference,
    CycleCategorie,
    ReferenceExistante,
)
from catalogue.invariants import categories_are_a_tree, history_ends_at_the_version
from catalogue.invariants import nothing_live_in_a_deleted_category as live_in_deleted
from catalogue.models import Categorie, HistoriquePiece, Piece
from chassis.errors import DomainError, VersionMismatch
from tests.conftest import EAN
from tests.outbox import donnees, methodes

ROUNDS = 15


def genres(resultats) -> list[type]:
    """The kinds of refusal among the results; anything unforeseen is raised."""
    for resultat in resultats:
        if isinstance(resultat, Exception) and not isinstance(resultat, DomainError):
            raise resultat
    return [type(resultat) for resultat in resultats if isinstance(resultat, Exception)]


def test_of_two_creations_with_one_reference_one_wins(race, gestion):
    for tour in range(ROUNDS):
        corps = {"nom": "Vis", "reference": f"VIS-{tour}"}
        reponses = race([lambda: gestion.post("/api/pieces/", corps)] * 2)
        assert sorted(reponse.status_code for reponse in reponses) == [201, 409]
        [refus] = [reponse.json() for reponse in reponses if reponse.status_code == 409]
        assert (refus["code"], refus["champ"]) == ("reference_existante", "reference")


def test_of_eight_creations_with_one_barcode_one_wins(race, creer):
    resultats = race([lambda n=n: creer(f"P-{n}", code_barres=EAN) for n in range(8)])
    assert genres(resultats) == [CodeBarresExistant] * 7


def test_references_drawn_at_once_are_all_different(race, creer):
    resultats = race([lambda: creer(reference="") for _ in range(20)])
    assert genres(resultats) == []
    assert len({piece.reference for piece in resultats}) == 20


def test_a_reference_given_while_it_is_drawn_disturbs_nobody(race, creer):
    for _ in range(ROUNDS):
        suivante = f"PC-{int(creer(reference='').reference[3:]) + 1:06d}"
        resultats = race([lambda: creer(suivante), lambda: creer(reference="")])
        assert set(genres(resultats)) <= {ReferenceExistante}
        assert not isinstance(resultats[1], Exception)


def test_of_two_changes_that_read_the_same_version_one_wins(race, gestion, creer):
    for tour in range(ROUNDS):
        url = f"/api/pieces/{creer(f'P-{tour}').id}/"
        lu = {"If-Match": '"1"'}
        reponses = race([lambda n=n: gestion.patch(url, {"nom": n}, headers=lu) for n in "AB"])
        assert sorted(reponse.status_code for reponse in reponses) == [200, 412]


def test_changes_at_once_each_have_their_version_and_line_of_history(race, creer, acteur):
    piece = creer("P")
    resultats = race(
        [lambda n=n: pieces.modifier_piece(piece_id=piece.id, nom=f"N{n}", acteur=acteur) for n in range(10)]
    )
    assert genres(resultats) == []
    versions = HistoriquePiece.objects.order_by("id").values_list("version", flat=True)
    assert list(versions) == list(range(1, 12))
    assert list(history_ends_at_the_version()) == []
    publiees = [message["version"] for message in donnees("pieces", "stock_service")]
    assert publiees == sorted(publiees)


def test_of_two_categories_of_one_name_one_is_made(race, ranger):
    parent = ranger("Atelier")
    for place in (None, parent):
        resultats = race([lambda nom=nom: ranger(nom, place) for nom in ("vis", "VIS", "Vis")])
        assert genres(resultats) == [CategorieExistante] * 2


def deplacer(categorie, parent, acteur):
    return categories.modifier_categorie(categorie_id=categorie.id, parent_id=parent.id, acteur=acteur)


def test_two_categories_moved_below_each_other_make_no_loop(race, ranger, acteur):
    for tour in range(ROUNDS):
        a, b = ranger(f"A{tour}"), ranger(f"B{tour}")
        resultats = race([lambda: deplacer(a, b, acteur), lambda: deplacer(b, a, acteur)])
        assert genres(resultats) == [CycleCategorie]
        assert list(categories_are_a_tree()) == []


def test_two_branches_moved_below_each_others_leaves_make_no_loop(race, ranger, acteur):
    for tour in range(ROUNDS):
        a, b = ranger(f"A{tour}"), ranger(f"B{tour}")
        sous_a, sous_b = ranger("feuille", a), ranger("feuille", b)
        resultats = race([lambda: deplacer(a, sous_b, acteur), lambda: deplacer(b, sous_a, acteur)])
        assert list(categories_are_a_tree()) == []
        assert genres(resultats) == [CycleCategorie]


def test_of_two_changes_of_a_category_that_read_the_same_version_one_wins(race, ranger, acteur):
    for tour in range(ROUNDS):
        a = ranger(f"A{tour}")
        resultats = race(
            [
                lambda nom=nom: categories.modifier_categorie(
                    categorie_id=a.id,
                    nom=nom,
                    version=1,
                    acteur=acteur,
                )
                for nom in (f"x{tour}", f"y{tour}")
            ]
        )
        assert genres(resultats) == [VersionMismatch]


DESSOUS = ("sous_categorie", "deplacement")  # put in before, they are deleted with it


@pytest.mark.parametrize("quoi", ["piece", "sous_categorie", "deplacement", "changement"])
def test_a_category_is_not_deleted_while_something_is_put_into_it(race, ranger, creer, acteur, quoi):
    for tour in range(ROUNDS):
        a = ranger(f"A{tour}")
        piece, autre = creer(f"P-{tour}"), ranger(f"B{tour}")
        mettre = {
            "piece": lambda: creer(f"Q-{tour}", categorie_id=a.id),
            "sous_categorie": lambda: ranger("dessous", a),
            "deplacement": lambda: deplacer(autre, a, acteur),
            "changement": lambda: pieces.modifier_piece(
                piece_id=piece.id,
                categorie_id=a.id,
                acteur=acteur,
            ),
        }[quoi]
        resultats = race([mettre, lambda: categories.supprimer_categorie(categorie_id=a.id, acteur=acteur)])
        assert list(live_in_deleted()) == []
        refus = genres(resultats)
        assert refus in ([CategorieAbsente], [CategorieUtilisee]) or (refus, quoi in DESSOUS) == ([], True)


def test_a_category_does_not_come_back_into_one_that_goes(race, ranger, acteur):
    for tour in range(ROUNDS):
        a = ranger(f"A{tour}")
        b = ranger("dessous", a)
        categories.supprimer_categorie(categorie_id=b.id, acteur=acteur)
        race(
            [
                lambda: restauration.restaurer_categorie(objet_id=b.id, acteur=acteur),
                lambda: categories.supprimer_categorie(categorie_id=a.id, acteur=acteur),
            ]
        )
        assert list(live_in_deleted()) == []


def test_a_piece_deleted_many_times_at_once_is_deleted_once(race, stock, creer, acteur):
    for tour in range(5):
        piece = creer(f"P-{tour}")
        resultats = race([lambda: suppression.supprimer_piece(piece_id=piece.id, acteur=acteur)] * 5)
        assert resultats.count(None) == 1
        assert len(stock.asked) == tour + 1
        assert len([d for d in donnees("corbeille") if d["objet_id"] == str(piece.id)]) == 1


def test_a_piece_is_not_changed_while_it_is_deleted(race, stock, creer, acteur):
    for tour in range(ROUNDS):
        piece = creer(f"P-{tour}")
        race(
            [
                lambda: suppression.supprimer_piece(piece_id=piece.id, acteur=acteur),
                lambda: pieces.modifier_piece(piece_id=piece.id, nom="Autre", acteur=acteur),
            ]
        )
        piece.refresh_from_db()
        assert piece.supprime_le is not None
        assert donnees("pieces", "stock_service")[-1]["supprimee"] is True


def test_an_abandoned_intent_is_driven_by_one_job_at_a_time(race, stock, creer, acteur):
    for tour in range(ROUNDS):
        piece = creer(f"P-{tour}")
        tentative = suppression.demander_suppression(piece_id=piece.id, acteur=acteur)
        ancien = tentative.demandee_le - 2 * suppression.DELAI_DE_REPRISE
        Piece.objects.filter(pk=piece.pk).update(suppression_demandee_le=ancien, suppression_tentee_le=ancien)
        race([suppression.reprendre_suppressions] * 6)
        assert len(stock.asked) == tour + 1
        assert methodes("pieces", "stock_service").count("delete") == tour + 1


def test_a_piece_restored_many_times_at_once_comes_back_once(race, creer, acteur):
    piece = creer("P")
    Piece.objects.update(supprime_le="2026-01-01T00:00Z")
    resultats = race([lambda: restauration.restaurer_piece(objet_id=piece.id, acteur=acteur)] * 5)
    assert genres(resultats) == []
    assert methodes("pieces", "stock_service").count("restore") == 1
    assert Piece.objects.get().version == 2


def test_a_piece_comes_back_or_its_reference_is_taken_not_both(race, creer, acteur):
    for tour in range(ROUNDS):
        piece = creer(f"P-{tour}")
        Piece.objects.filter(pk=piece.pk).update(supprime_le="2026-01-01T00:00Z")
        resultats = race(
            [
                lambda: restauration.restaurer_piece(objet_id=piece.id, acteur=acteur),
                lambda: creer(f"p-{tour}"),
            ]
        )
        assert genres(resultats) in ([ConflitReference], [ReferenceExistante])


def test_a_piece_is_restored_or_purged_not_both(race, creer, acteur):
    for tour in range(ROUNDS):
        piece = creer(f"P-{tour}")
        Piece.objects.filter(pk=piece.pk).update(supprime_le="2026-01-01T00:00Z")
        resultats = race(
            [
                lambda: restauration.restaurer_piece(objet_id=piece.id, acteur=acteur),
                lambda: restauration.purger_piece(objet_id=piece.id, acteur=acteur),
            ]
        )
        assert len(genres(resultats)) == 1
        restauree = not isinstance(resultats[0], Exception)
        assert Piece.objects.filter(pk=piece.pk).exists() is restauree


def test_a_category_and_a_piece_of_it_come_back_or_go_at_once_without_deadlock(race, creer, ranger, acteur):
    for tour in range(ROUNDS):
        categorie = ranger(f"C{tour}")
        piece = creer(f"P-{tour}", categorie_id=categorie.id)
        Piece.objects.filter(pk=piece.pk).update(supprime_le="2026-01-01T00:00Z")
        Categorie.objects.filter(pk=categorie.pk).update(supprime_le="2026-01-01T00:00Z")
        resultats = race(
            [
                lambda: restauration.restaurer_piece(objet_id=piece.id, acteur=acteur),
                lambda: restauration.purger_categorie(objet_id=categorie.id, acteur=acteur),
                lambda: restauration.restaurer_categorie(objet_id=categorie.id, acteur=acteur),
            ]
        )
        genres(resultats)
        assert list(live_in_deleted()) == []
        assert Piece.objects.vivants().filter(pk=piece.pk).exists()
