"""Reading the trash."""

from uuid import UUID

from django.db.models import QuerySet

from chassis.auth.actor import Actor
from journal.errors import EntreeIntrouvable
from journal.models import EntreeCorbeille

# What was an account or a role is for those alone who may manage them.
PERMISSION_DU_MODULE = {"utilisateurs": "utilisateurs.gerer", "roles": "roles.gerer"}


def lister_entrees(acteur: Actor) -> QuerySet[EntreeCorbeille]:
    """The entries that `acteur` may know of; a service acting by itself may know of all. Newest first."""
    caches = [module for module, permission in PERMISSION_DU_MODULE.items() if not acteur.may(permission)]
    entrees = EntreeCorbeille.objects.order_by("-supprime_le", "-id")
    return entrees if acteur.service else entrees.exclude(module__in=caches)


def lire_entree(entree_id: UUID, *, acteur: Actor) -> EntreeCorbeille:
    """Raises EntreeIntrouvable."""
    entree = lister_entrees(acteur).filter(id=entree_id).first()
    if entree is None:
        raise EntreeIntrouvable()
    return entree
