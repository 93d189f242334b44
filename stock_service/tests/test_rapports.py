"""Reports and levels of the past, as JSON and as files."""

import csv
import re
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.utils import timezone

from chassis.identifiers import new_id
from stock import ecritures
from stock.annulations import annuler_mouvement
from tests.monde import (
    ACTEUR,
    ajuster,
    entrer,
    expedier,
    recevoir,
    reserver,
    retourner,
    sortir,
    transferer,
    une_piece,
    une_place,
)

pytestmark = pytest.mark.django_db

URL = "/api/stock/"


@pytest.fixture
def il_y_a(monkeypatch):
    """`with il_y_a(200):` what is written inside is written so many days ago."""

    class Clock:
        now = staticmethod(timezone.now)

    clock = Clock()
    monkeypatch.setattr(ecritures, "timezone", clock)

    @contextmanager
    def days_ago(days):
        clock.now = lambda: timezone.now() - timedelta(days=days)
        yield
        clock.now = timezone.now

    return days_ago


def ask(client, path, **query) -> dict:
    response = client.get(f"{URL}{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def jour(days: int) -> str:
    return (timezone.now() - timedelta(days=days)).date().isoformat()


def test_levels_and_value_as_they_were(client, piece, place, il_y_a):
    autre, ailleurs = une_piece(), une_place(parent_id=place.id)
    with il_y_a(10):
        entrer(piece, place, 10, cout_unitaire=Decimal("2.00"))
    with il_y_a(5):
        entrer(piece, place, 10, cout_unitaire=Decimal("4.00"))
        transferer(piece, place, ailleurs, 5)
    sortir(piece, place, 15)
    entrer(autre, place, 1, cout_unitaire=Decimal("7.00"))
    before = ask(client, "a-date/", date=jour(7))
    assert (before["quantite_totale"], before["valeur_totale"], before["count"]) == ("10.000", "20.00", 1)
    assert before["results"] == [
        {
            "piece_id": str(piece.id),
            "reference": piece.reference,
            "nom": piece.nom,
            "unite": "pièce",
            "quantite": "10.000",
            "cout_moyen": "2.000000",
            "valeur": "20.00",
        }
    ]
    then = ask(client, "a-date/", date=jour(5), emplacement_id=ailleurs.id)
    assert (then["results"][0]["quantite"], then["valeur_totale"]) == ("5.000", "15.00")
    now = ask(client, "a-date/", date=jour(0))
    assert (now["quantite_totale"], now["valeur_totale"]) == ("6.000", "22.00")
    assert ask(client, "a-date/", date=jour(0), search=autre.nom)["count"] == 1
    assert ask(client, "a-date/", date=jour(30)) == {
        "count": 0,
        "next": None,
        "previous": None,
        "date": ask(client, "a-date/", date=jour(30))["date"],
        "quantite_totale": "0.000",
        "valeur_totale": "0.00",
        "results": [],
    }


def test_the_value_of_the_stock_by_piece_and_by_place(client, piece, place):
    dear, ailleurs = une_piece(), une_place()
    entrer(piece, place, 3, cout_unitaire=Decimal("10.00"))
    transferer(piece, place, ailleurs, 1)
    entrer(dear, place, 1, cout_unitaire=Decimal("70.00"))
    found = ask(client, "rapports/valorisation/")
    assert (found["methode"], found["totaux"]) == ("cump", {"quantite": "4.000", "valeur": "100.00"})
    assert [(each["piece_id"], each["valeur"], each["part"]) for each in found["results"]] == [
        (str(dear.id), "70.00", "70.00"),
        (str(piece.id), "30.00", "30.00"),
    ]
    by_place = ask(client, "rapports/valorisation/", par="emplacement")
    assert [(each["code"], each["pieces"], each["valeur"]) for each in by_place["results"]] == [
        (place.code, 2, "90.00"),
        (ailleurs.code, 1, "10.00"),
    ]
    inside = ask(client, "rapports/valorisation/", emplacement_id=ailleurs.id)
    assert [(each["quantite"], each["valeur"]) for each in inside["results"]] == [("1.000", "10.00")]
    then = ask(client, "rapports/valorisation/", par="emplacement", date=jour(3))
    assert (then["results"], then["totaux"]["valeur"]) == ([], "0.00")
    only = ask(client, "rapports/valorisation/", par="emplacement", emplacement_id=ailleurs.id, date=jour(0))
    assert [each["valeur"] for each in only["results"]] == ["10.00"]


def test_how_often_what_is_held_goes_out(client, piece, place, il_y_a):
    with il_y_a(200):
        entrer(piece, place, 100, cout_unitaire=Decimal("1.00"))
    sortir(piece, place, 50)
    annuler_mouvement(mouvement_id=sortir(piece, place, 10).id, acteur=ACTEUR)
    still = une_piece()
    entrer(still, place, 1, cout_unitaire=Decimal("5.00"))
    found = ask(client, "rapports/rotation/", jours=90)
    row = found["results"][0]
    expected = {
        "sorties": "50.000",
        "sorties_valeur": "50.00",
        "valeur_moyenne": "75.00",
        "rotation": "0.67",
        "rotation_annuelle": "2.70",
        "couverture_jours": "90.0",
    }
    assert {name: row[name] for name in expected} == expected
    assert found["results"][1]["couverture_jours"] is None
    assert found["totaux"] == {"sorties_valeur": "50.00", "valeur_moyenne": "77.50", "rotation": "0.65"}


def test_a_value_at_a_place_is_exact_though_the_average_is_rounded(client, piece, place):
    entrer(piece, place, 100_000, cout_unitaire=Decimal("0.33"))
    entrer(piece, place, 200_000, cout_unitaire=Decimal("0.34"))
    [ici] = ask(client, "", emplacement_id=place.id)["results"]
    [tri] = ask(client, "", emplacement_id=place.id, ordering="-valeur")["results"]
    [racine] = ask(client, "tableau-de-bord/")["valeur_par_emplacement"]
    assert {each["valeur"] for each in (ici, tri, racine)} == {"101000.00"}
    sortir(piece, place, 300_000)
    assert [each["valeur"] for each in ask(client, "", emplacement_id=place.id)["results"]] == ["0.00"]


@pytest.mark.parametrize(("quantite", "cout", "parts"), [(3, "0.01", 3), (6, "0.01", 4), (7, "33.33", 3)])
def test_the_places_of_the_dashboard_are_worth_together_what_the_stock_is(
    client, piece, place, quantite, cout, parts
):
    autre = une_piece()
    entrer(piece, place, quantite, cout_unitaire=Decimal(cout))
    entrer(autre, place, 3, cout_unitaire=Decimal("0.05"))
    sortir(autre, place, 1)
    ajuster(autre, place, Decimal("0.333"), cout_unitaire=Decimal("0.07"))
    for _ in range(parts - 1):
        transferer(piece, place, une_place(), Decimal(quantite) / 8)
    board = ask(client, "tableau-de-bord/")
    assert len(board["valeur_par_emplacement"]) == parts
    valeurs = [Decimal(each["valeur"]) for each in board["valeur_par_emplacement"]]
    assert sum(valeurs) == Decimal(board["valeur_totale"])


def vendre(piece, quantite, *, repris=0, place):
    """A sale that was shipped, and of which so many came back."""
    commande_id = new_id()
    [reservation] = reserver(commande_id, (piece, quantite))
    expedier(commande_id)
    if repris:
        retourner(commande_id, "vente", place, (reservation.ligne_id, piece, repris))


def acheter(piece, quantite, *, renvoye=0, place):
    """A purchase that was received, and of which so many went back."""
    commande_id = new_id()
    recevoir(commande_id, place, (piece, quantite, "2.00"))
    if renvoye:
        retourner(commande_id, "achat", place, (new_id(), piece, renvoye))


def test_what_comes_back_and_what_goes_back_to_a_supplier_is_no_consumption(client, place):
    renvoyee, reprise, vendue = une_piece(), une_piece(), une_piece()
    acheter(renvoyee, 100, renvoye=97, place=place)
    for each, repris in ((reprise, 95), (vendue, 90)):
        acheter(each, 100, place=place)
        vendre(each, 95, repris=repris, place=place)
    rotation = {each["piece_id"]: each for each in ask(client, "rapports/rotation/")["results"]}
    for each in (renvoyee, reprise):
        row = rotation[str(each.id)]
        assert (row["sorties"], row["sorties_valeur"], row["couverture_jours"]) == ("0.000", "0.00", None)
    row = rotation[str(vendue.id)]
    assert (row["sorties"], row["sorties_valeur"], row["couverture_jours"]) == ("5.000", "10.00", "1710.0")
    [found] = ask(client, "rapports/abc/")["results"]
    assert (found["piece_id"], found["quantite"]) == (str(vendue.id), "5.000")
    [found] = ask(client, "tableau-de-bord/")["top_pieces"]
    assert (found["piece_id"], found["sorties"], found["valeur"]) == (str(vendue.id), "5.000", "10.00")
    assert ask(client, "reapprovisionnement/")["results"] == []


def test_more_that_comes_back_than_goes_out_covers_no_days(client, piece, place, il_y_a):
    commande_id = new_id()
    with il_y_a(100):
        acheter(piece, 10, place=place)
        [reservation] = reserver(commande_id, (piece, 4))
        expedier(commande_id)
    retourner(commande_id, "vente", place, (reservation.ligne_id, piece, 3))
    [row] = ask(client, "rapports/rotation/", jours=90)["results"]
    assert (row["sorties"], row["couverture_jours"]) == ("-3.000", None)
    assert ask(client, "reapprovisionnement/")["results"] == []


def test_neither_a_return_nor_what_was_called_off_is_life(client, place, il_y_a):
    renvoyee, reprise, annulee = une_piece(), une_piece(), une_piece()
    with il_y_a(300):
        for each in (renvoyee, reprise, annulee):
            acheter(each, 5, place=place)
            sortir(each, place, 1)
    retourner(new_id(), "achat", place, (new_id(), renvoyee, 1))
    vendre(reprise, 2, repris=2, place=place)
    annuler_mouvement(mouvement_id=sortir(annulee, place, 1).id, acteur=ACTEUR)
    annuler_mouvement(mouvement_id=entrer(annulee, place, 1).id, acteur=ACTEUR)
    found = {each["piece_id"]: each for each in ask(client, "rapports/dormants/", jours=180)["results"]}
    assert found.keys() == {str(each.id) for each in (renvoyee, reprise, annulee)}
    for each in (renvoyee, annulee):
        assert found[str(each.id)]["jours_sans_sortie"] == 300
        assert found[str(each.id)]["derniere_entree"] < jour(299)


def test_which_pieces_make_most_of_the_value(client, place):
    values = [700, 150, 100, 50]
    pieces = [une_piece() for _ in values]
    for piece, value in zip(pieces, values, strict=True):
        entrer(piece, place, 2, cout_unitaire=Decimal(value))
        sortir(piece, place, 1)
    found = ask(client, "rapports/abc/")
    assert [(each["rang"], each["valeur"], each["cumul"], each["classe"]) for each in found["results"]] == [
        (1, "700.00", "70.00", "A"),
        (2, "150.00", "85.00", "A"),
        (3, "100.00", "95.00", "B"),
        (4, "50.00", "100.00", "C"),
    ]
    assert found["classes"][0] == {"classe": "A", "pieces": 2, "valeur": "850.00", "part": "85.00"}
    assert found["totaux"] == {"valeur": "1000.00"}
    stock = ask(client, "rapports/abc/", critere="stock", seuil_a=50, seuil_b=71, search=pieces[3].nom)
    assert [(each["rang"], each["classe"]) for each in stock["results"]] == [(4, "C")]
    assert ask(client, "rapports/abc/", jours=7)["count"] == 4


def test_what_does_not_move(client, piece, place, il_y_a):
    fresh, gone, moved = une_piece(), une_piece(), une_piece()
    with il_y_a(300):
        for each in (piece, gone, moved):
            entrer(each, place, 4, cout_unitaire=Decimal("3.00"))
    with il_y_a(250):
        sortir(piece, place, 1)
        sortir(gone, place, 4)
    sortir(moved, place, 1)
    entrer(fresh, place, 1)
    ajuster(piece, place, 1)  # a correction is no life
    found = ask(client, "rapports/dormants/", jours=180)
    [row] = found["results"]
    assert (row["piece_id"], row["valeur"], row["jours_sans_sortie"]) == (str(piece.id), "12.00", 250)
    assert row["derniere_entree"] < row["derniere_sortie"]
    assert found["totaux"] == {"pieces": 1, "valeur": "12.00"}
    assert ask(client, "rapports/dormants/", jours=270)["count"] == 0


FILES = [
    "",
    f"a-date/?date={timezone.now().date()}",
    "movements/",
    "rapports/valorisation/",
    "rapports/valorisation/?par=emplacement",
    "rapports/rotation/",
    "rapports/abc/",
    "rapports/dormants/?jours=1",
    "reapprovisionnement/",
]


@pytest.mark.parametrize("path", FILES)
def test_every_table_comes_as_a_file(client, place, path, il_y_a):
    with il_y_a(3):
        for _ in range(2):
            piece = une_piece(nom="=1+1")
            entrer(piece, place, 5)
            sortir(piece, place, 5 if path.startswith("reappro") else 1)
    glue = "&" if "?" in path else "?"
    text = b"".join(client.get(f"{URL}{path}{glue}format=csv").streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text), delimiter=";"))
    assert len(lines) >= 2 and len(lines[0]) == len(lines[1])
    assert "emplacement" in path or "'=1+1" in text
    assert not re.search(r"[0-9],[0-9]{7}", text), "no more decimals than the page shows"
    book = client.get(f"{URL}{path}{glue}format=xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(b"".join(book.streaming_content))).active.values)
    assert (len(rows), list(rows[0])) == (len(lines), lines[0])
    assert book["Content-Disposition"].endswith('.xlsx"')
    refused = client.get(f"{URL}{path}{glue}format=pdf")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["format"])


