"""Proving that nobody touched the audit log: every link recomputed, from its beginning to its head."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from journal.ancre import Ancre, dernier_point, est_honoree, lire_ancre_si_possible
from journal.chaine import GENESE, empreinte
from journal.models import Log, PointDeChaine, TeteChaine
from journal.recherche import a_sa_recherche

PAR_LECTURE = 2_000


@dataclass(frozen=True)
class Rupture:
    """The first entry that does not fit; `id` is None where it is one that should be there and is not."""

    sequence: int
    id: UUID | None
    raison: str


@dataclass(frozen=True)
class Verification:
    """`suite` is the sequence after which to go on, None when the end of the chain was reached.

    `total`: about how many entries there are; the sequence has gaps.
    """

    verifiees: int
    rupture: Rupture | None
    suite: int | None
    total: int
    tete: TeteChaine
    ancre: Ancre | None
    point: PointDeChaine | None

    @property
    def intacte(self) -> bool:
        return self.rupture is None


def verifier_chaine(*, apres: int = 0, limite: int | None = None) -> Verification:
    """Recompute the links after the sequence `apres` (0: from the first), at most `limite` of them."""
    verification = _verifier(apres, limite)
    if verification.rupture and dernier_point() != verification.point:
        return _verifier(apres, limite)  # a purge moved the beginning while we read
    return verification


def verifier_les_derniers(nombre: int) -> Verification:
    """The last links only: what a frequent check can afford."""
    sequences = Log.objects.order_by("-sequence").values_list("sequence", flat=True)
    return verifier_chaine(apres=next(iter(sequences[nombre : nombre + 1]), 0))


def _verifier(apres: int, limite: int | None) -> Verification:
    ancre = lire_ancre_si_possible()  # read before the head, which can only be further
    tete = TeteChaine.objects.filter(pk=1).first() or TeteChaine(sequence=0, hash=GENESE)
    point = dernier_point()
    debut = _debut(point)
    bilan = Verification(0, None, None, tete.sequence - debut.sequence, tete, ancre, point)
    rupture = _rupture_au_debut(debut, ancre, point)
    if rupture:
        return replace(bilan, rupture=rupture)
    dernier = _maillon(max(apres, debut.sequence), debut)
    verifies = 0
    for log in _lire(dernier.sequence, tete.sequence):
        if limite is not None and verifies >= limite:
            return replace(bilan, verifiees=verifies, suite=dernier.sequence)
        raison = _raison_de_rupture(log, dernier.hash)
        if raison:
            return replace(bilan, verifiees=verifies, rupture=Rupture(log.sequence, log.id, raison))
        dernier, verifies = log, verifies + 1
    rupture = _rupture_de_la_fin(dernier, tete) or _rupture_de_l_ancre(ancre, tete, point)
    return replace(bilan, verifiees=verifies, rupture=rupture)


def _rupture_au_debut(debut: Log, ancre: Ancre | None, point: PointDeChaine | None) -> Rupture | None:
    """Nothing may stand before the beginning, which must be an announced one."""
    intrus = Log.objects.filter(sequence__lte=debut.sequence).order_by("sequence").first()
    if intrus:
        return Rupture(intrus.sequence, intrus.id, "hors_chaine")
    if ancre is not None and not ancre.admet(point):
        return Rupture(debut.sequence, None, "point")
    return None


def _raison_de_rupture(log: Log, hash_precedent: str) -> str:
    if log.hash_precedent != hash_precedent:
        return "chainage"
    if log.hash != empreinte(log):
        return "contenu"
    return "" if a_sa_recherche(log) else "recherche"


def _rupture_de_la_fin(dernier: Log, tete: TeteChaine) -> Rupture | None:
    """The chain must end where its head says, and nothing may stand behind the head's own row."""
    if dernier.sequence < tete.sequence or dernier.hash != tete.hash:
        return Rupture(tete.sequence, None, "fin_manquante")
    intrus = Log.objects.raw(
        "SELECT * FROM logs WHERE sequence > (SELECT coalesce(max(sequence), 0) FROM logs_tete)"
        " ORDER BY sequence LIMIT 1"
    )
    return next((Rupture(log.sequence, log.id, "hors_chaine") for log in intrus), None)


def _rupture_de_l_ancre(ancre: Ancre | None, tete: TeteChaine, point: PointDeChaine | None) -> Rupture | None:
    """A chain that fits in itself and yet is not the one that was noted outside has been made anew."""
    if ancre is None or est_honoree(ancre, tete, point):
        return None
    return Rupture(ancre.sequence, None, "ancre")


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


def _debut(point: PointDeChaine | None) -> Log:
    """What stands before the first entry: the genesis, or the last one that was purged."""
    return Log(sequence=point.sequence, hash=point.hash) if point else Log(sequence=0, hash=GENESE)


def _maillon(sequence: int, debut: Log) -> Log:
    """The last entry at or before a sequence, or the beginning."""
    return Log.objects.filter(sequence__lte=sequence).order_by("-sequence").first() or debut
