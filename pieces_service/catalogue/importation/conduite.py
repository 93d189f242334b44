"""The worker's part: whatever import waits is driven on, the oldest first."""

import logging

from catalogue.importation import etats
from catalogue.importation.abandon import tenter
from catalogue.importation.analyse import analyser
from catalogue.importation.application import appliquer
from catalogue.models import Import

log = logging.getLogger(__name__)


def conduire_imports() -> None:
    """One after the other; one that fails for a reason nobody foresaw does not hold back the others."""
    en_attente = Import.objects.filter(etat__in=etats.A_CONDUIRE).order_by("id")
    for import_id in list(en_attente.values_list("id", flat=True)):
        try:
            if tenter(import_id):
                analyser(import_id)
                appliquer(import_id)
        except Exception:
            # The worker's edge: the import stays where it is; the next round tries again or gives it up.
            log.exception("import %s failed", import_id)
