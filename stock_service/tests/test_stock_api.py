"""Levels, dashboard, places, thresholds and reservations over HTTP."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from chassis.identifiers import new_id
from stock.pieces import retirer_piece
from stock.seuils import definir_seuil
from tests.monde import (
    ACTEUR,
    copier_piece,
    donnees_de_piece,
    entrer,
    reserver,
    sortir,
    transferer,
    une_piece,
    une_place,
)

pytestmark = pytest.mark.django_db

URL = "/api/stock/"
PLACES = "/api/stock/emplacements/"
RESERVATIONS = "/api/stock/reservations/"


def rows(client, **query) -> list[dict]:
    response = client.get(URL, query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def seuil(piece, mini, **champs):
    definir_seuil(piece_id=piece.id, mini=Decimal(mini), acteur=ACTEUR, **champs)


def test_a_row_has_the_figures_over_all_places(client, piece, place):
    entrer(piece, place, 10, cout_unitaire=Decimal("2.50"))
    entrer(piece, une_place(), 2, cout_unitaire=Decimal("2.50"))
    reserver(new_id(), (piece, 9))
    seuil(piece, 5)
    assert rows(client) == [
        {
            "piece_id": str(piece.id),
            "reference": piece.reference,
            "nom": piece.nom,
            "unite": "pièce",
            "code_barres": "",
            "quantite": "12.000",
            "reserve": "9.000",
            "disponible": "3.000",
            "en_commande": "0.000",
            "seuil": "5.000",
            "etat": "bas",
            "cout_moyen": "2.500000",
            "valeur": "30.00",
        }
    ]


def test_a_piece_without_stock_is_listed_and_a_retired_one_is_not(client, piece):
    assert [row["quantite"] for row in rows(client)] == ["0.000"]
    assert rows(client)[0]["etat"] == "epuise"
    retirer_piece(piece_id=piece.id, version=2, acteur=ACTEUR)
    retirer_piece(piece_id=new_id(), version=2, acteur=ACTEUR)
    assert rows(client) == []


def test_a_piece_deleted_while_something_was_left_stays_in_sight(client, piece, place):
    entrer(piece, place, 1)
    copier_piece(donnees_de_piece(id=str(piece.id), version=2, supprimee=True))
    assert len(rows(client)) == 1


def test_stock_is_filtered_searched_and_ordered(client, place):
    vis, ecrou, _ = (
        une_piece(reference=f"X-{n}", nom=nom) for n, nom in enumerate(["Vis", "Écrou", "Rondelle"])
    )
    entrer(vis, place, 3)
    entrer(ecrou, place, 9)
    reserver(new_id(), (ecrou, 8))
    seuil(vis, 5)

    def names(**query):
        return [row["nom"] for row in rows(client, **query)]

    assert names() == ["Vis", "Écrou", "Rondelle"]
    assert names(search="ecrou x-1") == ["Écrou"]
    assert names(etat="bas") == ["Vis"]
    assert names(etat="epuise") == ["Rondelle"]
    assert names(ordering="-quantite") == ["Écrou", "Vis", "Rondelle"]
    assert names(ordering="disponible") == ["Rondelle", "Écrou", "Vis"]
    assert names(ordering="-reference") == ["Rondelle", "Écrou", "Vis"]
    assert names(search="%") == []


def test_stock_of_a_place_is_what_it_and_its_inside_hold(client):
    depot = une_place("DEPOT")
    rayon, ailleurs = une_place("R", parent_id=depot.id), une_place("DEPOT-2")
    piece, other = une_piece(), une_piece()
    entrer(piece, depot, 1)
    entrer(piece, rayon, 2)
    entrer(piece, ailleurs, 4)
    entrer(other, ailleurs, 8)

    def quantites(place, **query):
        return {row["piece_id"]: row["quantite"] for row in rows(client, emplacement_id=place.id, **query)}

    assert quantites(depot) == {str(piece.id): "3.000"}
    assert quantites(rayon) == {str(piece.id): "2.000"}
    assert quantites(ailleurs) == {str(piece.id): "4.000", str(other.id): "8.000"}
    seuil(piece, 2, emplacement_id=rayon.id)
    [row] = rows(client, emplacement_id=rayon.id, etat="bas")
    assert (row["seuil"], row["valeur"], row["disponible"]) == ("2.000", "4.00", "2.000")
    assert rows(client, emplacement_id=rayon.id, etat="ok") == []
    assert rows(client, emplacement_id=new_id()) == []


def test_one_piece_in_detail(client, piece, place):
    vers = une_place("B-1")
    entrer(piece, place, 10)
    transferer(piece, place, vers, 4)
    reserver(new_id(), (piece, 3))
    detail = client.get(f"{URL}pieces/{piece.id}/").json()
    assert (detail["quantite"], detail["reserve"], detail["disponible"]) == ("10.000", "3.000", "7.000")
    assert detail["emplacements"] == [
        {
            "emplacement_id": str(place.id),
            "code": place.code,
            "nom": place.nom,
            "chemin": place.code,
            "quantite": "6.000",
            "reserve": "3.000",
            "disponible": "3.000",
        },
        {
            "emplacement_id": str(vers.id),
            "code": "B-1",
            "nom": "Place B-1",
            "chemin": "B-1",
            "quantite": "4.000",
            "reserve": "0.000",
            "disponible": "4.000",
        },
    ]
    assert [each["quantite"] for each in detail["reservations"]] == ["3.000"]
    assert [each["quantite"] for each in detail["derniers_mouvements"]] == ["4.000", "-4.000", "10.000"]


def test_a_piece_nobody_knows_is_a_404(client, db):
    for response in (
        client.get(f"{URL}pieces/{new_id()}/"),
        client.get(f"{URL}seuils/{new_id()}/"),
    ):
        assert (response.status_code, response.json()["code"]) == (404, "piece_inconnue")


def test_lists_cost_the_same_however_long(client, place, django_assert_num_queries):
    for _ in range(6):
        entrer(une_piece(), place, 1)
    client.get(URL)  # the deny list is read once a second
    for url, queries in (
        (URL, 2),
        (f"{URL}?emplacement_id={place.id}", 3),
        (PLACES, 2),
        (RESERVATIONS, 2),
    ):
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


def test_details_cost_the_same_however_much_happened(client, piece, place, django_assert_num_queries):
    for _ in range(4):
        transferer_out(piece, place)
        reserver(new_id(), (piece, 1))
    client.get(URL)
    with django_assert_num_queries(6):
        client.get(f"{URL}pieces/{piece.id}/")
    with django_assert_num_queries(8):
        client.get(f"{URL}tableau-de-bord/")


def transferer_out(piece, place):
    entrer(piece, place, 3)
    transferer(piece, place, une_place(), 1)


def test_the_dashboard_has_the_figures_of_the_day(client, piece, place):
    low, gone = une_piece(), une_piece()
    entrer(piece, place, 10, cout_unitaire=Decimal("2.00"))
    seuil(low, 5)
    entrer(low, place, 3, cout_unitaire=Decimal("1.00"))
    entrer(gone, place, 1)
    sortir(gone, place, 1)
    transferer(piece, place, une_place(), 4)
    board = client.get(f"{URL}tableau-de-bord/").json()
    assert {
        name: board[name] for name in ("pieces", "valeur_totale", "quantite_totale", "epuises", "bas")
    } == {
        "pieces": 3,
        "valeur_totale": "23.00",
        "quantite_totale": "13.000",
        "epuises": 1,
        "bas": 1,
    }
    assert board["mouvements_aujourdhui"] == 6
    jours = board["mouvements_par_jour"]
    today = timezone.now().date()
    assert [jour["jour"] for jour in jours] == [
        (today - timedelta(days=29 - n)).isoformat() for n in range(30)
    ]
    assert jours[0] == {"jour": jours[0]["jour"], "entrees": "0.000", "sorties": "0.000", "nombre": 0}
    assert (jours[-1]["entrees"], jours[-1]["sorties"]) == ("14.000", "1.000")
    assert [(each["piece_id"], each["etat"], each["seuil"]) for each in board["alertes"]] == [
        (str(low.id), "bas", "5.000"),
        (str(gone.id), "epuise", None),
    ]
    assert len(board["derniers_mouvements"]) == 6


def test_an_empty_dashboard_is_a_dashboard(client, db):
    board = client.get(f"{URL}tableau-de-bord/").json()
    assert (board["pieces"], board["valeur_totale"], board["quantite_totale"]) == (0, "0.00", "0.000")
    assert len(board["mouvements_par_jour"]) == 30


def test_a_place_is_created_changed_and_deleted(client, db):
    created = client.post(PLACES, {"code": "A-01", "nom": "Allée", "type": "rayon"})
    assert created.status_code == 201
    place = created.json()
    assert created["ETag"] == '"1"'
    assert place == {
        "id": place["id"],
        "code": "A-01",
        "nom": "Allée",
        "type": "rayon",
        "parent_id": None,
        "chemin": "A-01",
        "version": 1,
    }
    url = f"{PLACES}{place['id']}/"
    changed = client.patch(url, {"nom": "Allée 1"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["version"], changed["ETag"]) == (200, 2, '"2"')
    stale = client.put(url, {"code": "A", "nom": "N", "type": "casier"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "version_perimee")
    assert client.put(url, {"code": "A", "nom": "N", "type": "casier"}).json()["chemin"] == "A"
    shown = client.get(url)
    assert (shown.json()["code"], shown["ETag"]) == ("A", '"3"')
    assert client.delete(url, headers={"If-Match": '"2"'}).json()["code"] == "version_perimee"
    assert client.delete(url, headers={"If-Match": shown["ETag"]}).status_code == 204
    assert client.get(url).json()["code"] == "emplacement_introuvable"
    assert client.get(PLACES).json()["count"] == 0


def test_put_without_parent_moves_to_the_top_and_patch_leaves_it(client, place):
    inside = une_place("E", parent_id=place.id)
    url = f"{PLACES}{inside.id}/"
    assert client.patch(url, {"nom": "x"}).json()["parent_id"] == str(place.id)
    assert client.put(url, {"code": "E", "nom": "x", "type": "rayon"}).json()["parent_id"] is None


def test_a_place_takes_the_id_the_client_gives(client, db):
    chosen = str(new_id())
    body = {"id": chosen, "code": "A", "nom": "A", "type": "rayon"}
    assert client.post(PLACES, body).json()["id"] == chosen
    again = client.post(PLACES, body)
    assert (again.status_code, again.json()["code"]) == (409, "emplacement_existant")


def test_places_are_filtered_and_searched(client, place):
    une_place("Z", nom="Étagère", type="casier", parent_id=place.id)

    def codes(**query):
        return [row["code"] for row in client.get(PLACES, query).json()["results"]]

    assert codes(search="etagere") == codes(type="casier") == codes(parent_id=place.id) == ["Z"]
    assert codes(ordering="-code") == ["Z", place.code]


def test_a_place_in_use_is_not_deleted(client, piece, place):
    entrer(piece, place, 1)
    refused = client.delete(f"{PLACES}{place.id}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "emplacement_occupe")


def test_a_threshold_is_read_and_set(client, piece, place):
    url = f"{URL}seuils/{piece.id}/"
    assert client.get(url).json() == {
        "piece_id": str(piece.id),
        "emplacement_id": None,
        "mini": None,
        "maxi": None,
        "lot_commande": None,
        "delai_jours": None,
        "version": 0,
        "par_emplacement": [],
    }
    body = {"mini": "5", "maxi": "20", "lot_commande": "10", "delai_jours": 7}
    saved = client.put(url, body, headers={"If-Match": '"0"'})
    assert saved.status_code == 200
    assert (saved.json()["mini"], saved.json()["version"]) == ("5.000", 1)
    client.put(url, {"mini": "1", "emplacement_id": str(place.id)})
    assert [each["code"] for each in client.get(url).json()["par_emplacement"]] == [place.code]
    assert client.put(url, body, headers={"If-Match": '"0"'}).status_code == 412


def test_reservations_are_sorted_as_asked(client, piece, place):
    entrer(piece, place, 9)
    soon, later = (f"{2090 + n}-01-01T00:00:00Z" for n in range(2))
    for quantite, expire_le in (("2", later), ("3", soon), ("1", later)):
        client.post(RESERVATIONS, {"piece_id": str(piece.id), "quantite": quantite, "expire_le": expire_le})

    def sorted_by(ordering):
        rows = client.get(RESERVATIONS, {"ordering": ordering}).json()["results"]
        return [row["quantite"][0] for row in rows]

    assert sorted_by("quantite") == ["1", "2", "3"]
    assert sorted_by("-cree_le") == ["1", "3", "2"]
    assert sorted_by("expire_le,-quantite") == ["3", "2", "1"]


def test_stock_is_reserved_and_given_back_by_hand(client, piece, place):
    entrer(piece, place, 5)
    body = {"piece_id": str(piece.id), "quantite": "2", "motif": "Devis 12"}
    [reservation] = client.post(RESERVATIONS, body).json()["reservations"]
    assert (reservation["quantite"], reservation["motif"], reservation["etat"]) == (
        "2.000",
        "Devis 12",
        "active",
    )
    listed = client.get(RESERVATIONS, {"piece_id": piece.id, "etat": "active"}).json()["results"]
    assert listed == [reservation]
    url = f"{RESERVATIONS}{reservation['id']}/"
    assert client.delete(url).status_code == 204
    again = client.delete(url)
    assert (again.status_code, again.json()["code"]) == (409, "reservation_terminee")
    assert client.delete(f"{RESERVATIONS}{new_id()}/").status_code == 404


def test_a_figure_too_large_is_a_400_not_an_error_of_ours(client, piece, place):
    entrer(piece, place, "99999999999.999")
    body = {"piece_id": str(piece.id), "emplacement_id": str(place.id), "type": "IN", "quantite": "1"}
    response = client.post("/api/stock/movement/", body)
    assert response.status_code == 400
    assert rows(client)[0]["quantite"] == "99999999999.999"


def test_a_value_beyond_fourteen_digits_is_still_shown(client, piece, place):
    entrer(piece, place, "99999999999.999", cout_unitaire=Decimal("999999999999.99"))
    assert rows(client)[0]["valeur"].startswith("9999999999")
    assert client.get(f"{URL}tableau-de-bord/").status_code == 200
