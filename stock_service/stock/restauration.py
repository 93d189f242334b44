"""Places that come back from the trash with what was inside them, or leave it for good."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from chassis.corbeille import Apercu
from chassis.errors import DomainError
from stock.emplacements import MODULE, instantane, placer
from stock.errors import EmplacementExistant, EmplacementNonSupprime, EmplacementPurge, ParentSupprime
from stock.models import Emplacement, MouvementStock, NiveauStock, Seuil
from stock.models.inventaires import LigneInventaire
from stock.verrous import verrouiller_arbre


@transaction.atomic
def restaurer_emplacement(*, objet_id: UUID, acteur: Actor) -> str:
    """Its label; what went to the trash with it comes back too. Raises EmplacementPurge, ParentSupprime,
    EmplacementExistant when another place took its code (or one inside it) meanwhile."""
    verrouiller_arbre()
    emplacement = _supprime(objet_id)
    if emplacement.supprime_le is None:
        return str(emplacement)
    conflit = _conflit(emplacement)
    if conflit:
        raise conflit
    for each in [emplacement, *_partis_avec(emplacement)]:
        each.supprime_le = each.supprime_par = each.supprime_avec = None
        placer(each)
        each.version += 1
        each.save()
    apres = instantane(emplacement)
    audit.record("restaurer", MODULE, objet_id, acteur=acteur, libelle=str(emplacement), apres=apres)
    return str(emplacement)


def apercu_emplacement(*, objet_id: UUID) -> Apercu:
    """What would come back, and what stands in the way. Raises EmplacementPurge."""
    emplacement = _supprime(objet_id)
    avec = _partis_avec(emplacement)
    revient = [{"module": MODULE, "objet_id": each.id, "libelle": str(each)} for each in avec]
    seuils = Seuil.objects.filter(emplacement__in=[emplacement, *avec]).select_related("piece", "emplacement")
    revient += [
        {"module": "seuils", "objet_id": each.piece_id, "libelle": f"{each.piece} à {each.emplacement.code}"}
        for each in seuils.order_by("id")
    ]
    conflit = _conflit(emplacement) if emplacement.supprime_le else None
    conflits = [{"code": conflit.code, "detail": conflit.detail}] if conflit else []
    return Apercu(str(emplacement), revient, conflits)


@transaction.atomic
def purger_emplacement(*, objet_id: UUID, acteur: Actor) -> str:
    """Remove it for good, with what went to the trash with it. What the ledger names stays as a row that can
    no longer come back. Raises EmplacementNonSupprime for a living one."""
    verrouiller_arbre()
    emplacement = Emplacement.objects.filter(pk=objet_id).first()
    if emplacement is None or emplacement.purge_le:
        return str(emplacement or objet_id)
    if emplacement.supprime_le is None:
        raise EmplacementNonSupprime()
    libelle = str(emplacement)
    for each in [*reversed(_partis_avec(emplacement)), emplacement]:
        _purger(each)
    audit.record("purger", MODULE, objet_id, acteur=acteur, libelle=libelle)
    return libelle


def _supprime(objet_id: UUID) -> Emplacement:
    emplacement = Emplacement.objects.filter(pk=objet_id, purge_le=None).select_related("parent").first()
    if emplacement is None:
        raise EmplacementPurge()
    return emplacement


def _partis_avec(emplacement: Emplacement) -> list[Emplacement]:
    """From the outside in: a place comes after the one it is in."""
    rows = Emplacement.objects.filter(supprime_avec=emplacement.pk, supprime_le__isnull=False, purge_le=None)
    return sorted(rows, key=lambda each: (each.chemin.count("/"), each.chemin))


def _conflit(emplacement: Emplacement) -> DomainError | None:
    if emplacement.parent and emplacement.parent.supprime_le:
        return ParentSupprime(parent_id=emplacement.parent_id)
    codes = [each.code for each in [emplacement, *_partis_avec(emplacement)]]
    pris = Emplacement.objects.filter(code__in=codes, supprime_le=None).order_by("code").first()
    if pris:
        return EmplacementExistant(f"Un autre emplacement porte le code {pris.code}.", champ="code")
    return None


def _purger(emplacement: Emplacement) -> None:
    if _nomme_ailleurs(emplacement):
        emplacement.purge_le = timezone.now()
        emplacement.save(update_fields=["purge_le"])
    else:
        emplacement.delete()


def _nomme_ailleurs(emplacement: Emplacement) -> bool:
    return (
        NiveauStock.objects.filter(emplacement=emplacement).exists()
        or MouvementStock.objects.filter(emplacement=emplacement).exists()
        or LigneInventaire.objects.filter(emplacement=emplacement).exists()
        or Emplacement.objects.filter(parent=emplacement).exists()
    )
