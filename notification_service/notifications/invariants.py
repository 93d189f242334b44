"""What is always true of this service's data."""

from django.db.models import Count

from chassis.invariants import invariant
from notifications.models import Notification


@invariant("N1", "what happened once is told to a user once")
def told_once():
    sources = Notification.objects.order_by().values("user_id", "source_id")
    return sources.annotate(times=Count("id")).filter(times__gt=1)
