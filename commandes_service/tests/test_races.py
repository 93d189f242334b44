"""At the same moment, on real connections: one legal outcome, whatever the order of events."""

import random
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from chassis.identifiers import new_id
from commandes.commandes import creer_commande, modifier_commande, restaurer_commande, supprimer_commande
from commandes.models import Client, Commande, PieceCopie
from commandes.pieces_copie import enregistrer_pieces
from commandes.saga import (
    annuler_commande,
    expedier_commande,
    reprendre_etapes_en_suspens,
    valider_commande,
)
from commandes.surveillance import verifier_commandes_surveillees
from commandes.tiers import CLIENTS, modifier_tiers, supprimer_tiers
from commandes.transitions import livrer_commande, preparer_commande
from tests.autres_services import ProcessusTue
from tests.conftest import etat, fiche, messages, tout_est_coherent


def issues(results) -> Counter:
    """What came of each: the name of the refusal, or "fait"."""
    for result in results:
        if isinstance(result, Exception) and not hasattr(result, "code"):
            raise result
    return Counter(type(r).__name__ if isinstance(r, Exception) else "fait" for r in results)


def fini(commande) -> None:
    """Nothing is left open, by whoever."""
    reprendre_etapes_en_suspens()
    verifier_commandes_surveillees()
    assert not etat(commande).endswith("en_cours")


def test_validated_ten_times_at_once_it_is_reserved_once(race, vente, agir, autres):
    commande = vente(quantite=3, stock=30)
    found = issues(race([lambda: agir(valider_commande, commande)] * 10))
    assert set(found) <= {"fait", "TransitionInterdite"}
    assert found["fait"] >= 1
    assert commande.historique.filter(etat_apres="validee").count() == 1
    assert len([e for e in messages("logs", "create") if e["action"] == "valider"]) == 1
    tout_est_coherent(autres)


@pytest.mark.parametrize("tour", range(5))
def test_shipped_and_cancelled_at_once_it_is_one_or_the_other(tour, race, vente, agir, autres):
    commande = vente(quantite=3)
    agir(valider_commande, commande)
    actes = [lambda: agir(expedier_commande, commande), lambda: agir(annuler_commande, commande)] * 3
    results = race(actes)
    assert set(issues(results)) <= {"fait", "TransitionInterdite"}
    assert {r.etat for r in results if isinstance(r, Commande)} == {etat(commande)}
    tout_est_coherent(autres)


@pytest.mark.parametrize("tour", range(5))
def test_everything_at_once_is_a_legal_history(tour, race, vente, agir, autres, acteur, plus_tard):
    commande = vente(quantite=2, stock=100)
    regles = [
        valider_commande,
        preparer_commande,
        expedier_commande,
        livrer_commande,
        annuler_commande,
    ] * 2
    actes = [lambda regle=regle: agir(regle, commande) for regle in regles]
    actes += [reprendre_etapes_en_suspens, verifier_commandes_surveillees]
    actes.append(lambda: supprimer_commande(commande_id=commande.id, acteur=acteur, version_attendue=None))
    random.shuffle(actes)
    found = issues(race(actes))
    permis = {"fait", "TransitionInterdite", "CommandeInconnue", "CommandeNonSupprimable", "StockSansReponse"}
    assert set(found) <= permis
    fini(commande)
    tout_est_coherent(autres)


@pytest.mark.parametrize("tour", range(5))
def test_with_calls_that_fail_at_random_the_worker_and_the_users_end_it_together(
    tour, race, vente, agir, autres, plus_tard
):
    commandes = [vente(quantite=3, stock=4) for _ in range(4)]
    pannes = [None, None, "avant", "apres", "en_vol"]
    autres.pannes = [random.choice(pannes) for _ in range(40)]
    regles = [valider_commande, annuler_commande, expedier_commande]
    actes = [lambda c=c, r=r: agir(r, c) for c in commandes for r in regles]
    issues(race([*actes, reprendre_etapes_en_suspens, reprendre_etapes_en_suspens]))
    autres.pannes = []
    autres.arriver()
    for commande in commandes:
        fini(commande)
    tout_est_coherent(autres)


