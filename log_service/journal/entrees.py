"""Reading the trash."""

from uuid import UUID

from django.db.models import QuerySet

from chassis.auth.actor import Actor
from journal.errors import EntreeIntrouvable
from journal.models import EntreeCorbeille

# What may be read of an object while it lives may be read of it in the trash, and nothing else.
PERMISSION_DU_MODULE = {
    "categories": "pieces.lire",
    "clients": "clients.lire",
    "commandes": "commandes.lire",
    "emplacements": "stock.lire",
    "fournisseurs": "fournisseurs.lire",
    "pieces": "pieces.lire",
    "roles": "roles.gerer",
    "utilisateurs": "utilisateurs.gerer",
    "webhooks": "webhooks.gerer",
}


def lister_entrees(acteur: Actor) -> QuerySet[EntreeCorbeille]:
    """The entries that `acteur` may know of; a service acting by itself may know of all. Newest first."""
    entrees = EntreeCorbeille.objects.order_by("-supprime_le", "-id")
    if acteur.service:
        return entrees
    lisibles = [module for module, permission in PERMISSION_DU_MODULE.items() if acteur.may(permission)]
    return entrees.filter(module__in=lisibles)


def lire_entree(entree_id: UUID, *, acteur: Actor) -> EntreeCorbeille:
    """Raises EntreeIntrouvable."""
    entree = lister_entrees(acteur).filter(id=entree_id).first()
    if entree is None:
        raise EntreeIntrouvable()
    return entree
