"""Whatever a client sends, the answer is a 400 that names what is wrong."""

import pytest

from chassis.identifiers import new_id

pytestmark = pytest.mark.django_db

MOVEMENT = "/api/stock/movement/"
GOOD = {
    "piece_id": "01930000-0000-7000-8000-000000000001",
    "emplacement_id": "01930000-0000-7000-8000-000000000002",
    "type": "IN",
    "quantite": "1",
}
PLACE = {"code": "A", "nom": "A", "type": "rayon"}


def fields(response) -> list[str]:
    assert response.status_code == 400, response.content
    return list(response.json()["errors"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"piece_id": "not-a-uuid"}, "piece_id"),
        ({"piece_id": None}, "piece_id"),
        ({"emplacement_id": "\x00"}, "emplacement_id"),
        ({"type": "STEAL"}, "type"),
        ({"type": ["IN"]}, "type"),
        ({"quantite": "0"}, "quantite"),
        ({"quantite": "-1"}, "quantite"),
        ({"quantite": "1.0001"}, "quantite"),
        ({"quantite": "123456789012"}, "quantite"),
        ({"quantite": "NaN"}, "quantite"),
        ({"quantite": "Infinity"}, "quantite"),
        ({"quantite": "1e400"}, "quantite"),
        ({"quantite": "9" * 5000}, "quantite"),
        ({"quantite": True}, "quantite"),
        ({"quantite": "1_000"}, "quantite"),
        ({"quantite": "١٢"}, "quantite"),
        ({"quantite": {"a": 1}}, "quantite"),
        ({"type": "ADJUST", "quantite": "0"}, "quantite"),
        ({"type": "TRANSFER"}, "emplacement_destination_id"),
        ({"emplacement_destination_id": str(new_id())}, "emplacement_destination_id"),
        ({"cout_unitaire": "-0.01"}, "cout_unitaire"),
        ({"cout_unitaire": "1.001"}, "cout_unitaire"),
        ({"type": "OUT", "cout_unitaire": "1"}, "cout_unitaire"),
        ({"type": "ADJUST", "quantite": "-1", "cout_unitaire": "1"}, "cout_unitaire"),
        ({"motif": "x" * 201}, "motif"),
        ({"motif": "a\x00b"}, "motif"),
        ({"motif": "a\x07b"}, "motif"),
        ({"reference": "x" * 61}, "reference"),
        ({"reference": "BL\u202e1"}, "reference"),
        ({"lot": "a\nb"}, "lot"),
        ({"id": "1"}, "id"),
        ({"user_id": str(new_id())}, "user_id"),
        ({"solde_apres": "1"}, "solde_apres"),
    ],
)
def test_a_bad_movement(client, changes, field):
    assert fields(client.post(MOVEMENT, GOOD | changes)) == [field]


def test_a_negative_quantity_is_named_also_when_the_rest_is_missing(client):
    assert "quantite" in fields(client.post(MOVEMENT, {"quantite": "-1"}))


@pytest.mark.parametrize("body", [[], [1], {"mouvements": 1}, {"mouvements": {}}, {"mouvements": [1]}])
def test_a_batch_that_is_no_batch(client, body):
    assert client.post("/api/stock/movements/bulk/", body).status_code == 400


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "A/B"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "x" * 31}, "code"),
        ({"code": "A B"}, "code"),
        ({"nom": "x" * 101}, "nom"),
        ({"nom": " "}, "nom"),
        ({"nom": "a\x0bb"}, "nom"),
        ({"nom": "\u200b"}, "nom"),
        ({"type": "cave"}, "type"),
        ({"parent_id": "x"}, "parent_id"),
        ({"chemin": "A"}, "chemin"),
        ({"parent_id": str(new_id())}, "parent_id"),
    ],
)
def test_a_bad_place(client, changes, field):
    assert fields(client.post("/api/stock/emplacements/", PLACE | changes)) == [field]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"mini": "-1"}, "mini"),
        ({"mini": "5", "maxi": "4"}, "maxi"),
        ({"maxi": "-1"}, "maxi"),
        ({"lot_commande": "0"}, "lot_commande"),
        ({"delai_jours": -1}, "delai_jours"),
        ({"delai_jours": 10**6}, "delai_jours"),
        ({"delai_jours": "1_0"}, "delai_jours"),
        ({"emplacement_id": str(new_id())}, "emplacement_id"),
    ],
)
def test_a_bad_threshold(client, piece, changes, field):
    assert fields(client.put(f"/api/stock/seuils/{piece.id}/", changes)) == [field]


@pytest.mark.parametrize(("nom", "notes"), [("a\nb", "ok"), ("\u202e", "ok"), ("ok", "a\x1bb")])
def test_a_bad_count_session(client, nom, notes):
    wrong = ["nom" if notes == "ok" else "notes"]
    assert fields(client.post("/api/stock/inventaires/", {"nom": nom, "notes": notes})) == wrong


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantite": "0"}, "quantite"),
        ({"quantite": "-1"}, "quantite"),
        ({"expire_le": "2020-01-01T00:00:00Z"}, "expire_le"),
        ({"expire_le": "tomorrow"}, "expire_le"),
        ({"emplacement_id": str(new_id())}, "emplacement_id"),
        ({"motif": "x" * 201}, "motif"),
    ],
)
def test_a_bad_reservation(client, piece, changes, field):
    body = {"piece_id": str(piece.id), "quantite": "1"} | changes
    assert fields(client.post("/api/stock/reservations/", body)) == [field]


@pytest.mark.parametrize(
    ("url", "field"),
    [
        ("?emplacement_id=x", "emplacement_id"),
        ("?etat=vide", "etat"),
        ("?hidden=1", "hidden"),
        ("?ordering=cout_moyen", "ordering"),
        ("?page_size=1000000000", "page_size"),
        ("?etat=%00", "etat"),
        ("movements/?piece_id=x", "piece_id"),
        ("movements/?piece_id=%00", "piece_id"),
        ("movements/?type=x", "type"),
        ("movements/?depuis=hier", "depuis"),
        ("movements/?depuis=2026-13-45", "depuis"),
        ("movements/?depuis=0000-00-00", "depuis"),
        ("movements/?reference=" + "x" * 61, "reference"),
        ("emplacements/?parent_id=x", "parent_id"),
        ("emplacements/?type=x", "type"),
        ("reservations/?etat=x", "etat"),
        ("reservations/?commande_id=x", "commande_id"),
    ],
)
def test_a_bad_parameter(client, url, field):
    assert fields(client.get(f"/api/stock/{url}")) == [field]


@pytest.mark.parametrize(
    "moment", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"]
)
@pytest.mark.parametrize("name", ["depuis", "jusqua"])
def test_the_ends_of_time_are_no_error_of_ours(client, moment, name):
    assert client.get("/api/stock/movements/", {name: moment}).status_code in (200, 400)


def test_a_reference_beyond_all_numbers_finds_nothing(client):
    for digits in ("9" * 17, "9" * 40, "²"):
        response = client.get("/api/stock/movements/", {"reference": f"MV-{digits}"})
        assert response.json()["results"] == []


@pytest.mark.parametrize("version", ["x", '"-1"', '"' + "9" * 20 + '"'])
def test_a_bad_if_match(client, place, version):
    url = f"/api/stock/emplacements/{place.id}/"
    assert client.patch(url, {}, headers={"If-Match": version}).status_code == 400
