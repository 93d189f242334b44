"""Invoices and credit notes mailed to those who are to have them."""

from uuid import UUID

from django.db import transaction

from chassis import mail
from chassis.auth.actor import Actor
from commandes.documents import rendre_facture
from commandes.documents.formats import euros, jour
from commandes.errors import FactureSansAdresse
from commandes.factures import noter
from commandes.models import Facture
from commandes.models.factures import TypeFacture
from commandes.registre import lire_facture


def envoyer_facture(*, facture_id: UUID, acteur: Actor, email: str = "", message: str = "") -> str:
    """Queue it as a PDF, to `email` or else to the client's address of today; the address it goes to.

    FactureInconnue; FactureSansAdresse. In French, as the paper itself is. Nothing is locked: what an invoice
    says never changes.
    """
    facture = lire_facture(facture_id)
    adresse = email or facture.client.email
    if not adresse:
        raise FactureSansAdresse(client_id=str(facture.client_id))
    document = mail.Attachment(f"{facture.numero}.pdf", "application/pdf", rendre_facture(facture))
    with transaction.atomic():
        mail.queue(
            to=adresse,
            template="facture",
            langue="fr",
            context=_contexte(facture, message),
            attachments=[document],
        )
        noter("envoyer", facture, acteur, apres={"email": adresse})
    return adresse


def _contexte(facture: Facture, message: str) -> dict:
    est_avoir = facture.type == TypeFacture.AVOIR
    return {
        "facture": facture,
        "document": "votre avoir" if est_avoir else "votre facture",
        "est_avoir": est_avoir,
        "emise_le": jour(facture.date_emission),
        "reste": euros(facture.reste_du) if facture.reste_du else "",  # never of a credit note
        "echeance": jour(facture.date_echeance) if facture.date_echeance else "",
        "total": euros(facture.total_ttc),
        "vendeur": facture.vendeur,
        "message": message.strip(),
    }
