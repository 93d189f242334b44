"""Movements over HTTP."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone

from chassis.identifiers import new_id
from stock.models import MouvementStock
from tests.monde import entrer, niveau, sortir, transferer, une_piece, une_place

pytestmark = pytest.mark.django_db

URL = "/api/stock/movement/"
LIST = "/api/stock/movements/"
BULK = "/api/stock/movements/bulk/"


def body(piece, place, type="IN", quantite="1", **champs):
    return {
        "piece_id": str(piece.id),
        "emplacement_id": str(place.id),
        "type": type,
        "quantite": quantite,
    } | champs


def test_a_movement_is_answered_whole(client, piece, place):
    response = client.post(
        URL,
        body(
            piece, place, quantite="2.5", motif="Réception", reference="BL-1", lot="L-7", cout_unitaire="3.10"
        ),
    )
    assert response.status_code == 201, response.content
    row = MouvementStock.objects.get()
    assert response.json() == {
        "id": str(row.id),
        "reference": f"MV-{row.sequence:06d}",
        "type": "IN",
        "piece_id": str(piece.id),
        "piece": {"reference": piece.reference, "nom": piece.nom, "unite": "pièce"},
        "quantite": "2.500",
        "emplacement_id": str(place.id),
        "emplacement": {"code": place.code, "nom": place.nom},
        "emplacement_destination_id": None,
        "emplacement_destination": None,
        "emplacement_origine_id": None,
        "emplacement_origine": None,
        "transfert_id": None,
        "solde_apres": "2.500",
        "motif": "Réception",
        "reference_externe": "BL-1",
        "lot": "L-7",
        "cout_unitaire": "3.10",
        "valeur": "7.75",
        "annule_id": None,
        "annule_par_id": None,
        "commande_id": None,
        "ligne_id": None,
        "operation_id": None,
        "inventaire_id": None,
        "user_id": "01920000-0000-7000-8000-000000000001",
        "user_email": "test@example.org",
        "cree_le": response.json()["cree_le"],
    }
    assert client.get(f"{LIST}{row.id}/").json() == response.json()


def test_a_transfer_names_both_places(client, piece, place):
    vers = une_place()
    entrer(piece, place, 5)
    answer = client.post(URL, body(piece, place, "TRANSFER", "2", emplacement_destination_id=str(vers.id)))
    sortie = answer.json()
    assert (sortie["quantite"], sortie["emplacement_destination"]["code"]) == ("-2.000", vers.code)
    entree = client.get(f"{LIST}?emplacement_id={vers.id}").json()["results"][0]
    assert (entree["quantite"], entree["emplacement_origine"]["code"]) == ("2.000", place.code)


def test_too_little_stock_is_a_409_with_both_figures(client, piece, place):
    entrer(piece, place, 3)
    response = client.post(URL, body(piece, place, "OUT", "4"))
    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "stock_insuffisant")
    assert (problem["disponible"], problem["demande"]) == ("3.000", "4.000")


def test_an_unknown_piece_is_a_404_and_an_unknown_place_a_400(client, piece, place, service_des_pieces):
    unknown = client.post(URL, body(piece, place, piece_id=str(new_id())))
    assert (unknown.status_code, unknown.json()["code"]) == (404, "piece_inconnue")
    nowhere = client.post(URL, body(piece, place, emplacement_id=str(new_id())))
    assert (nowhere.status_code, nowhere.json()["code"]) == (400, "emplacement_inconnu")
    assert list(nowhere.json()["errors"]) == ["emplacement_id"]


def test_a_transfer_to_itself_is_a_400(client, piece, place):
    entrer(piece, place, 1)
    same = body(piece, place, "TRANSFER", emplacement_destination_id=str(place.id))
    response = client.post(URL, same)
    assert (response.status_code, response.json()["code"]) == (400, "meme_emplacement")


def test_when_pieces_service_is_away_the_answer_is_503_with_retry_after(
    client, piece, place, service_des_pieces
):
    service_des_pieces.status = 500
    response = client.post(URL, body(piece, place, piece_id=str(new_id())))
    assert response.status_code == 503
    assert response["Retry-After"]


def test_the_same_key_is_one_movement(client, piece, place):
    key = {"Idempotency-Key": "mouvement-1"}
    answers = [client.post(URL, body(piece, place), headers=key) for _ in range(3)]
    assert len({answer.content for answer in answers}) == 1
    assert niveau(piece, place) == ("1.000", "0.000")
    other = client.post(URL, body(piece, place, quantite="2"), headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "cle_reutilisee")


def test_a_refused_key_may_be_asked_again(client, piece, place):
    key = {"Idempotency-Key": "mouvement-2"}
    assert client.post(URL, body(piece, place, "OUT"), headers=key).status_code == 409
    entrer(piece, place, 1)
    assert client.post(URL, body(piece, place, "OUT"), headers=key).status_code == 201


def test_a_batch_answers_a_movement_per_line(client, piece, place):
    lines = [body(piece, place), body(piece, place, "OUT")]
    response = client.post(BULK, {"mouvements": lines})
    assert response.status_code == 201
    assert [row["solde_apres"] for row in response.json()["mouvements"]] == ["1.000", "0.000"]


def test_a_refused_batch_tells_its_lines_and_keeps_nothing(client, piece, place):
    lines = [body(piece, place), body(piece, place, "OUT", "5")]
    response = client.post(BULK, {"mouvements": lines})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "mouvements_refuses")
    assert problem["lignes"] == [
        {
            "index": 1,
            "code": "stock_insuffisant",
            "detail": "Stock insuffisant",
            "disponible": "1.000",
            "demande": "5.000",
        }
    ]
    assert not MouvementStock.objects.exists()


def test_a_malformed_line_of_a_batch_is_named(client, piece, place):
    lines = [body(piece, place), body(piece, place, quantite="-1")]
    response = client.post(BULK, {"mouvements": lines})
    assert (response.status_code, list(response.json()["errors"])) == (400, ["mouvements.1.quantite"])


@pytest.mark.parametrize("size", [0, 1001])
def test_a_batch_has_one_to_a_thousand_lines(client, piece, place, size):
    response = client.post(BULK, {"mouvements": [body(piece, place)] * size})
    assert response.status_code == 400


def test_a_thousand_lines_are_one_batch(client, piece, place):
    response = client.post(BULK, {"mouvements": [body(piece, place)] * 1000})
    assert response.status_code == 201
    assert niveau(piece, place) == ("1000.000", "0.000")


def test_cancelling_answers_the_counter_entry(client, piece, place):
    entree = entrer(piece, place, 5)
    response = client.post(f"{LIST}{entree.id}/annuler/", {})
    assert response.status_code == 201
    assert (response.json()["quantite"], response.json()["annule_id"]) == ("-5.000", str(entree.id))
    assert client.get(f"{LIST}{entree.id}/").json()["annule_par_id"] == response.json()["id"]
    again = client.post(f"{LIST}{entree.id}/annuler/", {})
    assert (again.status_code, again.json()["code"]) == (409, "mouvement_deja_annule")


def test_a_movement_nobody_wrote_is_a_404(client, db):
    for response in (
        client.get(f"{LIST}{new_id()}/"),
        client.post(f"{LIST}{new_id()}/annuler/", {}),
    ):
        assert (response.status_code, response.json()["code"]) == (404, "mouvement_introuvable")


def test_the_ledger_is_read_newest_first_by_cursor(client, piece, place):
    for _ in range(5):
        entrer(piece, place, 1)
    seen, url = [], f"{LIST}?page_size=2"
    while url:
        page = client.get(url).json()
        seen += [row["solde_apres"] for row in page["results"]]
        url = page["next"]
    assert seen == ["5.000", "4.000", "3.000", "2.000", "1.000"]


def test_the_ledger_is_filtered(client, piece, place):
    other, ailleurs = une_piece(), une_place()
    first = entrer(piece, place, 5, reference_externe="BL-1")
    entrer(other, ailleurs, 5)
    sortir(piece, place, 1)
    transferer(piece, place, ailleurs, 1)

    def found(**query) -> int:
        return len(client.get(LIST, query).json()["results"])

    assert found(piece_id=piece.id) == 4
    assert found(emplacement_id=ailleurs.id) == 2
    assert found(type="TRANSFER") == 2
    assert found(piece_id=piece.id, type="IN") == 1
    assert found(reference="BL-1") == found(reference=first.reference) == 1
    assert found(reference=first.reference.lower()) == 1
    assert found(reference="MV-x") == found(reference="autre") == 0


def test_the_ledger_is_searched_by_the_words_of_its_pieces(client, place):
    joint, autre = une_piece(nom="Joint d'étanchéité"), une_piece(nom="Écrou")
    for piece in (joint, autre, joint):
        entrer(piece, place, 1)

    def found(search: str) -> list[str]:
        return [row["piece_id"] for row in client.get(LIST, {"search": search}).json()["results"]]

    assert found("etanch joint") == [str(joint.id)] * 2
    assert found(autre.reference) == [str(autre.id)]
    assert found("rien de tel") == []


def test_days_are_included_and_moments_are_exact(client, piece, place):
    entrer(piece, place, 1)
    now = timezone.now()

    def found(**query) -> int:
        return len(client.get(LIST, query).json()["results"])

    today, tomorrow = now.date().isoformat(), (now.date() + timedelta(days=1)).isoformat()
    assert found(depuis=today, jusqua=today) == 1
    assert found(depuis=tomorrow) == 0
    assert found(jusqua=(now - timedelta(minutes=1)).isoformat()) == 0
    assert found(depuis=(now - timedelta(minutes=1)).isoformat()) == 1


def test_a_day_is_found_whole_although_moments_and_numbers_differ_in_order(client, piece, place):
    """Commands at the same time: what is numbered later may be of a moment before."""
    jour = datetime(2026, 6, 1, tzinfo=UTC)
    for heures in (-3, 26, 1, -1, 23, 12, 25, 0, 24, 47, -2):
        _entrer_le(jour + timedelta(hours=heures), piece, place)

    def hours(**query) -> list[float]:
        rows = client.get(LIST, query).json()["results"]
        return [(datetime.fromisoformat(row["cree_le"]) - jour).total_seconds() / 3600 for row in rows]

    assert hours(depuis="2026-06-01", jusqua="2026-06-01") == [0, 12, 23, 1]  # the newest of the ledger first
    assert hours(depuis="2026-06-02") == [47, 24, 25, 26]
    assert hours(jusqua="2026-05-31") == [-2, -1, -3]


def test_a_page_of_a_day_reads_the_ledger_in_its_order_from_the_end_of_that_day(client, piece, place):
    """Neither from the newest row on, nor by sorting all that moved on that day."""
    debut = datetime(2026, 1, 1, tzinfo=UTC)
    un = {"type": "IN", "piece": piece, "emplacement": place, "quantite": 1, "solde_apres": 1, "valeur": 0}
    MouvementStock.objects.bulk_create(
        MouvementStock(**un, cree_le=debut + timedelta(minutes=75 * n)) for n in range(6000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE mouvements_stock")
    plans: list[str] = []

    def expliquer(execute, sql, params, many, context):
        if "ORDER BY" in sql and "mouvements_stock" in sql:
            execute(f"EXPLAIN {sql}", params, many, context)
            plans.append("\n".join(row[0] for row in context["cursor"].fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(expliquer):
        assert client.get(LIST, {"depuis": "2026-06-01", "jusqua": "2026-06-01"}).status_code == 200
    [plan] = plans
    assert plan.count("using mouvements_cree_le") == 2
    assert "Index Scan Backward using mouvements_stock_sequence_key" in plan
    assert "Sort" not in plan


def _entrer_le(moment: datetime, piece, place) -> None:
    with patch("django.utils.timezone.now", return_value=moment):
        entrer(piece, place, 1)


def test_a_page_of_the_ledger_costs_the_same_whatever_its_size(
    client, piece, place, django_assert_num_queries
):
    for _ in range(3):
        transferer_and_back(piece, place)
    client.get(LIST)  # the deny list is read once a second
    with django_assert_num_queries(1):
        assert len(client.get(LIST).json()["results"]) == 9


def transferer_and_back(piece, place):
    entrer(piece, place, 1)
    transferer(piece, place, une_place(), 1)
