"""Places: a tree of warehouses, shops, aisles and bins. One change of the tree at a time."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet, Value
from django.db.models.functions import Concat, Length, Replace, Substr
from django.utils import timezone

from chassis import audit, corbeille
from chassis.auth.actor import Actor
from chassis.filters import normalise
from chassis.versions import require_version
from stock.errors import (
    EmplacementExistant,
    EmplacementIntrouvable,
    EmplacementOccupe,
    ParentInvalide,
)
from stock.models import Emplacement, NiveauStock
from stock.verrous import verrouiller_arbre

MODULE = "emplacements"
MAX_DEPTH = 8


@transaction.atomic
def creer_emplacement(
    *, code: str, nom: str, type: str, parent_id: UUID | None = None, id: UUID | None = None, acteur: Actor
) -> Emplacement:
    """Raises EmplacementExistant, ParentInvalide."""
    verrouiller_arbre()
    emplacement = Emplacement(code=code, nom=nom, type=type, parent_id=parent_id)
    if id is not None:
        if Emplacement.objects.filter(pk=id).exists():
            raise EmplacementExistant(champ="id")
        emplacement.id = id
    placer(emplacement)
    emplacement.save(force_insert=True)
    audit.record(
        "creer",
        MODULE,
        emplacement.id,
        acteur=acteur,
        libelle=str(emplacement),
        apres=instantane(emplacement),
    )
    return emplacement


@transaction.atomic
def modifier_emplacement(
    *, emplacement_id: UUID, changements: dict[str, Any], version: int | None, acteur: Actor
) -> Emplacement:
    """Change code, nom, type or parent_id; what is inside moves along. `version` is the one that was read.

    Raises EmplacementIntrouvable, VersionMismatch, EmplacementExistant, ParentInvalide.
    """
    verrouiller_arbre()
    emplacement = _vivant(emplacement_id)
    require_version(emplacement.version, version)
    avant, ancien_chemin = instantane(emplacement), emplacement.chemin
    for name, value in changements.items():
        setattr(emplacement, name, value)
    placer(emplacement, ancien_chemin=ancien_chemin)
    if instantane(emplacement) == avant:
        return emplacement
    emplacement.version += 1
    emplacement.save()
    _deplacer_contenu(ancien_chemin, emplacement.chemin)
    audit.record(
        "modifier",
        MODULE,
        emplacement.id,
        acteur=acteur,
        libelle=str(emplacement),
        avant=avant,
        apres=instantane(emplacement),
    )
    return emplacement


@transaction.atomic
def supprimer_emplacement(*, emplacement_id: UUID, version: int | None = None, acteur: Actor) -> None:
    """To the trash, with all that is inside. Raises EmplacementIntrouvable, VersionMismatch, and
    EmplacementOccupe when there is stock in it.

    FOR UPDATE waits for the movements that are under way there, and makes the next ones wait.
    """
    verrouiller_arbre()
    emplacement = _vivant(emplacement_id)
    require_version(emplacement.version, version)
    dedans = Emplacement.objects.filter(contenu(emplacement.chemin), supprime_le=None)
    ids = list(dedans.select_for_update().order_by("id").values_list("id", flat=True))
    occupe = NiveauStock.objects.filter(emplacement_id__in=ids, quantite__gt=0).count()
    if occupe:
        raise EmplacementOccupe(pieces=occupe)
    supprime = {"supprime_le": timezone.now(), "supprime_par": acteur.id, "version": F("version") + 1}
    libelle, avant = str(emplacement), instantane(emplacement)
    avec = [str(each) for each in dedans.exclude(pk=emplacement.pk).order_by("chemin")]
    dedans.exclude(pk=emplacement.pk).update(supprime_avec=emplacement.pk, **supprime)
    Emplacement.objects.filter(pk=emplacement.pk).update(supprime_avec=None, **supprime)
    corbeille.deposer(
        MODULE, emplacement.id, libelle=libelle, instantane={**avant, "contenu": avec}, acteur=acteur
    )
    audit.record("supprimer", MODULE, emplacement.id, acteur=acteur, libelle=libelle, avant=avant)


def emplacements() -> QuerySet[Emplacement]:
    return Emplacement.objects.filter(supprime_le=None).order_by("chemin", "pk")


def lire_emplacement(emplacement_id: UUID) -> Emplacement:
    """Raises EmplacementIntrouvable."""
    return _vivant(emplacement_id)


def placer(emplacement: Emplacement, *, ancien_chemin: str | None = None) -> None:
    """Its path and search text, from its code and parent; the tree is locked. Raises EmplacementExistant,
    ParentInvalide."""
    homonymes = Emplacement.objects.filter(code=emplacement.code, supprime_le=None)
    if homonymes.exclude(pk=emplacement.pk).exists():
        raise EmplacementExistant(champ="code")
    prefixe = ""
    if emplacement.parent_id:
        parent = Emplacement.objects.filter(pk=emplacement.parent_id, supprime_le=None).first()
        if parent is None:
            raise ParentInvalide("Cet emplacement n'existe pas.")
        if ancien_chemin and f"{parent.chemin}/".startswith(f"{ancien_chemin}/"):
            raise ParentInvalide("Un emplacement ne peut pas être dans lui-même.")
        prefixe = f"{parent.chemin}/"
    emplacement.chemin = f"{prefixe}{emplacement.code}"
    emplacement.recherche = normalise(f"{emplacement.code} {emplacement.nom}")
    if emplacement.chemin.count("/") + _profondeur_du_contenu(ancien_chemin) >= MAX_DEPTH:
        raise ParentInvalide(f"Au plus {MAX_DEPTH} niveaux d'emplacements.")


def contenu(chemin: str) -> Q:
    """The place with this path and everything inside it."""
    return Q(chemin=chemin) | Q(chemin__startswith=f"{chemin}/")


def instantane(emplacement: Emplacement) -> dict[str, Any]:
    names = ["code", "nom", "type", "parent_id", "chemin"]
    return {name: getattr(emplacement, name) for name in names}


def _vivant(emplacement_id: UUID, rows=None) -> Emplacement:
    rows = Emplacement.objects if rows is None else rows
    emplacement = rows.filter(pk=emplacement_id, supprime_le=None).first()
    if emplacement is None:
        raise EmplacementIntrouvable()
    return emplacement


def _profondeur_du_contenu(chemin: str | None) -> int:
    """How many levels there are below the place with this path."""
    if chemin is None:
        return 0
    slashes = Length("chemin") - Length(Replace("chemin", Value("/"), Value("")))
    found = Emplacement.objects.filter(contenu(chemin), supprime_le=None).aggregate(deepest=Max(slashes))
    return (found["deepest"] or 0) - chemin.count("/")


def _deplacer_contenu(ancien_chemin: str, chemin: str) -> None:
    if ancien_chemin != chemin:
        inside = Emplacement.objects.filter(chemin__startswith=f"{ancien_chemin}/", supprime_le=None)
        inside.update(
            chemin=Concat(Value(chemin), Substr("chemin", len(ancien_chemin) + 1)), version=F("version") + 1
        )
