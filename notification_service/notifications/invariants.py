"""What is always true of this service's data."""

from datetime import timedelta
from itertools import chain

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from chassis.invariants import invariant
from notifications.models import EtatLivraison, Livraison, Notification, Remise


@invariant("N1", "what happened once is told to a user once")
def told_once():
    sources = Notification.objects.order_by().values("user_id", "source_id")
    return sources.annotate(times=Count("id")).filter(times__gt=1)


@invariant("N2", "whoever finds a notification has the remittance that says why, and the reverse")
def told_with_reason():
    remise = Remise.objects.filter(evenement_id=OuterRef("source_id"), user_id=OuterRef("user_id"))
    sans_raison = Notification.objects.filter(~Exists(remise.filter(dans_app=True))).values("id")
    notification = Notification.objects.filter(
        source_id=OuterRef("evenement_id"), user_id=OuterRef("user_id")
    )
    sans_effet = Remise.objects.filter(~Exists(notification), dans_app=True).values("evenement_id", "user_id")
    return chain(sans_raison, sans_effet)


@invariant("N3", "a webhook is called once for what happened once")
def called_once():
    sources = Livraison.objects.order_by().values("webhook_id", "source_id")
    return sources.annotate(times=Count("id")).filter(times__gt=1)


@invariant("N4", "a mail that is due goes to the mail queue")
def mails_leave():
    limite = timezone.now() - timedelta(minutes=5)
    return Remise.objects.filter(mail_id=None, courriel_prevu_le__lt=limite).values("id", "courriel")


@invariant("N5", "a delivery to a webhook that is due is tried")
def deliveries_are_tried():
    limite = timezone.now() - timedelta(minutes=10)
    dues = Livraison.objects.filter(etat=EtatLivraison.EN_ATTENTE, webhook__actif=True)
    return dues.filter(prochain_essai_le__lt=limite).values("id", "webhook_id", "essais")
