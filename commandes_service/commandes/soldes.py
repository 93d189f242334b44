"""Who owes what, by age: the balance of one client, and the schedule of all."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from commandes.models import Client, Facture
from commandes.models.colonnes import argent
from commandes.models.factures import TypeFacture
from commandes.registre import lister_factures, reste_du, trop_percu

TRANCHES = ("a_echoir", "jours_1_30", "jours_31_60", "jours_61_90", "jours_plus_90")
MONTANTS = (*TRANCHES, "du", "en_retard")
FACTURES_MAX = 200


def lister_echeancier(*, au: date) -> QuerySet[Client]:
    """The clients who owe something now, by name, by how late it is on that day: today or one to come."""
    rows = _avec_montants(Client.objects.all(), au=au)
    return rows.filter(du__gt=0).order_by("nom", "id")


def totaliser(rows: QuerySet[Client]) -> dict[str, Decimal]:
    zero = Decimal("0.00")
    sommes = rows.order_by().aggregate(**{f"total_{nom}": Sum(nom) for nom in MONTANTS})
    return {nom: sommes[f"total_{nom}"] or zero for nom in MONTANTS}


def solde_client(client: Client, *, au: date) -> dict[str, Any]:
    """Everything of one client, with the unpaid invoices, the longest overdue first."""
    row = _avec_montants(Client.objects.filter(pk=client.pk), au=au).get()
    plus = (
        _factures()
        .filter(client=client)
        .aggregate(
            facture=_somme("total_ttc"),
            credite=_somme("montant_credite"),
            paye=_somme("montant_paye"),
            en_attente=_somme("montant_en_attente"),
            trop_percu=_somme(trop_percu()),
        )
    )
    dues = lister_factures().filter(client=client, reste_du__gt=0).order_by("date_echeance", "id")
    montants = {nom: getattr(row, nom) for nom in MONTANTS}
    return montants | plus | {"client": client, "au": au, "factures": list(dues[:FACTURES_MAX])}


def _factures() -> QuerySet[Facture]:
    return Facture.objects.filter(type=TypeFacture.FACTURE)


def _avec_montants(rows: QuerySet[Client], *, au: date) -> QuerySet[Client]:
    """`en_retard`, which is what is not `a_echoir`, and each part of it."""
    jour = F("factures__date_echeance")
    bornes = {
        "a_echoir": Q(factures__date_echeance__gte=au),
        "jours_1_30": _entre(au, 1, 30),
        "jours_31_60": _entre(au, 31, 60),
        "jours_61_90": _entre(au, 61, 90),
        "jours_plus_90": Q(factures__date_echeance__lt=au - timedelta(days=90)),
        "du": Q(),
        "en_retard": Q(factures__date_echeance__lt=au),
    }
    est_facture = Q(factures__type=TypeFacture.FACTURE)
    montants = {
        nom: _somme(reste_du("factures__"), filter=est_facture & borne) for nom, borne in bornes.items()
    }
    dues = est_facture & Q(
        factures__total_ttc__gt=F("factures__montant_credite") + F("factures__montant_paye")
    )
    return rows.annotate(**montants, factures_dues=Count(jour, filter=dues))


def _entre(au: date, moins: int, plus: int) -> Q:
    """Overdue for that many days on that day."""
    return Q(
        factures__date_echeance__gte=au - timedelta(days=plus),
        factures__date_echeance__lte=au - timedelta(days=moins),
    )


def _somme(expression, **options) -> Coalesce:
    return Coalesce(Sum(expression, **options), Decimal("0.00"), output_field=argent())
