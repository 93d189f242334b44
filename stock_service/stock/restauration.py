"""Places that come back from the trash, or leave it for good."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from stock.emplacements import MODULE, instantane, placer
from stock.errors import EmplacementNonSupprime, EmplacementPurge, ParentSupprime
from stock.models import Emplacement, MouvementStock, NiveauStock
from stock.verrous import verrouiller_arbre


@transaction.atomic
def restaurer_emplacement(*, objet_id: UUID, acteur: Actor) -> str:
    """Its label. Raises EmplacementPurge, ParentSupprime, EmplacementExistant when another place took its
    code meanwhile."""
    verrouiller_arbre()
    emplacement = Emplacement.objects.filter(pk=objet_id, purge_le=None).select_related("parent").first()
    if emplacement is None:
        raise EmplacementPurge()
    if emplacement.supprime_le is None:
        return str(emplacement)
    if emplacement.parent and emplacement.parent.supprime_le:
        raise ParentSupprime(parent_id=emplacement.parent_id)
    emplacement.supprime_le = emplacement.supprime_par = None
    placer(emplacement)
    emplacement.version += 1
    emplacement.save()
    apres = instantane(emplacement)
    audit.record("restaurer", MODULE, objet_id, acteur=acteur, libelle=str(emplacement), apres=apres)
    return str(emplacement)


@transaction.atomic
def purger_emplacement(*, objet_id: UUID, acteur: Actor) -> str:
    """Remove it for good. What the ledger names stays as a row that can no longer come back. Raises
    EmplacementNonSupprime for a living one."""
    verrouiller_arbre()
    emplacement = Emplacement.objects.filter(pk=objet_id).first()
    if emplacement is None or emplacement.purge_le:
        return str(emplacement or objet_id)
    if emplacement.supprime_le is None:
        raise EmplacementNonSupprime()
    libelle = str(emplacement)
    if _nomme_ailleurs(emplacement):
        emplacement.purge_le = timezone.now()
        emplacement.save(update_fields=["purge_le"])
    else:
        emplacement.delete()
    audit.record("purger", MODULE, objet_id, acteur=acteur, libelle=libelle)
    return libelle


def _nomme_ailleurs(emplacement: Emplacement) -> bool:
    return (
        NiveauStock.objects.filter(emplacement=emplacement).exists()
        or MouvementStock.objects.filter(emplacement=emplacement).exists()
        or Emplacement.objects.filter(parent=emplacement).exists()
    )