def test_two_orders_for_the_last_piece_exactly_one_wins(race, vente, agir, autres, piece):
    for _ in range(10):
        details = [{"piece_id": piece(stock=1), "quantite": Decimal(1)}]
        paire = [vente(details=details) for _ in range(2)]
        found = issues(race([lambda c=c: agir(valider_commande, c) for c in paire]))
        assert found == {"fait": 1, "StockInsuffisant": 1}
    tout_est_coherent(autres)


def test_two_workers_never_drive_the_same_step(race, vente, agir, autres):
    commandes = [vente() for _ in range(10)]
    for commande in commandes:
        autres.pannes = ["tue_avant"]
        with pytest.raises(ProcessusTue):
            agir(valider_commande, commande)
    Commande.objects.update(conduite_le=timezone.now() - timedelta(minutes=1))
    autres.appels.clear()
    assert sum(race([reprendre_etapes_en_suspens] * 4)) == 10
    assert len(autres.posts()) == 10
    assert {c.etat for c in Commande.objects.all()} == {"validee"}
    tout_est_coherent(autres)


def test_two_users_edit_one_draft_and_the_slower_is_told(race, vente, acteur, piece):
    commande = vente()
    pieces = [piece(prix="3.33"), piece(prix="7.77")]

    def modifier(piece_id):
        lignes = [{"piece_id": piece_id, "quantite": Decimal(3)}] * 3
        return modifier_commande(
            commande_id=commande.id, changements={"details": lignes}, acteur=acteur, version_attendue=1
        )

    found = issues(race([lambda p=p: modifier(p) for p in pieces * 3]))
    assert found == {"fait": 1, "VersionMismatch": 5}
    assert Commande.objects.get().version == 2


def test_without_a_version_the_last_one_wins_and_totals_are_those_of_its_lines(
    race, vente, acteur, piece, autres
):
    commande = vente()

    def modifier(quantite):
        lignes = [{"piece_id": piece_id, "quantite": Decimal(quantite)}] * 3
        return modifier_commande(
            commande_id=commande.id, changements={"details": lignes}, acteur=acteur, version_attendue=None
        )

    piece_id = piece(prix="3.33")
    assert issues(race([lambda q=q: modifier(q) for q in range(1, 9)])) == {"fait": 8}
    assert commande.details.count() == 3
    assert Commande.objects.get().version == 9
    tout_est_coherent(autres)


def test_edited_and_validated_at_once_what_is_reserved_is_what_is_written(
    race, vente, agir, acteur, piece, autres
):
    for _ in range(10):
        commande = vente(quantite=1)
        lignes = [{"piece_id": piece(), "quantite": Decimal(5)}]

        def modifier(commande=commande, lignes=lignes):
            return modifier_commande(
                commande_id=commande.id, changements={"details": lignes}, acteur=acteur, version_attendue=None
            )

        found = issues(race([modifier, lambda c=commande: agir(valider_commande, c)]))
        assert set(found) <= {"fait", "CommandeNonModifiable"}
        assert etat(commande) == "validee"
    tout_est_coherent(autres)


def test_twenty_orders_created_at_once_have_twenty_references_without_a_gap(race, acteur, client_):
    clients = [client_() for _ in range(20)]
    actes = [lambda c=c: creer_commande(type="vente", client_id=c.id, acteur=acteur) for c in clients]
    assert issues(race(actes)) == {"fait": 20}
    numeros = sorted(int(c.reference.rsplit("-", 1)[1]) for c in Commande.objects.all())
    assert numeros == list(range(1, 21))


