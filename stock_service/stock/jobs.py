from django.conf import settings

from chassis.auth.actor import Actor
from chassis.jobs import job
from stock import reservations


@job(every=30)
def expirer_reservations() -> None:
    reservations.expirer_reservations(acteur=Actor(service=settings.SERVICE_NAME))
