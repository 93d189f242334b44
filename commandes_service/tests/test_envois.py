"""An invoice is mailed to its client, as a PDF, through a real SMTP conversation."""

import io
from decimal import Decimal
from email.header import decode_header, make_header

import pytest
from pypdf import PdfReader

from chassis import mail
from chassis.identifiers import new_id
from chassis.models import Mail, MailAttachment
from commandes.avoirs import creer_avoir
from commandes.factures import Base, facturer_commande
from commandes.models import Client
from commandes.paiements import encaisser_paiement
from commandes.saga import valider_commande
from tests.conftest import messages

pytestmark = pytest.mark.django_db
GARAGE = "garage@example.org"


@pytest.fixture
def http_(api):
    return api("factures.gerer", "factures.lire")


@pytest.fixture
def facture(vente, client_, agir, acteur):
    def make(email=GARAGE):
        commande = vente(client=client_(email=email))
        agir(valider_commande, commande)
        return facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)

    return make


def envoyer(http_, facture, cle=None, **corps):
    return http_.post(
        f"/api/factures/{facture.id}/envoyer/", corps, headers={"Idempotency-Key": cle} if cle else {}
    )


def recu(smtp):
    """The one mail there is: its subject, its text, its HTML, its PDF."""
    [message] = smtp.mails
    corps, pdf = message.get_payload()
    parts = [part.get_payload(decode=True).decode() for part in corps.get_payload()]
    text, html = (part.replace("\r\n", "\n") for part in parts)
    return str(make_header(decode_header(message["Subject"]))), text, html, pdf


def test_the_client_gets_the_pdf_that_the_api_gives(http_, facture, smtp):
    facture = facture()
    answer = envoyer(http_, facture)
    assert (answer.status_code, answer.json()) == (202, {"email": GARAGE})
    mail.send_waiting()
    assert smtp.mails[0]["To"] == GARAGE
    sujet, text, _, pdf = recu(smtp)
    assert sujet == f"Facture {facture.numero} – Gestion de Stock SARL"
    jour = f"{facture.date_emission:%d/%m/%Y}"
    for attendu in (
        f"votre facture {facture.numero} du {jour}, pour la commande {facture.commande_reference}.",
        f"Total TTC : 12,00 €\nReste à régler : 12,00 €, au plus tard le {jour}\n",
        "Gestion de Stock SARL",
    ):
        assert attendu in text
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", f"{facture.numero}.pdf")
    lu = PdfReader(io.BytesIO(pdf.get_payload(decode=True))).pages[0].extract_text()
    du_site = http_.get(f"/api/factures/{facture.id}/pdf/").content
    assert lu == PdfReader(io.BytesIO(du_site)).pages[0].extract_text()
    assert facture.numero in lu
    assert not MailAttachment.objects.exists()


def test_an_address_and_some_words_may_be_given(http_, facture, smtp):
    answer = envoyer(http_, facture(), email="compta@example.org", message="Merci !\n<b>À bientôt</b>")
    assert answer.json() == {"email": "compta@example.org"}
    mail.send_waiting()
    assert smtp.mails[0]["To"] == "compta@example.org"
    _, text, html, _ = recu(smtp)
    assert "Merci !\n<b>À bientôt</b>" in text
    assert "Merci !<br>&lt;b&gt;À bientôt&lt;/b&gt;" in html


def test_it_goes_to_the_address_the_client_has_today(http_, facture):
    facture = facture(email="avant@example.org")
    Client.objects.update(email="apres@example.org")
    assert http_.get(f"/api/factures/{facture.id}/").json()["client_email"] == "apres@example.org"
    assert envoyer(http_, facture).json() == {"email": "apres@example.org"}


def test_a_credit_note_is_mailed_too_and_asks_for_no_payment(http_, facture, acteur, smtp):
    avoir = creer_avoir(facture_id=facture().id, acteur=acteur, motif="Retour")
    assert envoyer(http_, avoir).status_code == 202
    mail.send_waiting()
    sujet, text, _, _ = recu(smtp)
    assert sujet.startswith(f"Avoir {avoir.numero}")
    assert "à régler" not in text


def test_what_is_paid_is_not_asked_for_again(http_, facture, acteur, smtp):
    facture = facture()
    encaisser_paiement(facture_id=facture.id, montant=Decimal(12), moyen="virement", acteur=acteur)
    envoyer(http_, facture)
    mail.send_waiting()
    _, text, html, _ = recu(smtp)
    assert "à régler" not in text + html


def test_without_an_address_nothing_is_sent_nor_noted(http_, facture):
    facture = facture(email="")
    avant = len(messages("logs", "create"))
    refus = envoyer(http_, facture)
    assert (refus.status_code, refus.json()["code"]) == (409, "facture_sans_adresse")
    assert refus.json()["client_id"] == str(facture.client_id)
    assert not Mail.objects.exists() and len(messages("logs", "create")) == avant


def test_the_same_key_mails_it_once(http_, facture):
    facture, cle = facture(), str(new_id())
    reponses = [envoyer(http_, facture, cle) for _ in range(2)]
    assert [each.status_code for each in reponses] == [202, 202]
    assert Mail.objects.count() == 1
    assert envoyer(http_, facture, cle, message="autre").status_code == 422
    assert envoyer(http_, facture, str(new_id())).status_code == 202
    assert Mail.objects.count() == 2


def test_the_audit_log_says_who_sent_what_to_whom(http_, facture):
    facture = facture()
    envoyer(http_, facture)
    entree = messages("logs", "create")[-1]
    assert (entree["action"], entree["module"], entree["objet_id"], entree["libelle"]) == (
        "envoyer",
        "factures",
        str(facture.id),
        facture.numero,
    )
    assert (entree["user_email"], entree["apres"]) == ("test@example.org", {"email": GARAGE})


@pytest.mark.parametrize(
    ("corps", "champ"),
    [
        ({"email": "personne"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "a@b.fr\nBcc: c@d.fr"}, "email"),
        ({"message": "x" * 2001}, "message"),
        ({"copie": "a@example.org"}, "copie"),
    ],
)
def test_what_is_no_address_or_too_long_is_refused(http_, facture, corps, champ):
    refus = envoyer(http_, facture(), **corps)
    assert (refus.status_code, list(refus.json()["errors"])) == (400, [champ])
    assert not Mail.objects.exists()


def test_an_invoice_there_is_not(http_, facture):
    facture = facture()
    facture.id = new_id()
    assert envoyer(http_, facture).json()["code"] == "facture_inconnue"
