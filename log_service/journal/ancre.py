"""The anchor: where the chain stood, noted outside of the database, in Consul.

Whoever may rewrite everything in the database could make a new chain with a head that fits, or cut off its
end. The anchor remembers the head of a minute ago, and where the chain was allowed to begin: a chain that
does not go through it has been touched.
"""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime

import orjson
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from chassis import registry
from journal.models import Log, PointDeChaine, TeteChaine

log = logging.getLogger(__name__)

CLE = f"ancres/{settings.SERVICE_NAME}"


@dataclass(frozen=True)
class Ancre:
    """`points`: the sequences and hashes at which the chain may begin, announced before each purge."""

    sequence: int
    hash: str
    le: datetime
    points: tuple[tuple[int, str], ...] = ()

    def admet(self, point: PointDeChaine | None) -> bool:
        return point is None or (point.sequence, point.hash) in self.points


def lire_ancre() -> Ancre | None:
    """None when none was ever noted. Raises registry.UNREACHABLE."""
    return _lire()[1]


def lire_ancre_si_possible() -> Ancre | None:
    """None also while Consul does not answer: the chain is then proved without it."""
    try:
        return lire_ancre()
    except registry.UNREACHABLE as erreur:
        log.info("the anchor cannot be read now: %s", erreur)
        return None


def jeter_ancre() -> bool:
    """Note the head as it is now; False, and the old one stays, when the chain no longer honours it.

    Raises registry.UNREACHABLE.
    """
    version, ancienne = _lire()
    tete, point = TeteChaine.objects.filter(pk=1).first(), dernier_point()
    if tete is None:
        return ancienne is None
    if ancienne is not None and not est_honoree(ancienne, tete, point):
        log.error("the audit log does not go through its anchor at sequence %d", ancienne.sequence)
        return False
    if ancienne is None or (ancienne.sequence, ancienne.hash) != (tete.sequence, tete.hash):
        points = ((point.sequence, point.hash),) if point else ()
        _ecrire(version, Ancre(tete.sequence, tete.hash, timezone.now(), points))
    return True


def annoncer_point(*, sequence: int, hash_: str) -> None:
    """Before the entries up to this one are purged: the chain may begin here. Raises registry.UNREACHABLE."""
    version, ancre = _lire()
    if ancre is None:
        tete = TeteChaine.objects.get(pk=1)
        ancre = Ancre(tete.sequence, tete.hash, timezone.now())
    points = (*ancre.points[-1:], (sequence, hash_))
    _ecrire(version, Ancre(ancre.sequence, ancre.hash, ancre.le, points))


def est_honoree(ancre: Ancre, tete: TeteChaine, point: PointDeChaine | None) -> bool:
    """The chain goes through the anchor, and begins where it was announced to."""
    if not ancre.admet(point) or tete.sequence < ancre.sequence:
        return False
    if point is not None and ancre.sequence <= point.sequence:
        return True  # purged since, from a beginning that was announced
    return Log.objects.filter(sequence=ancre.sequence, hash=ancre.hash).exists()


def dernier_point() -> PointDeChaine | None:
    return PointDeChaine.objects.order_by("-sequence").first()


def _lire() -> tuple[int, Ancre | None]:
    _, trouvee = registry.client().kv.get(CLE)
    if trouvee is None:
        return 0, None
    lue = orjson.loads(trouvee["Value"])
    points = tuple((sequence, hash_) for sequence, hash_ in lue["points"])
    return trouvee["ModifyIndex"], Ancre(lue["sequence"], lue["hash"], parse_datetime(lue["le"]), points)


def _ecrire(version: int, ancre: Ancre) -> None:
    """Only over the anchor that was read: of two who write at once, the other one is right as well."""
    registry.client().kv.put(CLE, orjson.dumps(asdict(ancre)), cas=version)
