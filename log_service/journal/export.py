"""The audit log as rows of a spreadsheet."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.db.models import QuerySet

from chassis import audit
from chassis.auth.actor import Actor
from journal.changements import changements
from journal.curseur import Ordre, parcourir
from journal.errors import ExportTropGrand
from journal.models import Log

MAXIMUM = 100_000
ORDRE = Ordre("emis_le", "sequence")
ENTETES = (
    "Moment",
    "Phrase",
    "Sentence",
    "Service",
    "Module",
    "Action",
    "Objet",
    "Libellé",
    "Changements",
    "Utilisateur",
    "Adresse électronique",
    "Adresse IP",
    "Requête",
    "Annotation",
    "Séquence",
    "Empreinte",
)


def exporter_logs(*, logs: QuerySet[Log], criteres: str, acteur: Actor) -> Iterator[tuple[Any, ...]]:
    """The rows of these entries; that they were taken out is an act of its own. Raises ExportTropGrand."""
    if logs[MAXIMUM : MAXIMUM + 1]:
        raise ExportTropGrand(
            f"Plus de {MAXIMUM} entrées : précisez une période ou un filtre.", maximum=MAXIMUM
        )
    audit.record("exporter", "logs", acteur.id, acteur=acteur, libelle=criteres or "tout")
    return (_ligne(log) for log in parcourir(logs, ORDRE))


def _ligne(log: Log) -> tuple[Any, ...]:
    return (
        log.emis_le,
        log.phrase,
        log.phrase_en,
        log.service,
        log.module,
        log.action,
        log.objet_id,
        log.libelle,
        " ; ".join(_change(change) for change in changements(log.avant, log.apres)),
        log.user_id,
        log.user_email,
        log.ip,
        log.request_id,
        log.annotation,
        log.sequence,
        log.hash,
    )


def _change(change: dict[str, Any]) -> str:
    avant, apres = (orjson.dumps(change[cote]).decode() for cote in ("avant", "apres"))
    return f"{change['champ']} : {avant} → {apres}"
