"""What people write is shown to others on screens and invoices; figures are in the usual digits."""

import pytest

from chassis.identifiers import new_id

pytestmark = pytest.mark.django_db

CLIENTS, COMMANDES, PAIEMENTS = "/api/clients/", "/api/commandes/", "/api/paiements/"
PERMISSIONS = ["clients.lire", "clients.gerer", "commandes.lire", "commandes.gerer", "paiements.gerer"]


@pytest.fixture
def http_(api):
    return api(*PERMISSIONS)


def errors(answer) -> list[str]:
    assert answer.status_code == 400, answer.content
    return list(answer.json()["errors"])


@pytest.mark.parametrize("nom", ["a\x01b", "a\bb", "Martin\u202eniL", "Garage\nMartin", "\u200b", "\u2066"])
def test_a_name_is_one_line_that_can_be_read(http_, nom):
    assert errors(http_.post(CLIENTS, {"nom": nom})) == ["nom"]


@pytest.mark.parametrize("nom", ["Garage de l'Œuvre", "Zoë & Łukasz", "Atelier 👩‍🔧", "شركة ١٢"])
def test_names_of_all_scripts_are_taken(http_, nom):
    assert http_.post(CLIENTS, {"nom": nom}).json()["nom"] == nom


def test_an_address_has_lines_and_nothing_that_cannot_be_shown(http_):
    adresse = "1 rue de la Gare\n75001 Paris"
    assert http_.post(CLIENTS, {"nom": "Martin", "adresse": adresse}).json()["adresse"] == adresse
    assert errors(http_.post(CLIENTS, {"nom": "Martin", "adresse": "1 rue\x07"})) == ["adresse"]


@pytest.mark.parametrize("valeur", ["1_000", "١٢", "１２"])
@pytest.mark.parametrize("champ", ["quantite", "prix_unitaire", "remise", "taux_tva"])
def test_a_figure_of_a_line_is_in_the_usual_digits(http_, client_, piece, champ, valeur):
    ligne = {"piece_id": str(piece(stock=5)), "quantite": "3", champ: valeur}
    corps = {"type": "vente", "client_id": str(client_().id), "details": [ligne]}
    assert errors(http_.post(COMMANDES, corps)) == [f"details.0.{champ}"]


def test_so_is_an_amount(http_):
    corps = {"facture_id": str(new_id()), "montant": "1_000", "moyen": "virement"}
    assert errors(http_.post(PAIEMENTS, corps)) == ["montant"]
