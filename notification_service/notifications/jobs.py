"""What the worker does by itself."""

from chassis.jobs import job
from notifications.courriels import envoyer_courriels_dus
from notifications.retention import oublier_anciennes
from notifications.tournees import livrer_dues


@job(every=1)
def appeler_webhooks() -> None:
    livrer_dues()


@job(every=1)
def envoyer_courriels() -> None:
    envoyer_courriels_dus()


@job(every=3600)
def oublier() -> None:
    oublier_anciennes()
