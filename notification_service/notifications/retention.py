"""How long what was told is kept."""

from datetime import timedelta

from django.db.models import Model, QuerySet
from django.utils import timezone

from config.parametres import LIVRAISONS_JOURS, NOTIFICATIONS_JOURS
from notifications.models import EtatLivraison, Evenement, Livraison, Notification, Remise, Tentative

PAR_LOT = 5_000


def oublier_anciennes() -> None:
    """Notifications with their reasons, and calls that are over; by batches, so that no lock lasts."""
    limite = timezone.now() - timedelta(days=NOTIFICATIONS_JOURS())
    _supprimer(Notification.objects.filter(cree_le__lt=limite))
    _supprimer(Remise.objects.filter(evenement__cree_le__lt=limite))
    _supprimer(Evenement.objects.filter(cree_le__lt=limite))
    limite = timezone.now() - timedelta(days=LIVRAISONS_JOURS())
    finies = Livraison.objects.filter(cree_le__lt=limite).exclude(etat=EtatLivraison.EN_ATTENTE)
    _supprimer(Tentative.objects.filter(livraison__in=finies))
    _supprimer(finies)


def _supprimer(lignes: QuerySet[Model]) -> None:
    while cles := list(lignes.values_list("pk", flat=True)[:PAR_LOT]):
        lignes.model._default_manager.filter(pk__in=cles).delete()
