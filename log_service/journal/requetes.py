"""The path of one request through the services: who called whom, and what was done there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chassis.auth.actor import Actor
from journal.errors import RequeteInconnue
from journal.models import AppelService, Log

MAXIMUM = 1_000  # a request that left more behind shows its beginning
# Clocks of two machines differ a little, and a duration is rounded.
TOLERANCE = timedelta(milliseconds=20)


@dataclass
class Etape:
    """A call or an act. `fin` of an act is its moment; `service` is who acted, for a call the caller."""

    cle: str
    service: str
    debut: datetime
    fin: datetime
    appel: AppelService | None = None
    acte: Log | None = None
    parent: "Etape | None" = None
    profondeur: int = 0
    decalage_ms: float = 0.0
    suite: list["Etape"] = field(default_factory=list)

    @property
    def type(self) -> str:
        return "appel" if self.appel else "acte"

    @property
    def duree_ms(self) -> float | None:
        return self.appel.duree_ms if self.appel else None


@dataclass
class Parcours:
    request_id: str
    etapes: list[Etape]
    actes_visibles: bool

    @property
    def debut(self) -> datetime:
        return min(etape.debut for etape in self.etapes)

    @property
    def fin(self) -> datetime:
        return max(etape.fin for etape in self.etapes)

    @property
    def duree_ms(self) -> float:
        return _ms(self.fin - self.debut)

    @property
    def services(self) -> list[str]:
        """Each once, in the order in which they appear."""
        noms = dict.fromkeys(
            nom
            for etape in self.etapes
            for nom in (etape.service, etape.appel.service_cible if etape.appel else etape.service)
        )
        return list(noms)


def lire_parcours(request_id: str, *, acteur: Actor) -> Parcours:
    """Acts are there for those alone who may read the audit log. Raises RequeteInconnue."""
    visibles = acteur.may("logs.lire")
    appels = AppelService.objects.filter(request_id=request_id).order_by("appele_le", "id")
    etapes = [_appel(appel) for appel in appels[:MAXIMUM]]
    if visibles:
        actes = Log.objects.filter(request_id=request_id).order_by("emis_le", "sequence")
        etapes += [_acte(acte) for acte in actes[:MAXIMUM]]
    if not etapes:
        raise RequeteInconnue()
    return Parcours(request_id, _arbre(etapes), visibles)


def _appel(appel: AppelService) -> Etape:
    """The journal notes a call when it ends."""
    debut = appel.appele_le - timedelta(milliseconds=appel.duree_ms)
    return Etape(f"appel-{appel.id}", appel.service_source, debut, appel.appele_le, appel=appel)


def _acte(acte: Log) -> Etape:
    return Etape(f"acte-{acte.id}", acte.service, acte.emis_le, acte.emis_le, acte=acte)


def _arbre(etapes: list[Etape]) -> list[Etape]:
    """Each step below the call it happened in, oldest first."""
    etapes.sort(key=lambda etape: (etape.debut, etape.type == "acte", etape.cle))
    depart = etapes[0].debut
    racines = []
    for rang, etape in enumerate(etapes):
        etape.decalage_ms = _ms(etape.debut - depart)
        etape.parent = _parent(etape, etapes, rang)
        etape.profondeur = etape.parent.profondeur + 1 if etape.parent else 0
        (etape.parent.suite if etape.parent else racines).append(etape)
    return list(_en_profondeur(racines))


def _parent(etape: Etape, etapes: list[Etape], rang: int) -> Etape | None:
    """The call to this step's service that was under way then; of several the one that began last."""
    for autre in reversed(etapes[:rang]):
        if autre.appel is None or autre.appel.service_cible != etape.service:
            continue
        if autre.debut - TOLERANCE <= etape.debut and etape.fin <= autre.fin + TOLERANCE:
            return autre
    return None


def _en_profondeur(racines: list[Etape]) -> Iterator[Etape]:
    pile = racines[::-1]
    while pile:
        etape = pile.pop()
        yield etape
        pile += etape.suite[::-1]


def _ms(duree: timedelta) -> float:
    return round(duree / timedelta(milliseconds=1), 1)
