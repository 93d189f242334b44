"""A user's own notifications: reading them, and marking them as read."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from notifications.direct import annoncer_lues
from notifications.models import Notification


def lister_notifications(user_id: UUID) -> QuerySet[Notification]:
    """Newest first."""
    return Notification.objects.filter(user_id=user_id).order_by("-cree_le", "-id")


def compter_non_lues(user_id: UUID) -> int:
    return Notification.objects.filter(user_id=user_id, lue_le=None).count()


def marquer_lues(*, ids: list[UUID] | None, acteur: Actor) -> int:
    """Mark these (None: all there are) as read; how many became so.

    Those that are read already, of somebody else, or nowhere do not count. What arrives meanwhile stays
    unread.
    """
    non_lues = Notification.objects.filter(user_id=acteur.id, lue_le=None)
    if ids is not None:
        non_lues = non_lues.filter(id__in=ids)
    with transaction.atomic():
        nombre = non_lues.update(lue_le=timezone.now())
        if nombre:
            libelle = f"{nombre} notification{'s' if nombre > 1 else ''}"
            audit.record("lire", "notifications", acteur.id, acteur=acteur, libelle=libelle)
            annoncer_lues(acteur.id)
    return nombre
