"""Annotating and hiding an entry of the audit log. The entry itself stays as it was written."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from chassis.versions import require_version
from journal.logs import lire_log
from journal.models import AnnotationLog, Log


def annoter_log(*, log_id: UUID, annotation: str, version: int | None, acteur: Actor) -> Log:
    """Set the remark beside an entry ("" removes it); `version` is the one the caller read, if any.

    Raises LogIntrouvable, VersionMismatch.
    """
    with transaction.atomic():
        log, note = _verrouiller_note(log_id)
        require_version(note.version, version)
        if annotation != note.texte:
            _consigner("annoter", log, acteur, {"annotation": note.texte}, {"annotation": annotation})
            note.texte, note.version = annotation, note.version + 1
            note.save(update_fields=["texte", "version"])
    return lire_log(log_id)


def masquer_log(*, log_id: UUID, acteur: Actor) -> None:
    """Leave an entry out of the lists; harmless when done twice. Raises LogIntrouvable."""
    with transaction.atomic():
        log, note = _verrouiller_note(log_id)
        if note.masque_le is None:
            _consigner("masquer", log, acteur, {"masque": False}, {"masque": True})
            note.masque_le, note.version = timezone.now(), note.version + 1
            note.save(update_fields=["masque_le", "version"])


def montrer_log(*, log_id: UUID, acteur: Actor) -> Log:
    """Put a hidden entry back into the lists; harmless when it is there. Raises LogIntrouvable."""
    with transaction.atomic():
        log, note = _verrouiller_note(log_id)
        if note.masque_le is not None:
            _consigner("montrer", log, acteur, {"masque": True}, {"masque": False})
            note.masque_le, note.version = None, note.version + 1
            note.save(update_fields=["masque_le", "version"])
    return lire_log(log_id)


def _verrouiller_note(log_id: UUID) -> tuple[Log, AnnotationLog]:
    log = lire_log(log_id)
    AnnotationLog.objects.bulk_create([AnnotationLog(log=log)], ignore_conflicts=True)
    return log, AnnotationLog.objects.select_for_update().get(log=log)


def _consigner(action: str, log: Log, acteur: Actor, avant: dict, apres: dict) -> None:
    audit.record(action, "logs", log.id, acteur=acteur, libelle=log.phrase, avant=avant, apres=apres)
