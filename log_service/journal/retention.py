"""Letting go of the oldest entries of the audit log, so that what remains can still be proved.

Only whole beginnings of the chain go, after they have been verified once more. Where the chain begins from
then on is announced to the anchor first, noted in `logs_points`, and told to the audit log itself.
"""

import itertools
import logging
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from config.parametres import LOGS_JOURS
from journal.ancre import annoncer_point, dernier_point
from journal.models import Log
from journal.verification import verifier_chaine

log = logging.getLogger(__name__)

PAR_PURGE = 5_000
SYSTEME = Actor(service=settings.SERVICE_NAME)


def purger_vieux_logs() -> int:
    """Purge what is older than the configured days; how many entries went. Raises registry.UNREACHABLE."""
    parties = 0
    while True:
        dernier = _dernier_a_purger()
        retirees = _purger_jusqua(dernier) if dernier else 0
        if not retirees:
            return parties
        parties += retirees


def _dernier_a_purger() -> Log | None:
    """The last of the oldest entries whose time is over, so many at a time; never the newest of all."""
    limite = timezone.now() - timedelta(days=LOGS_JOURS())
    anciens = Log.objects.order_by("sequence").only("id", "sequence", "hash", "recu_le")[: PAR_PURGE + 1]
    revolus = list(itertools.takewhile(lambda entree: entree.recu_le < limite, anciens))
    if revolus and len(revolus) == len(anciens):
        revolus.pop()  # the newest of all, or the first of the next piece
    return revolus[-1] if revolus else None


def _purger_jusqua(dernier: Log) -> int:
    depart = dernier_point()
    verification = verifier_chaine(apres=depart.sequence if depart else 0, limite=PAR_PURGE)
    if verification.rupture:
        log.error("nothing is purged from a broken audit log: %s", verification.rupture)
        return 0
    annoncer_point(sequence=dernier.sequence, hash_=dernier.hash)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT logs_purger(%s, %s)", [dernier.sequence, dernier.hash])
            parties = cursor.fetchone()[0]
        libelle = f"{parties}, {dernier.recu_le:%Y-%m-%d}"
        apres = {"sequence": dernier.sequence, "hash": dernier.hash, "entrees": parties}
        audit.record("purger", "logs", dernier.sequence, acteur=SYSTEME, libelle=libelle, apres=apres)
    return parties
