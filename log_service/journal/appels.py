"""The journal of the calls between services."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from config.parametres import JOURNAL_SERVICES_JOURS
from journal.models import AppelService

CHAMPS = (
    "service_source",
    "service_cible",
    "methode",
    "chemin",
    "statut",
    "duree_ms",
    "request_id",
    "appele_le",
)


def enregistrer_appels(appels: list[dict[str, Any]]) -> None:
    """Write down the calls of one message, in one statement."""
    AppelService.objects.bulk_create(
        AppelService(**{champ: appel[champ] for champ in CHAMPS}) for appel in appels
    )


def lister_appels() -> QuerySet[AppelService]:
    return AppelService.objects.order_by("-id")


def oublier_vieux_appels() -> None:
    limite = timezone.now() - timedelta(days=JOURNAL_SERVICES_JOURS())
    AppelService.objects.filter(appele_le__lt=limite).delete()