def test_a_client_is_never_deleted_under_an_order(race, acteur, client_):
    for _ in range(15):
        client = client_()

        def supprimer(client=client):
            supprimer_tiers(genre=CLIENTS, tiers_id=client.id, acteur=acteur, version_attendue=None)

        def commander(client=client):
            return creer_commande(type="vente", client_id=client.id, acteur=acteur)

        found = issues(race([supprimer, commander]))
        assert found in ({"fait": 2}, {"fait": 1, "ClientUtilise": 1}, {"fait": 1, "ClientInconnu": 1})
    vivantes = Commande.objects.filter(client__supprime_le__isnull=False, supprime_le__isnull=True)
    assert not vivantes.exists()  # a draft written first goes to the trash with its client


def test_a_draft_never_comes_back_under_a_deleted_client(race, acteur, vente):
    for _ in range(15):
        commande = vente()
        supprimer_commande(commande_id=commande.id, acteur=acteur, version_attendue=None)

        def supprimer(client_id=commande.client_id):
            supprimer_tiers(genre=CLIENTS, tiers_id=client_id, acteur=acteur, version_attendue=None)

        def restaurer(commande=commande):
            return restaurer_commande(objet_id=commande.id, acteur=acteur)

        found = issues(race([supprimer, restaurer]))
        assert found in ({"fait": 2}, {"fait": 1, "ClientUtilise": 1}, {"fait": 1, "TiersSupprime": 1})
    vivantes = Commande.objects.filter(client__supprime_le__isnull=False, supprime_le__isnull=True)
    assert not vivantes.exists()


def test_a_client_deleted_while_its_draft_is_validated_keeps_the_order(race, acteur, vente, agir):
    for _ in range(15):
        commande = vente()

        def supprimer(client_id=commande.client_id):
            supprimer_tiers(genre=CLIENTS, tiers_id=client_id, acteur=acteur, version_attendue=None)

        found = issues(race([supprimer, lambda c=commande: agir(valider_commande, c)]))
        assert found in (
            {"fait": 1, "ClientUtilise": 1},
            {"fait": 1, "CommandeInconnue": 1},
        )
    vivantes = Commande.objects.filter(client__supprime_le__isnull=False, supprime_le__isnull=True)
    assert not vivantes.exists()


def test_two_users_change_one_client_and_the_slower_is_told(race, acteur, client_):
    client = client_()

    def modifier(nom):
        return modifier_tiers(
            genre=CLIENTS, tiers_id=client.id, changements={"nom": nom}, acteur=acteur, version_attendue=1
        )

    assert issues(race([lambda n=n: modifier(n) for n in "abcdef"])) == {"fait": 1, "VersionMismatch": 5}
    assert Client.objects.get().version == 2


def test_versions_of_a_piece_that_arrive_together_leave_the_highest(race, piece):
    for _ in range(5):
        piece_id = piece()
        fiches = [fiche(piece_id, version=v, nom=f"v{v}") for v in range(2, 12)]
        random.shuffle(fiches)
        assert issues(race([lambda f=f: enregistrer_pieces(pieces=[f]) for f in fiches])) == {"fait": 10}
        copie = PieceCopie.objects.get(pk=piece_id)
        assert (copie.version, copie.nom) == (11, "v11")


def test_deliveries_of_the_same_pieces_in_any_order_leave_the_highest(race, transactional_db):
    pieces = [new_id() for _ in range(400)]
    lots = [[fiche(each, version=v, nom=f"v{v}") for each in pieces] for v in range(2, 12)]
    for lot in lots[::2]:
        lot.reverse()
    for _ in range(2):  # new, then known
        assert issues(race([lambda lot=lot: enregistrer_pieces(pieces=lot) for lot in lots])) == {"fait": 10}
        assert set(PieceCopie.objects.values_list("version", "nom")) == {(11, "v11")}
        PieceCopie.objects.update(version=1)


def test_one_post_thirty_times_at_once_makes_one_order(race, api, client_):
    client = client_()
    http_ = api("commandes.gerer")
    corps = {"type": "vente", "client_id": str(client.id)}
    key = {"Idempotency-Key": "cle-1"}
    answers = race([lambda: http_.post("/api/commandes/", corps, headers=key)] * 30)
    assert {a.status_code for a in answers} <= {201, 409}
    assert Commande.objects.count() == 1
