"""The journal of the calls between services."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from config.parametres import JOURNAL_SERVICES_JOURS
from journal.models import AppelService

PAR_PURGE = 5_000
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
    """Write down these calls, in one statement."""
    AppelService.objects.bulk_create(
        AppelService(**{champ: appel[champ] for champ in CHAMPS}) for appel in appels
    )


def lister_appels() -> QuerySet[AppelService]:
    return AppelService.objects.order_by("-appele_le", "-id")


def oublier_vieux_appels() -> None:
    """So many at a time that no statement takes long."""
    limite = timezone.now() - timedelta(days=JOURNAL_SERVICES_JOURS())
    vieux = AppelService.objects.filter(appele_le__lt=limite).order_by("appele_le", "id")
    while ids := list(vieux.values_list("id", flat=True)[:PAR_PURGE]):
        AppelService.objects.filter(id__in=ids).delete()
