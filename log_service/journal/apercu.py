"""Before an object is restored: what comes back with it, and what stands in the way.

Changes nothing, but closes the entry of an object that lives: its return was never heard of.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.auth.actor import Actor
from journal import clients
from journal.corbeille import clore_entree_revenue
from journal.entrees import lire_entree
from journal.errors import EntreeClose, RefusDuProprietaire
from journal.models import EntreeCorbeille, EtatEntree


@dataclass(frozen=True)
class Apercu:
    """`revient`: [{module, objet_id, libelle}]; `conflits`: [{code, detail}], any of which prevents it."""

    entree: EntreeCorbeille
    libelle: str
    revient: list[dict[str, Any]]
    conflits: list[dict[str, str]]

    @property
    def restaurable(self) -> bool:
        return not self.conflits


def lire_apercu(entree_id: UUID, *, acteur: Actor) -> Apercu:
    """Ask the owner. Raises EntreeIntrouvable, EntreeClose, RefusDuProprietaire, Unavailable."""
    entree = lire_entree(entree_id, acteur=acteur)
    if entree.etat != EtatEntree.PRESENT:
        raise EntreeClose(etat=entree.etat)
    try:
        vu = clients.demander_apercu(
            service=entree.service, module=entree.module, objet_id=entree.objet_id, acteur=acteur
        )
    except RefusDuProprietaire as refus:
        if refus.objet_vivant:
            raise clore_entree_revenue(entree) from refus
        raise
    return Apercu(entree, vu["libelle"], vu["revient"], vu["conflits"])