@pytest.mark.parametrize("path", ["", "movements/", "rapports/rotation/", "reapprovisionnement/"])
@pytest.mark.parametrize(
    ("format", "type"),
    [("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")],
)
def test_a_file_is_given_to_who_accepts_nothing_else(client, path, format, type):
    found = client.get(f"{URL}{path}?format={format}", headers={"Accept": type})
    assert (found.status_code, found["Content-Type"].split(";")[0]) == (200, type)
    assert client.get(f"{URL}{path}", headers={"Accept": type}).status_code == 406  # a page is JSON
    refused = client.get(f"{URL}{path}?format={format}&inconnu=1", headers={"Accept": type})
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("?page=2", "page"),
        ("?page_size=1000000000", "page_size"),
        ("movements/?cursor=zz", "cursor"),
        ("movements/?page_size=200", "page_size"),
        ("rapports/rotation/?page=1", "page"),
        ("reapprovisionnement/?page_size=10", "page_size"),
    ],
)
def test_a_file_has_no_pages(client, path, field):
    refused = client.get(f"{URL}{path}&format=csv")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, [field])


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("a-date/", "date"),
        ("a-date/?date=2026-13-01", "date"),
        ("a-date/?date=2026-11-01&page=0", "page"),
        ("rapports/valorisation/?par=x", "par"),
        ("rapports/rotation/?jours=6", "jours"),
        ("rapports/abc/?seuil_a=90&seuil_b=80", "seuil_b"),
        ("rapports/abc/?page_size=201", "page_size"),
        ("rapports/dormants/?inconnu=1", "inconnu"),
        ("rapports/dormants/?search=%00", "search"),
        ("reapprovisionnement/?urgence=x", "urgence"),
        ("reapprovisionnement/?fournisseur_id=x", "fournisseur_id"),
        ("tableau-de-bord/?jours=31", "jours"),
        ("movements/?lot=%00", "lot"),
    ],
)
def test_a_bad_parameter_is_named(client, db, path, field):
    response = client.get(f"{URL}{path}")
    assert (response.status_code, list(response.json()["errors"])) == (400, [field])


