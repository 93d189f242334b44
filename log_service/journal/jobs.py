"""What the worker does from time to time."""

import logging

from chassis import registry
from chassis.jobs import job
from journal import ancre, annuaire, appels, corbeille, reglages, retention
from journal.errors import ConsulIndisponible

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


@job(every=10)
def voir_la_configuration() -> None:
    try:
        reglages.relever_changements_externes()
    except ConsulIndisponible:
        log.info("Consul does not answer, whether its values changed is looked at later")


@job(every=60)
def ancrer_le_journal() -> None:
    try:
        ancre.jeter_ancre()
    except registry.UNREACHABLE as erreur:
        log.info("Consul does not answer, the audit log is anchored later: %s", erreur)


@job(every=3600)
def oublier_les_vieux_appels() -> None:
    appels.oublier_vieux_appels()


@job(every=3600)
def purger_les_vieux_logs() -> None:
    try:
        retention.purger_vieux_logs()
    except registry.UNREACHABLE as erreur:
        log.info("nothing is purged from the audit log while it cannot be anchored: %s", erreur)
