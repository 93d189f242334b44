"""The links of the audit log's hash chain, and appending to it.

Each entry keeps sha256(its content in canonical JSON, and the hash of the entry before). Appending is done
under the lock of one row, the head, which remembers the last link: so a chain stays one under concurrency,
and an entry cut off its end is missed as much as one taken out of its middle. `verification` proves it.
"""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from journal.models import Log, TeteChaine

GENESE = "0" * 64
CONTENU = (
    "id",
    "sequence",
    "emis_le",
    "recu_le",
    "service",
    "module",
    "action",
    "objet_id",
    "libelle",
    "avant",
    "apres",
    "user_id",
    "user_email",
    "ip",
    "request_id",
    "phrase",
    "phrase_en",
)


def ajouter_maillons(logs: list[Log]) -> None:
    """Give each entry its sequence and hashes, and write them all, as the next links of the chain."""
    with transaction.atomic():
        tete = _verrouiller_tete()
        for log, sequence in zip(logs, _sequences_suivantes(len(logs)), strict=True):
            log.sequence, log.hash_precedent = sequence, tete.hash
            log.hash = empreinte(log)
            tete.sequence, tete.hash = log.sequence, log.hash
        Log.objects.bulk_create(logs)
        tete.save(update_fields=["sequence", "hash"])


def empreinte(log: Log) -> str:
    """What `hash` must be, from the content and `hash_precedent` of an entry."""
    contenu = {nom: _canonique(getattr(log, nom)) for nom in CONTENU}
    texte = json.dumps(contenu, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{log.hash_precedent}\n{texte}".encode()).hexdigest()


def _verrouiller_tete() -> TeteChaine:
    tete = TeteChaine.objects.select_for_update().filter(pk=1).first()
    if tete is None:
        TeteChaine.objects.bulk_create([TeteChaine(pk=1, sequence=0, hash=GENESE)], ignore_conflicts=True)
        tete = TeteChaine.objects.select_for_update().get(pk=1)
    return tete


def _sequences_suivantes(nombre: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('logs_sequence') FROM generate_series(1, %s)", [nombre])
        return [ligne[0] for ligne in cursor.fetchall()]


def _canonique(valeur: Any) -> Any:
    """One form per value, the same before it is stored and after it is read back."""
    match valeur:
        case datetime():
            return valeur.astimezone(UTC).isoformat(timespec="microseconds")
        case UUID():
            return str(valeur)
        case float():
            return _nombre(valeur)
        case dict():
            return {nom: _canonique(element) for nom, element in valeur.items()}
        case list():
            return [_canonique(element) for element in valeur]
    return valeur


def _nombre(valeur: float) -> int | float:
    """PostgreSQL gives 1e+23 back as digits, -0.0 as 0: a float without fraction counts as a whole number."""
    exact = Decimal(repr(valeur))
    return int(exact) if exact == exact.to_integral_value() else valeur
