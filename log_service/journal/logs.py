"""The audit log: taking in what the services tell, and reading it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from journal.chaine import ajouter_maillons
from journal.errors import LogIntrouvable
from journal.models import AnnotationLog, Log
from journal.phrases import phrases
from journal.recherche import recherche_de, retenir_mots

TEXTES = ("module", "action", "objet_id", "libelle", "user_email", "ip", "request_id")


@dataclass(frozen=True)
class Envoi:
    """The entries that one message of `service` brought."""

    message_id: UUID
    service: str
    emis_le: datetime
    entrees: list[dict[str, Any]]


def consigner_logs(envois: list[Envoi]) -> list[Log]:
    """Append the entries of all these messages, in their order, all or none: one piece of the chain.

    An entry's id is derived from the message's, so that the same message cannot be written twice.
    """
    recu_le = timezone.now()
    logs = [
        _nouveau_log(uuid5(envoi.message_id, str(rang)), envoi.service, envoi.emis_le, recu_le, entree)
        for envoi in envois
        for rang, entree in enumerate(envoi.entrees)
    ]
    retenir_mots(logs)
    ajouter_maillons(logs)
    return logs


def _nouveau_log(log_id: UUID, service: str, emis_le: datetime, recu_le: datetime, recue: dict) -> Log:
    # What is hashed must be what the database gives back: a number where a text belongs would not be.
    entree = recue | {champ: "" if recue[champ] is None else str(recue[champ]) for champ in TEXTES}
    phrase, phrase_en = phrases(entree, service)
    log = Log(
        id=log_id,
        emis_le=emis_le,
        recu_le=recu_le,
        service=service,
        module=entree["module"],
        action=entree["action"],
        objet_id=entree["objet_id"],
        libelle=entree["libelle"],
        avant=entree["avant"],
        apres=entree["apres"],
        user_id=UUID(entree["user_id"]) if entree["user_id"] else None,
        user_email=entree["user_email"],
        ip=entree["ip"],
        request_id=entree["request_id"],
        phrase=phrase,
        phrase_en=phrase_en,
    )
    log.recherche = recherche_de(log)
    return log


def lister_logs() -> QuerySet[Log]:
    """Every entry, newest first, with its `annotation`, whether it is `masque`, and its `version`."""
    return Log.objects.order_by("-emis_le", "-sequence").annotate(
        annotation=Coalesce("note__texte", Value(""), output_field=TextField()),
        masque=Q(note__masque_le__isnull=False),
        version=Coalesce("note__version", Value(1)),
    )


def visibles(logs: QuerySet[Log]) -> QuerySet[Log]:
    """Without the hidden ones. PostgreSQL is asked in the way that lets it see how few these are."""
    cachees = AnnotationLog.objects.filter(log_id=OuterRef("pk"), masque_le__isnull=False)
    return logs.filter(~Exists(cachees))


def masques(logs: QuerySet[Log]) -> QuerySet[Log]:
    return logs.filter(note__masque_le__isnull=False)


def lister_logs_de_l_objet(objet_id: str) -> QuerySet[Log]:
    """The timeline of one object, newest first, hidden entries left out."""
    return visibles(lister_logs().filter(objet_id=objet_id))


def lire_log(log_id: UUID) -> Log:
    """One entry, hidden or not; raises LogIntrouvable."""
    log = lister_logs().filter(id=log_id).first()
    if log is None:
        raise LogIntrouvable()
    return log