def test_a_page_that_does_not_exist_and_an_unknown_place(client, piece, place):
    entrer(piece, place, 1)
    assert client.get(f"{URL}rapports/valorisation/?page=2").status_code == 404
    answer = client.get(f"{URL}a-date/?date={jour(0)}&emplacement_id={new_id()}")
    assert (answer.status_code, answer.json()["code"]) == (404, "emplacement_introuvable")
    first = ask(client, "rapports/valorisation/", page_size=1)
    assert (first["next"], first["previous"]) == (None, None)
    entrer(une_piece(), place, 1)
    first = ask(client, "rapports/valorisation/", page_size=1)
    assert client.get(first["next"]).json()["previous"]


def test_a_search_takes_percent_signs_as_they_are(client, place):
    piece, _ = une_piece(nom="Acier 100% inox"), une_piece(nom="Acier 1000 inox")
    for each in (piece, _):
        entrer(each, place, 1)
    assert ask(client, "rapports/valorisation/", search="100% acier")["count"] == 1


def test_the_dashboard_over_ninety_days(client, piece, place, il_y_a):
    dedans = une_place(parent_id=place.id)
    with il_y_a(60):
        entrer(piece, dedans, 10, cout_unitaire=Decimal("2.00"))
        sortir(piece, dedans, 3)
    assert ask(client, "tableau-de-bord/")["top_pieces"] == []
    board = ask(client, "tableau-de-bord/", jours=90)
    assert (board["jours"], len(board["mouvements_par_jour"])) == (90, 90)
    assert board["mouvements_par_jour"][29]["sorties"] == "3.000"
    assert [(each["piece_id"], each["sorties"], each["valeur"]) for each in board["top_pieces"]] == [
        (str(piece.id), "3.000", "6.00")
    ]
    assert board["valeur_par_emplacement"] == [
        {
            "emplacement_id": str(place.id),
            "code": place.code,
            "nom": place.nom,
            "quantite": "7.000",
            "valeur": "14.00",
        }
    ]
    assert board["etats"] == [
        {"etat": "ok", "pieces": 1},
        {"etat": "bas", "pieces": 0},
        {"etat": "epuise", "pieces": 0},
    ]
