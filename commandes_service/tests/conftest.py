import itertools
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chassis import http, live_config
from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from chassis.invariants import all_invariants
from chassis.models import OutboxMessage
from chassis.testing.clients import USER_ID
from commandes import saga
from commandes.commandes import creer_commande
from commandes.etats import EN_COURS, RESERVANTES
from commandes.invariants import histories_are_legal, releases_are_watched, totals_equal_lines
from commandes.models import Client, Commande, Fournisseur
from commandes.pieces_copie import enregistrer_pieces
from commandes.tiers import CLIENTS, FOURNISSEURS, creer_tiers
from tests.autres_services import AutresServices

_numeros = itertools.count(1)


@pytest.fixture(autouse=True)
def autres(monkeypatch) -> AutresServices:
    """The other services, at the network boundary; no test leaves the machine."""
    services = AutresServices()
    monkeypatch.setattr(http, "call", services.call)
    return services


@pytest.fixture
def acteur() -> Actor:
    return Actor(id=UUID(USER_ID), email="test@example.org", ip="203.0.113.7")


@pytest.fixture
def piece(autres):
    """`piece(stock=5)`: the id of a piece that is in the copy, with that much in stock."""

    def make(*, stock=100, prix="10.00", taux="20.00", **champs) -> UUID:
        piece_id = new_id()
        enregistrer_pieces(pieces=[fiche(piece_id, prix_vente=prix, taux_tva=taux, **champs)])
        autres.quantites[str(piece_id)] = Decimal(stock)
        return piece_id

    return make


def fiche(piece_id, **champs) -> dict:
    """The fields of the message `pieces`."""
    return {
        "id": str(piece_id),
        "reference": f"PC-{next(_numeros):06d}",
        "nom": "Vis M8",
        "unite": "pièce",
        "prix_achat": "4.00",
        "prix_vente": "10.00",
        "taux_tva": "20.00",
        "actif": True,
        "supprimee": False,
        "version": 1,
        "fournisseur_id": None,
        "code_barres": "",
    } | champs


@pytest.fixture
def client_(acteur):
    def make(nom="Garage Martin", **champs) -> Client:
        return creer_tiers(genre=CLIENTS, acteur=acteur, nom=nom, **champs)

    return make


@pytest.fixture
def fournisseur(acteur):
    def make(nom="Visserie du Nord", **champs) -> Fournisseur:
        return creer_tiers(genre=FOURNISSEURS, acteur=acteur, nom=nom, **champs)

    return make


@pytest.fixture
def vente(acteur, client_, piece):
    """`vente(quantite=3, stock=5)`: a draft with one line (or with the `details` given)."""

    def make(*, quantite=1, stock=100, details=None, client=None, **champs) -> Commande:
        client = client or client_()
        if details is None:
            details = [{"piece_id": piece(stock=stock), "quantite": Decimal(quantite)}]
        champs = {"acteur": acteur, **champs}
        return creer_commande(type="vente", client_id=client.id, details=details, **champs)

    return make


@pytest.fixture
def achat(acteur, fournisseur, piece):
    def make(*, quantite=2, stock=0, details=None, chez=None, **champs) -> Commande:
        chez = chez or fournisseur()
        if details is None:
            details = [{"piece_id": piece(stock=stock), "quantite": Decimal(quantite)}]
        return creer_commande(type="achat", fournisseur_id=chez.id, details=details, acteur=acteur, **champs)

    return make


@pytest.fixture
def agir(acteur):
    """`agir(valider_commande, commande)`: the rule, by the test's actor."""

    def run(regle, commande, **options):
        return regle(commande_id=commande.id, acteur=acteur, **options)

    return run


@pytest.fixture(autouse=True)
def vendeur(monkeypatch):
    """The seller is configured, as on an instance that is used."""
    valeurs = {
        "vendeur_nom": "Gestion de Stock SARL",
        "vendeur_forme": "SARL au capital de 10 000 €",
        "vendeur_adresse": "1 rue de la Gare, 69003 Lyon",
        "vendeur_siret": "73282932000074",
        "vendeur_rcs": "RCS Lyon 732 829 320",
        "vendeur_tva": "FR44732829320",
        "vendeur_iban": "FR76 3000 6000 0112 3456 7890 189",
        "vendeur_bic": "AGRIFRPPXXX",
    }
    monkeypatch.setattr(live_config, "_values", valeurs)
    return valeurs


@pytest.fixture
def plus_tard(monkeypatch):
    """As if the seconds after which the worker takes an order up again had passed."""
    monkeypatch.setattr(saga, "EN_SUSPENS_APRES", saga.EN_SUSPENS_APRES * 0)


@pytest.fixture
def cout():
    """`cout(function)`: the queries it makes, but for the deny list that a process reads once a second."""

    def run(function) -> int:
        with CaptureQueriesContext(connection) as queries:
            function()
        return len([q for q in queries if '"revocations"' not in q["sql"]])

    return run


def etat(commande) -> str:
    return Commande.objects.get(pk=commande.pk).etat


def tout_est_coherent(autres: AutresServices) -> None:
    """Histories, totals, and stock_service holds exactly what the orders' states say."""
    assert not histories_are_legal()
    assert not totals_equal_lines()
    assert not list(releases_are_watched())
    for commande in Commande.objects.prefetch_related("details"):
        lignes = list(commande.details.all())
        tenu = sum((Decimal(r["quantite"]) for r in autres.actives(commande.pk)), Decimal(0))
        solde = sum((Decimal(m["quantite"]) for m in autres.mouvements[str(commande.pk)]), Decimal(0))
        reserve = sum(ligne.quantite - ligne.quantite_expediee - ligne.quantite_annulee for ligne in lignes)
        if commande.type == "achat" or commande.etat not in RESERVANTES:
            reserve = 0
        entre = sum(ligne.quantite_recue for ligne in lignes) - sum(x.quantite_expediee for x in lignes)
        rendu = sum(ligne.quantite_retournee for ligne in lignes)
        attendu = entre + (rendu if commande.type == "vente" else -rendu)
        assert commande.etat not in EN_COURS
        assert (tenu, solde) == (reserve, attendu), commande.etat


def factures_coherentes() -> None:
    """Every invariant of invoices and payments."""
    for each in all_invariants:
        if each.code == "I9":
            assert not list(each.broken_rows()), each.sentence


def messages(module: str, method: str) -> list[dict]:
    """The data of what the outbox holds, in the order it was published."""
    rows = OutboxMessage.objects.filter(body__moduleName=module, body__method=method).order_by("id")
    return [item for row in rows for item in row.body["data"]]
