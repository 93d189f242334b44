"""Lists of invoices and payments, balances, schedules, files and papers."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from pypdf import PdfReader

from chassis.identifiers import new_id
from commandes.avoirs import creer_avoir
from commandes.calendrier import aujourd_hui
from commandes.errors import StockSansReponse
from commandes.factures import Base, facturer_commande
from commandes.models import OperationStock
from commandes.paiements import encaisser_paiement
from commandes.saga import (
    expedier_commande,
    recevoir_commande,
    reprendre_etapes_en_suspens,
    valider_commande,
)

pytestmark = pytest.mark.django_db

TOUT = (
    "commandes.lire",
    "clients.lire",
    "clients.gerer",
    "fournisseurs.lire",
    "factures.lire",
    "paiements.lire",
)


@pytest.fixture
def http_(api):
    return api(*TOUT)


@pytest.fixture
def facture(vente, agir, acteur, piece):
    """`facture(client, quantite=1)`: an invoice of 12.00 each, for all of a sale."""

    def make(client=None, quantite=1, **options):
        commande = vente(client=client, quantite=quantite, **options)
        agir(valider_commande, commande)
        return facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)

    return make


@pytest.fixture
def payer(acteur):
    def make(facture, montant, **champs):
        return encaisser_paiement(
            facture_id=facture.id, montant=Decimal(montant), moyen="virement", acteur=acteur, **champs
        )

    return make


@pytest.fixture
def plus_tard_de(monkeypatch):
    """`plus_tard_de(40)`: today is that many days later, wherever a day is asked for."""

    def passer(jours):
        jour = aujourd_hui() + timedelta(days=jours)
        for module in ("registre", "views.tiers", "filters", "serializers.factures"):
            monkeypatch.setattr(f"commandes.{module}.aujourd_hui", lambda: jour)
        return jour

    return passer


@pytest.fixture
def quatre(facture, payer, acteur):
    """One invoice in each state."""
    emise, partielle, payee, annulee = (facture() for _ in range(4))
    payer(partielle, "5.00")
    payer(payee, "12.00")
    creer_avoir(facture_id=annulee.id, motif="x", acteur=acteur)
    return {"emise": emise, "partiellement_payee": partielle, "payee": payee, "annulee": annulee}


def numeros(answer) -> set[str]:
    assert answer.status_code == 200, answer.json()
    return {row["numero"] for row in answer.json()["results"]}


@pytest.mark.parametrize("etat", ["emise", "partiellement_payee", "payee", "annulee"])
def test_invoices_are_found_by_their_state(etat, quatre, http_):
    found = numeros(http_.get("/api/factures/", {"etat": etat, "type": "facture"}))
    assert found == {quatre[etat].numero}


def test_a_list_of_orders_says_who_made_each_and_shows_those_of_one(http_, vente, agir, acteur):
    collegue = replace(acteur, id=new_id(), email="collegue@example.org")
    siennes, autres = vente(acteur=collegue), vente()
    agir(valider_commande, siennes)  # whoever goes on with it
    rows = http_.get("/api/commandes/").json()["results"]
    assert {(row["id"], row["user_id"], row["user_email"]) for row in rows} == {
        (str(siennes.id), str(collegue.id), "collegue@example.org"),
        (str(autres.id), str(acteur.id), "test@example.org"),
    }
    trouvees = http_.get("/api/commandes/", {"user_id": collegue.id}).json()["results"]
    assert [row["id"] for row in trouvees] == [str(siennes.id)]
    assert http_.get("/api/commandes/", {"user_id": "moi"}).status_code == 400


def test_what_is_overdue_is_found_with_its_days(quatre, http_, plus_tard_de):
    assert numeros(http_.get("/api/factures/", {"etat": "en_retard"})) == set()
    plus_tard_de(3)
    answer = http_.get("/api/factures/", {"etat": "en_retard"})
    assert numeros(answer) == {quatre["emise"].numero, quatre["partiellement_payee"].numero}
    assert {(r["en_retard"], r["jours_de_retard"]) for r in answer.json()["results"]} == {(True, 3)}
    deux = http_.get("/api/factures/", {"etat": ["en_retard", "payee"]})
    assert len(numeros(deux)) == 3


def test_invoices_are_found_by_client_order_type_day_and_words(facture, client_, http_, acteur):
    client = client_("Société Générale d'Écrous")
    une, autre = facture(client), facture()
    avoir = creer_avoir(facture_id=autre.id, motif="x", acteur=acteur)
    hier, demain = (str(aujourd_hui() + timedelta(days=d)) for d in (-1, 1))
    for params, found in [
        ({"client_id": str(client.id)}, {une.numero}),
        ({"commande_id": str(autre.commande_id)}, {autre.numero, avoir.numero}),
        ({"type": "avoir"}, {avoir.numero}),
        ({"search": "ecrous societe"}, {une.numero}),
        ({"search": une.commande_reference}, {une.numero}),
        ({"depuis": demain}, set()),
        ({"jusqua": hier}, set()),
        ({"depuis": hier, "jusqua": demain, "type": "facture"}, {une.numero, autre.numero}),
    ]:
        assert numeros(http_.get("/api/factures/", params)) == found, params
    for params in (
        {"etat": "x"},
        {"depuis": "x"},
        {"client_id": "x"},
        {"ordering": "rang"},
        {"inconnu": "1"},
    ):
        assert http_.get("/api/factures/", params).status_code == 400, params


def test_payments_are_found_by_invoice_client_means_state_day_and_words(facture, payer, http_):
    une, autre = facture(), facture()
    payer(une, "5.00", reference="VIR-77")
    payer(autre, "5.00", recu_le=aujourd_hui() - timedelta(days=9))
    veille = str(aujourd_hui() - timedelta(days=8))
    for params, found in [
        ({"facture_id": str(une.id)}, [une]),
        ({"client_id": str(autre.client_id)}, [autre]),
        ({"moyen": "virement", "etat": "accepte"}, [autre, une]),
        ({"moyen": "carte"}, []),
        ({"search": "vir-77"}, [une]),
        ({"search": autre.numero}, [autre]),
        ({"depuis": veille}, [une]),
        ({"jusqua": veille}, [autre]),
        ({"ordering": "recu_le"}, [autre, une]),
    ]:
        answer = http_.get("/api/paiements/", params)
        assert [p["facture_numero"] for p in answer.json()["results"]] == [f.numero for f in found], params


def test_orders_to_invoice_are_found(vente, agir, http_, acteur):
    rien, expediee, facturee = (vente() for _ in range(3))
    for commande in (expediee, facturee):
        agir(valider_commande, commande)
        agir(expedier_commande, commande)
    facturer_commande(commande_id=facturee.id, acteur=acteur)

    def references(oui):
        rows = http_.get("/api/commandes/", {"facturable": oui}).json()["results"]
        return {row["reference"] for row in rows}

    assert references("true") == {expediee.reference}
    assert references("false") == {rien.reference, facturee.reference}


# --- who owes what ----------------------------------------------------------------------------------


def test_the_balance_of_a_client_by_age(facture, payer, client_, http_, plus_tard_de, acteur):
    trente, comptant = client_(conditions_paiement="30_jours"), client_()
    une, autre, creditee = facture(trente, 10), facture(trente, 1), facture(trente, 2)
    payer(une, "20.00")
    creer_avoir(facture_id=creditee.id, motif="x", acteur=acteur)
    facture(comptant)
    adresse = f"/api/clients/{trente.id}/solde/"
    solde = http_.get(adresse).json()
    sommes = {nom: solde[nom] for nom in ("facture", "paye", "credite", "du", "en_retard", "a_echoir")}
    assert sommes == {
        "facture": "156.00",
        "paye": "20.00",
        "credite": "24.00",
        "du": "112.00",
        "en_retard": "0.00",
        "a_echoir": "112.00",
    }
    assert [f["numero"] for f in solde["factures"]] == [une.numero, autre.numero]
    plus_tard_de(30 + 45)
    solde = http_.get(adresse).json()
    assert (solde["en_retard"], solde["jours_31_60"], solde["a_echoir"]) == ("112.00", "112.00", "0.00")
    assert solde["factures"][0]["jours_de_retard"] == 45
    assert http_.get(f"/api/clients/{new_id()}/solde/").json()["code"] == "client_inconnu"
    refus = http_.get(adresse, {"au": "2026-01-01"})
    assert (refus.status_code, list(refus.json()["errors"])) == (400, ["au"])


@pytest.mark.parametrize(
    ("jours", "tranche"),
    [
        (0, "a_echoir"),
        (1, "jours_1_30"),
        (30, "jours_1_30"),
        (31, "jours_31_60"),
        (60, "jours_31_60"),
        (61, "jours_61_90"),
        (90, "jours_61_90"),
        (91, "jours_plus_90"),
    ],
)
def test_each_day_falls_into_one_age(jours, tranche, facture, http_):
    facture()
    au = str(aujourd_hui() + timedelta(days=jours))
    answer = http_.get("/api/factures/echeancier/", {"au": au}).json()
    (row,) = answer["results"]
    tranches = [nom for nom in row if (nom.startswith("jours") or nom == "a_echoir") and row[nom] != "0.00"]
    assert tranches == [tranche]
    assert (answer["au"], answer["totaux"]["du"], answer["totaux"][tranche]) == (au, "12.00", "12.00")


def test_the_schedule_lists_who_owes_something(facture, payer, client_, http_):
    a, b = client_("Ateliers A"), client_("Boutique B")
    facture(a), facture(a, 2), facture(b, 5)
    payer(facture(client_("Caisse C")), "12.00")
    answer = http_.get("/api/factures/echeancier/", {"ordering": "-du"}).json()
    assert [(r["client"]["nom"], r["du"], r["factures"]) for r in answer["results"]] == [
        ("Boutique B", "60.00", 1),
        ("Ateliers A", "36.00", 2),
    ]
    assert answer["totaux"]["du"] == "96.00"
    assert http_.get("/api/factures/echeancier/", {"search": "boutique"}).json()["count"] == 1
    passe = str(aujourd_hui() - timedelta(days=2))  # what was due then is another matter
    for au in ("x", "0001-01-01", "2026-13-01", "9001-01-01", passe):
        refus = http_.get("/api/factures/echeancier/", {"au": au})
        assert (refus.status_code, list(refus.json()["errors"])) == (400, ["au"])


def test_a_client_who_owes_is_not_deleted(facture, http_, payer):
    une = facture()
    une.commande.__class__.objects.filter(pk=une.commande_id).update(etat="livree")
    answer = http_.delete(f"/api/clients/{une.client_id}/")
    assert (answer.status_code, answer.json()["factures"]) == (409, 1)
    payer(une, "12.00")
    assert http_.delete(f"/api/clients/{une.client_id}/").status_code == 204


# --- files ------------------------------------------------------------------------------------------

EXPORTS = [
    "/api/commandes/export/",
    "/api/clients/export/",
    "/api/fournisseurs/export/",
    "/api/factures/export/",
    "/api/factures/echeancier/export/",
    "/api/paiements/export/",
]


@pytest.mark.parametrize("adresse", EXPORTS)
def test_each_list_is_exported_with_safe_cells(adresse, facture, payer, client_, fournisseur, http_):
    facture(client_("=1+1"), quantite=2)
    payer(facture(client_("+33")), "1.00", reference="@x")
    fournisseur("-2")
    lignes = (
        b"".join(http_.get(adresse, {"format": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    )
    assert len(lignes) > 1
    assert not any(re.fullmatch(r"-?\d+\.\d+", cell) for ligne in lignes for cell in ligne.split(";"))
    assert not any(cell.startswith(("=", "+", "@")) for ligne in lignes for cell in ligne.split(";"))
    xlsx = b"".join(http_.get(adresse, {"format": "xlsx"}).streaming_content)
    feuille = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    assert [cell.value for cell in feuille[1]] == lignes[0].split(";")
    assert feuille.max_row == len(lignes)
    assert http_.get(adresse, {"format": "pdf"}).status_code == 400
    assert http_.get(adresse, {"inconnu": "1"}).status_code == 400


def test_an_exported_invoice_says_its_state_in_words(quatre, http_):
    texte = b"".join(http_.get("/api/factures/export/").streaming_content).decode("utf-8-sig")
    assert {"Émise", "Partiellement payée", "Payée", "Annulée"} <= {
        cell for ligne in texte.splitlines() for cell in ligne.split(";")
    }


def test_an_export_has_the_filters_of_its_list(quatre, http_):
    answer = http_.get("/api/factures/export/", {"etat": "payee"})
    lignes = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [ligne.split(";")[0] for ligne in lignes[1:]] == [quatre["payee"].numero]


# --- papers -----------------------------------------------------------------------------------------


def texte_de(answer) -> tuple[str, int]:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(page.extract_text() for page in pages)
    return " ".join(text.replace("\u202f", " ").split()), len(pages)


def test_an_invoice_on_paper_says_what_the_law_asks_for(facture, client_, http_):
    client = client_(
        "Établissements Œuf & fils",
        adresse="2 place du Marché\n69100 Villeurbanne",
        siret="73282932000074",
        tva_intracommunautaire="FR40303265045",
        conditions_paiement="30_jours",
    )
    une = facture(client, 100)
    texte, pages = texte_de(http_.get(f"/api/factures/{une.id}/pdf/"))
    assert pages == 1
    echeance = f"{une.date_echeance:%d/%m/%Y}"
    for mention in (
        f"Facture {une.numero}",
        f"Date d'émission : {une.date_emission:%d/%m/%Y}",
        f"Échéance : {echeance}",
        f"Commande : {une.commande_reference}",
        "Gestion de Stock SARL",
        "SARL au capital de 10 000 €",
        "RCS Lyon 732 829 320",
        "TVA intracommunautaire : FR44732829320",
        "Établissements Œuf & fils",
        "69100 Villeurbanne",
        "SIREN : 732 829 320",
        "TVA intracommunautaire : FR40303265045",
        "livraison de biens",
        "Vis M8",
        "100 pièce",
        "1 000,00 €",
        "Total TTC 1 200,00 €",
        "Taux de TVA Base HT Montant de la TVA 20 % 1 000,00 € 200,00 €",
        f"30 jours, à régler au plus tard le {echeance}",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
        "indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €",
        "trois fois le taux d'intérêt légal",
        "Pas d'escompte",
        "Page 1 / 1",
    ):
        assert mention in texte, mention


def test_a_long_invoice_goes_on_over_pages_with_its_headings(facture, piece, http_):
    details = [
        {"piece_id": piece(nom=f"Pièce à long nom numéro {n} " * 3), "quantite": Decimal(1)}
        for n in range(80)
    ]
    texte, pages = texte_de(http_.get(f"/api/factures/{facture(details=details).id}/pdf/"))
    assert pages > 2
    assert texte.count("Prix unitaire HT") >= pages - 1
    assert f"Page {pages} / {pages}" in texte


def test_a_credit_note_on_paper_names_its_invoice_and_its_reason(facture, acteur, http_):
    une = facture()
    avoir = creer_avoir(facture_id=une.id, motif="Pièce défectueuse", acteur=acteur)
    texte, _ = texte_de(http_.get(f"/api/factures/{avoir.id}/pdf/"))
    for mention in (f"Avoir {avoir.numero}", f"facture {une.numero} du", "Motif : Pièce défectueuse"):
        assert mention in texte
    assert "IBAN" not in texte


def date_de_livraison(http_, facture) -> str | None:
    texte, _ = texte_de(http_.get(f"/api/factures/{facture.id}/pdf/"))
    trouvee = re.search(r"Date de livraison \(expédition\) : ((?:du \S+ au )?\S+)", texte)
    return trouvee and trouvee[1]


@pytest.fixture
def expediee_en_trois(vente, agir, acteur):
    """The invoices of a sale that left on the 1st, the 2nd and the 3rd: after the 2nd, after the 3rd."""
    commande = vente(quantite=6)
    agir(valider_commande, commande)
    deux = [{"detail_id": commande.details.get().id, "quantite": Decimal(2)}]
    factures = []
    for veille in ("04-30", "05-01", "05-02"):
        agir(expedier_commande, commande, lignes=deux)
        partie = commande.operations.order_by("id").last()
        # half past midnight in Paris
        OperationStock.objects.filter(pk=partie.pk).update(cree_le=f"2026-{veille}T22:30Z")
        if veille > "05":
            factures.append(facturer_commande(commande_id=commande.id, acteur=acteur))
    return factures


def test_an_invoice_on_paper_says_when_its_own_goods_left(expediee_en_trois, http_):
    premiere, seconde = expediee_en_trois
    assert date_de_livraison(http_, premiere) == "du 01/05/2026 au 02/05/2026"
    assert date_de_livraison(http_, seconde) == "03/05/2026"


def test_what_is_invoiced_again_after_a_credit_note_left_when_it_left(expediee_en_trois, http_, acteur):
    for each in expediee_en_trois:
        avoir = creer_avoir(facture_id=each.id, motif="x", acteur=acteur)
        assert date_de_livraison(http_, avoir) is None
    refaite = facturer_commande(commande_id=avoir.commande_id, acteur=acteur)
    assert date_de_livraison(http_, refaite) == "du 01/05/2026 au 03/05/2026"


def test_what_leaves_after_its_invoice_alters_no_paper(facture, agir, http_):
    une = facture(quantite=2)
    assert date_de_livraison(http_, une) is None
    agir(expedier_commande, une.commande)
    assert date_de_livraison(http_, une) is None


def test_a_shipping_that_the_stock_answers_after_the_invoice_alters_no_paper(
    vente, agir, acteur, autres, http_, plus_tard
):
    commande = vente(quantite=2)
    agir(valider_commande, commande)
    autres.pannes = ["apres"]
    with pytest.raises(StockSansReponse):
        agir(expedier_commande, commande)
    une = facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)
    assert reprendre_etapes_en_suspens() == 1
    assert date_de_livraison(http_, une) is None


def test_an_invoice_says_why_lines_bear_no_tax(facture, piece, http_, vendeur):
    def texte(taux):
        details = [{"piece_id": piece(taux=t), "quantite": Decimal(1)} for t in taux]
        return texte_de(http_.get(f"/api/factures/{facture(details=details).id}/pdf/"))[0]

    mention = "TVA non applicable"
    assert mention in texte(["20.00", "0.00"])
    assert mention not in texte(["20.00"])
    vendeur["vendeur_exoneration"] = "Exonération, art. 262 ter I du CGI."
    assert "Exonération, art. 262 ter I du CGI." in texte(["0.00"])


def test_an_order_and_each_of_its_movements_are_printed(vente, achat, agir, http_):
    commande = vente(quantite=5)
    agir(valider_commande, commande)
    un = [{"detail_id": commande.details.get().id, "quantite": Decimal(2)}]
    agir(expedier_commande, commande, lignes=un)
    adresse = f"/api/commandes/{commande.id}/bon/"
    assert f"Commande {commande.reference}" in texte_de(http_.get(adresse))[0]
    operation = OperationStock.objects.get()
    texte, _ = texte_de(http_.get(adresse, {"operation_id": str(operation.id)}))
    assert f"Bon de livraison {commande.reference}-1" in texte
    assert "5 pièce 2 pièce" in texte
    assert "€" not in texte
    inconnue = http_.get(adresse, {"operation_id": str(new_id())})
    assert (inconnue.status_code, inconnue.json()["code"]) == (404, "operation_inconnue")
    assert http_.get(adresse, {"operation_id": "x"}).status_code == 400
    assert http_.get(adresse, {"autre": "x"}).status_code == 400
    achetee = achat()
    agir(valider_commande, achetee)
    agir(recevoir_commande, achetee, emplacement_id=new_id())
    adresse = f"/api/commandes/{achetee.id}/bon/"
    assert f"Bon de commande {achetee.reference}" in texte_de(http_.get(adresse))[0]
