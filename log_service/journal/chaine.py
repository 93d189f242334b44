"""The hash chain of the audit log: appending to it, and proving that nobody touched it.

Each entry keeps sha256(its content in canonical JSON, and the hash of the entry before). Appending is done
under the lock of one row, the head, which remembers the last link: so a chain stays one under concurrency,
and an entry cut off its end is missed as much as one taken out of its middle.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from journal.models import Log, TeteChaine

GENESE = "0" * 64
PAR_LECTURE = 2_000
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


@dataclass(frozen=True)
class Rupture:
    """The first entry that does not fit; `id` is None where it is one that should be there and is not."""

    sequence: int
    id: UUID | None
    raison: str


@dataclass(frozen=True)
class Verification:
    """`suite` is the sequence after which to go on, None when the end of the chain was reached."""

    verifiees: int
    rupture: Rupture | None
    suite: int | None
    tete: str

    @property
    def intacte(self) -> bool:
        return self.rupture is None


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


def verifier_chaine(*, apres: int = 0, limite: int | None = None) -> Verification:
    """Recompute the links after the sequence `apres` (0: from the first), at most `limite` of them."""
    tete = TeteChaine.objects.filter(pk=1).first() or TeteChaine(sequence=0, hash=GENESE)
    dernier = _maillon(apres)
    verifiees = 0
    for log in _lire(apres, tete.sequence):
        if limite is not None and verifiees >= limite:
            return Verification(verifiees, None, dernier.sequence, tete.hash)
        raison = _raison_de_rupture(log, dernier.hash)
        if raison:
            return Verification(verifiees, Rupture(log.sequence, log.id, raison), None, tete.hash)
        dernier, verifiees = log, verifiees + 1
    return Verification(verifiees, _rupture_de_la_fin(dernier, tete), None, tete.hash)


def verifier_les_derniers(nombre: int) -> Verification:
    """The last links only: what a frequent check can afford."""
    sequences = Log.objects.order_by("-sequence").values_list("sequence", flat=True)
    return verifier_chaine(apres=next(iter(sequences[nombre : nombre + 1]), 0))


def _raison_de_rupture(log: Log, hash_precedent: str) -> str:
    if log.hash_precedent != hash_precedent:
        return "chainage"
    return "" if log.hash == empreinte(log) else "contenu"


def _rupture_de_la_fin(dernier: Log, tete: TeteChaine) -> Rupture | None:
    """The chain must end where its head says, and nothing may stand behind the head's own row."""
    if dernier.sequence < tete.sequence or dernier.hash != tete.hash:
        return Rupture(tete.sequence, None, "fin_manquante")
    intrus = Log.objects.raw(
        "SELECT * FROM logs WHERE sequence > (SELECT coalesce(max(sequence), 0) FROM logs_tete)"
        " ORDER BY sequence LIMIT 1"
    )
    return next((Rupture(log.sequence, log.id, "hors_chaine") for log in intrus), None)


def _lire(apres: int, jusqua: int) -> Iterator[Log]:
    """In order, by pieces: entries up to the head are all committed, so no piece changes meanwhile."""
    while True:
        logs = list(
            Log.objects.filter(sequence__gt=apres, sequence__lte=jusqua).order_by("sequence")[:PAR_LECTURE]
        )
        yield from logs
        if len(logs) < PAR_LECTURE:
            return
        apres = logs[-1].sequence


def _maillon(sequence: int) -> Log:
    """The last entry at or before a sequence; before the first stands the genesis."""
    logs = Log.objects.filter(sequence__lte=sequence).order_by("-sequence")
    return logs.first() or Log(sequence=0, hash=GENESE)


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
