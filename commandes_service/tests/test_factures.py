"""Invoices and credit notes: what may be invoiced, exact amounts, numbers, what can no longer change."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.identifiers import new_id
from commandes.avoirs import creer_avoir
from commandes.calendrier import aujourd_hui
from commandes.conditions import TERMES
from commandes.errors import CommandeFacturee, VendeurIncomplet
from commandes.factures import Base, facturer_commande
from commandes.models import Facture, LigneFacture
from commandes.saga import annuler_commande, expedier_commande, retourner_commande, valider_commande
from tests.conftest import factures_coherentes, messages

pytestmark = pytest.mark.django_db

ANNEE = aujourd_hui().year


@pytest.fixture
def http_(api):
    return api("factures.lire", "factures.gerer", "commandes.lire")


@pytest.fixture
def expediee(vente, agir, piece):
    """A sale of 5 at 10.00 with 20 %, and 3 at 0.335 less 10 % with 5.5 %; shipped."""
    details = [
        {"piece_id": piece(), "quantite": Decimal(5)},
        {
            "piece_id": piece(prix="0.33", taux="5.50"),
            "quantite": Decimal(3),
            "remise": Decimal(10),
        },
    ]
    commande = vente(details=details)
    agir(valider_commande, commande)
    agir(expedier_commande, commande)
    return commande


def facturer(http_, commande, **corps):
    return http_.post(f"/api/commandes/{commande.id}/facturer/", corps)


def ids(commande) -> list[str]:
    return [str(ligne.id) for ligne in commande.details.order_by("rang")]


def test_what_was_shipped_is_invoiced_with_the_tax_of_each_rate(http_, expediee):
    answer = facturer(http_, expediee)
    assert answer.status_code == 201
    facture = answer.json()
    assert (facture["numero"], facture["type"], facture["etat"]) == (f"FAC-{ANNEE}-00001", "facture", "emise")
    assert [ligne["total_ht"] for ligne in facture["lignes"]] == ["50.00", "0.89"]
    assert facture["tva"] == [
        {"taux": "5.50", "base": "0.89", "montant": "0.05"},
        {"taux": "20.00", "base": "50.00", "montant": "10.00"},
    ]
    assert (facture["total_ht"], facture["total_tva"], facture["total_ttc"]) == ("50.89", "10.05", "60.94")
    assert (facture["reste_du"], facture["montant_paye"]) == ("60.94", "0.00")
    assert facture["date_echeance"] == facture["date_emission"] == str(aujourd_hui())
    assert facture["vendeur"]["siret"] == "73282932000074"
    assert facture["acheteur"]["nom"] == "Garage Martin"
    assert http_.get(f"/api/factures/{facture['id']}/").json() == facture
    commande = http_.get(f"/api/commandes/{expediee.id}/").json()
    assert [ligne["quantite_facturee"] for ligne in commande["details"]] == ["5.000", "3.000"]
    assert [f["numero"] for f in commande["factures"]] == [facture["numero"]]
    assert commande["facturable"] == {"expedie": False, "totalite": False}
    factures_coherentes()


def test_what_is_invoiced_already_is_not_invoiced_again(http_, expediee):
    facturer(http_, expediee)
    answer = facturer(http_, expediee)
    assert (answer.status_code, answer.json()["code"]) == (409, "rien_a_facturer")


def test_a_part_that_was_shipped_then_the_rest(http_, vente, agir):
    commande = vente(quantite=5)
    agir(valider_commande, commande)
    assert facturer(http_, commande).json()["code"] == "rien_a_facturer"
    un = [{"detail_id": commande.details.get().id, "quantite": Decimal(2)}]
    agir(expedier_commande, commande, lignes=un)
    assert facturer(http_, commande).json()["total_ht"] == "20.00"
    assert facturer(http_, commande, base="totalite").json()["total_ht"] == "30.00"
    factures_coherentes()


def test_lines_that_are_named_are_invoiced_up_to_what_remains(http_, expediee):
    une, _ = ids(expediee)
    facture = facturer(http_, expediee, lignes=[{"detail_id": une, "quantite": "2"}]).json()
    assert [(ligne["quantite"], ligne["total_ht"]) for ligne in facture["lignes"]] == [("2.000", "20.00")]
    answer = facturer(http_, expediee, lignes=[{"detail_id": une, "quantite": "3.5"}])
    assert (answer.status_code, answer.json()["code"]) == (409, "quantite_excessive")
    assert answer.json()["lignes"] == [{"detail_id": une, "demande": "3.500", "reste": "3.000"}]
    inconnue = facturer(http_, expediee, lignes=[{"detail_id": str(new_id()), "quantite": "1"}])
    assert (inconnue.status_code, inconnue.json()["code"]) == (404, "ligne_inconnue")


def test_what_came_back_is_not_invoiced(http_, expediee, agir):
    lignes = [{"detail_id": expediee.details.first().id, "quantite": Decimal(4)}]
    agir(retourner_commande, expediee, emplacement_id=new_id(), lignes=lignes)
    facture = facturer(http_, expediee, base="totalite").json()
    assert [ligne["quantite"] for ligne in facture["lignes"]] == ["1.000", "3.000"]


@pytest.mark.parametrize("quoi", ["brouillon", "annulee", "achat"])
def test_drafts_cancelled_orders_and_purchases_are_not_invoiced(quoi, http_, vente, achat, agir):
    commande = achat() if quoi == "achat" else vente()
    agir(*{"annulee": (annuler_commande, commande)}.get(quoi, (valider_commande, achat())))
    answer = facturer(http_, commande, base="totalite")
    assert (answer.status_code, answer.json()["code"]) == (409, "commande_non_facturable")


def test_an_invoiced_order_is_cancelled_after_its_credit_note_only(vente, agir, acteur):
    commande = vente()
    agir(valider_commande, commande)
    facture = facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)
    with pytest.raises(CommandeFacturee) as refus:
        agir(annuler_commande, commande)
    assert refus.value.data == {"factures": [facture.numero]}
    creer_avoir(facture_id=facture.id, motif="Erreur", acteur=acteur)
    assert agir(annuler_commande, commande).etat == "annulee"
    factures_coherentes()


def test_without_the_seller_s_identity_no_invoice_is_issued(expediee, acteur, vendeur):
    del vendeur["vendeur_siret"]
    with pytest.raises(VendeurIncomplet) as refus:
        facturer_commande(commande_id=expediee.id, acteur=acteur)
    assert refus.value.data == {"manquants": ["vendeur_siret"]}


def test_a_later_change_of_seller_and_buyer_alters_no_invoice(http_, api, expediee, vendeur):
    facture = facturer(http_, expediee).json()
    vendeur["vendeur_nom"] = "Autre"
    api("clients.gerer").patch(f"/api/clients/{expediee.client_id}/", {"nom": "Autre"})
    relue = http_.get(f"/api/factures/{facture['id']}/").json()
    assert (relue["vendeur"], relue["acheteur"]) == (facture["vendeur"], facture["acheteur"])


@pytest.mark.parametrize(
    ("code", "emission", "echeance"),
    [
        ("comptant", date(2026, 1, 15), date(2026, 1, 15)),
        ("30_jours", date(2026, 1, 31), date(2026, 3, 2)),
        ("30_jours_fin_de_mois", date(2026, 1, 15), date(2026, 2, 28)),
        ("45_jours_fin_de_mois", date(2026, 1, 15), date(2026, 3, 31)),
        ("45_jours_fin_de_mois", date(2027, 12, 31), date(2028, 2, 29)),
        ("60_jours", date(2026, 11, 21), date(2027, 1, 20)),
    ],
)
def test_the_terms_say_when_an_invoice_is_due(code, emission, echeance):
    assert TERMES[code].echeance(emission) == echeance


def test_an_invoice_is_due_by_the_client_s_terms(http_, client_, vente, agir):
    commande = vente(client=client_(conditions_paiement="30_jours"))
    agir(valider_commande, commande)
    facture = facturer(http_, commande, base="totalite").json()
    assert facture["date_echeance"] == str(aujourd_hui() + timedelta(days=30))


def test_an_invoice_is_told_to_the_audit_log(http_, expediee):
    facture = facturer(http_, expediee).json()
    (entree,) = [e for e in messages("logs", "create") if e["module"] == "factures"]
    assert (entree["action"], entree["libelle"]) == ("emettre", facture["numero"])
    assert entree["apres"]["total_ttc"] == "60.94"


# --- what can no longer change ----------------------------------------------------------------------


@pytest.mark.parametrize("changement", [{"total_ttc": 1}, {"numero": "FAC-1"}, {"client_id": new_id()}])
def test_an_issued_invoice_cannot_be_changed_by_anybody(changement, expediee, acteur):
    facture = facturer_commande(commande_id=expediee.id, acteur=acteur)
    for modele, champs in ((Facture, changement), (LigneFacture, {"quantite": 1})):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            modele.objects.update(**champs)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            modele.objects.all()._raw_delete(modele.objects.db)
    facture.refresh_from_db()
    assert facture.montant_credite == 0


def test_the_database_refuses_to_pay_or_credit_more_than_was_invoiced(expediee, acteur):
    facturer_commande(commande_id=expediee.id, acteur=acteur)
    for champs, contrainte in (
        ({"montant_paye": 61}, "facture_payee_au_plus"),
        ({"montant_en_attente": 30, "montant_paye": 31}, "facture_payee_au_plus"),
        ({"montant_credite": 61}, "facture_creditee_au_plus"),
    ):
        with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
            Facture.objects.update(**champs)


def test_a_number_that_is_not_used_is_given_again(vente, agir, acteur, monkeypatch):
    from commandes import factures

    commande = vente()
    agir(valider_commande, commande)
    with monkeypatch.context() as patch:
        patch.setattr(factures, "noter", lambda *args, **options: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)
    facture = facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)
    assert facture.rang == 1
    factures_coherentes()


# --- credit notes -----------------------------------------------------------------------------------


@pytest.fixture
def facture(expediee, acteur):
    return facturer_commande(commande_id=expediee.id, acteur=acteur)


def crediter(http_, facture, **corps):
    return http_.post(f"/api/factures/{facture.id}/avoir/", {"motif": "Retour"} | corps)


def test_a_whole_invoice_is_credited(http_, facture):
    avoir = crediter(http_, facture).json()
    assert (avoir["numero"], avoir["type"]) == (f"AV-{ANNEE}-00001", "avoir")
    assert (avoir["total_ttc"], avoir["facture_origine_numero"]) == ("60.94", facture.numero)
    assert (avoir["date_echeance"], avoir["motif"]) == (None, "Retour")
    relue = http_.get(f"/api/factures/{facture.id}/").json()
    assert (relue["etat"], relue["reste_du"], relue["montant_credite"]) == ("annulee", "0.00", "60.94")
    assert [a["numero"] for a in relue["avoirs"]] == [avoir["numero"]]
    answer = crediter(http_, facture)
    assert (answer.status_code, answer.json()["code"]) == (409, "facture_deja_creditee")
    factures_coherentes()


def test_a_credited_order_is_invoiced_again(http_, facture, expediee):
    crediter(http_, facture)
    assert facturer(http_, expediee).json()["numero"] == f"FAC-{ANNEE}-00002"
    factures_coherentes()


def test_lines_are_credited_never_above_what_was_invoiced(http_, facture):
    une = str(facture.lignes.first().id)
    for _ in range(2):
        assert crediter(http_, facture, lignes=[{"ligne_id": une, "quantite": "2"}]).status_code == 201
    answer = crediter(http_, facture, lignes=[{"ligne_id": une, "quantite": "1.001"}])
    assert (answer.status_code, answer.json()["code"]) == (409, "avoir_excessif")
    assert answer.json()["lignes"] == [{"ligne_id": une, "demande": "1.001", "reste": "1.000"}]
    deux_fois = [{"ligne_id": une, "quantite": "1"}] * 2
    assert crediter(http_, facture, lignes=deux_fois).json()["code"] == "avoir_excessif"
    inconnue = crediter(http_, facture, lignes=[{"ligne_id": str(new_id()), "quantite": "1"}])
    assert (inconnue.status_code, inconnue.json()["code"]) == (404, "ligne_inconnue")
    relue = http_.get(f"/api/factures/{facture.id}/").json()
    assert [ligne["quantite_creditee"] for ligne in relue["lignes"]] == ["4.000", "0.000"]
    factures_coherentes()


def test_a_credit_note_is_not_credited(http_, facture, acteur):
    avoir = creer_avoir(facture_id=facture.id, motif="x", acteur=acteur)
    answer = crediter(http_, avoir)
    assert (answer.status_code, answer.json()["code"]) == (409, "avoir_sur_avoir")


def test_a_credit_note_says_why(http_, facture):
    assert list(crediter(http_, facture, motif="").json()["errors"]) == ["motif"]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=st.data(),
    prix=st.decimals("0.01", "9.99", places=2),
    quantite=st.integers(2, 9),
    taux=st.sampled_from(["5.50", "10.00", "20.00"]),
    remise=st.decimals(0, 50, places=2),
)
def test_credit_notes_of_a_whole_invoice_add_up_to_it_to_the_cent(
    data, prix, quantite, taux, remise, vente, agir, piece, acteur
):
    details = [
        {"piece_id": piece(prix=prix, taux=taux), "quantite": Decimal(quantite), "remise": remise}
        for _ in range(2)
    ]
    commande = vente(details=details)
    agir(valider_commande, commande)
    facture = facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)
    for ligne in facture.lignes.all():
        reste = quantite
        while reste:
            pris = data.draw(st.integers(1, reste))
            lignes = [{"ligne_id": ligne.id, "quantite": Decimal(pris)}]
            creer_avoir(facture_id=facture.id, motif="x", acteur=acteur, lignes=lignes)
            reste -= pris
    facture.refresh_from_db()
    assert facture.montant_credite == facture.total_ttc
    factures_coherentes()
