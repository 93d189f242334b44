"""What the worker does from time to time."""

import logging

from chassis import registry
from chassis.jobs import job
from journal import annuaire, appels, corbeille

log = logging.getLogger(__name__)


@job(every=300)
def purger_les_expirees() -> None:
    corbeille.purger_entrees_expirees()


@job(every=10)
def voir_les_services() -> None:
    try:
        annuaire.memoriser_services()
    except registry.UNREACHABLE as erreur:
        log.info("Consul does not answer, the services stay as they were seen last: %s", erreur)


@job(every=3600)
def oublier_les_vieux_appels() -> None:
    appels.oublier_vieux_appels()
