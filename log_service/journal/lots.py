"""Several entries of the trash restored or purged by one request, each on its own."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chassis.auth.actor import Actor
from chassis.errors import DomainError, Unavailable
from journal.corbeille import purger_entree, restaurer_entree
from journal.entrees import lister_entrees
from journal.errors import ProprietaireIndisponible
from journal.models import EntreeCorbeille

Geste = Callable[..., EntreeCorbeille]


@dataclass(frozen=True)
class Resultat:
    """What became of one entry: its state, None where there is none; `code` and `detail` of a refusal."""

    id: UUID
    etat: str | None
    code: str = ""
    detail: str = ""

    @property
    def ok(self) -> bool:
        return not self.code


def restaurer_lot(*, ids: list[UUID], acteur: Actor) -> list[Resultat]:
    return _mener(ids, restaurer_entree, acteur)


def purger_lot(*, ids: list[UUID], acteur: Actor) -> list[Resultat]:
    return _mener(ids, purger_entree, acteur)


def _mener(ids: list[UUID], geste: Geste, acteur: Actor) -> list[Resultat]:
    """In the order asked, each once. An owner that does not answer is asked no more."""
    connues = lister_entrees(acteur).in_bulk(ids)
    muets: set[str] = set()
    return [_un_resultat(one, connues.get(one), geste, acteur, muets) for one in dict.fromkeys(ids)]


def _un_resultat(
    entree_id: UUID, connue: EntreeCorbeille | None, geste: Geste, acteur: Actor, muets: set[str]
) -> Resultat:
    service = connue.service if connue else ""
    try:
        if service in muets:
            raise ProprietaireIndisponible(service=service)
        return Resultat(entree_id, geste(entree_id=entree_id, acteur=acteur).etat)
    except DomainError as refus:
        if isinstance(refus, Unavailable):
            muets.add(service)
        return Resultat(entree_id, connue.etat if connue else None, refus.code, refus.detail)
