"""The rules of writing a category: a tree where siblings have different names."""

from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from catalogue import arbre
from catalogue.conflits import refus_lisibles
from catalogue.errors import CategorieInconnue, CategorieUtilisee, CycleCategorie
from catalogue.models import Categorie, Piece
from chassis import audit, corbeille
from chassis.auth.actor import Actor
from chassis.filters import normalise
from chassis.identifiers import new_id
from chassis.versions import require_version


class FicheCategorie(TypedDict, total=False):
    nom: str
    parent_id: UUID | None


@transaction.atomic
def creer_categorie(
    *, nom: str, acteur: Actor, parent_id: UUID | None = None, id: UUID | None = None
) -> Categorie:
    """Raises CategorieAbsente (parent_id), CategorieTropProfonde, CategorieExistante, IdentifiantExistant."""
    if parent_id:
        arbre.retenir_categorie(parent_id, champ="parent_id")
        arbre.verifier_profondeur(parent_id, 1)
    categorie = Categorie(id=id or new_id(), parent_id=parent_id)
    _nommer(categorie, nom)
    with refus_lisibles():
        categorie.save(force_insert=True)
    _auditer("creer", categorie, None, etat(categorie), acteur)
    return categorie


@transaction.atomic
def modifier_categorie(
    *, categorie_id: UUID, acteur: Actor, version: int | None = None, **champs: Unpack[FicheCategorie]
) -> Categorie:
    """Rename or move.

    Raises CategorieInconnue, VersionMismatch, CycleCategorie, CategorieAbsente, CategorieExistante.
    """
    if "parent_id" in champs:
        arbre.verrouiller_arbre()
    categorie = _verrouiller(categorie_id)
    require_version(categorie.version, version)
    ancien = etat(categorie)
    if "parent_id" in champs and champs["parent_id"] != categorie.parent_id:
        _deplacer(categorie, champs["parent_id"])
    _nommer(categorie, champs.get("nom", categorie.nom))
    nouveau = etat(categorie)
    if nouveau != ancien:
        changes = [champ for champ in nouveau if nouveau[champ] != ancien[champ]]
        categorie.version += 1
        with refus_lisibles():
            categorie.save()
        _auditer(
            "modifier", categorie, {c: ancien[c] for c in changes}, {c: nouveau[c] for c in changes}, acteur
        )
    return categorie


@transaction.atomic
def supprimer_categorie(*, categorie_id: UUID, acteur: Actor, version: int | None = None) -> None:
    """Put a category in the trash, and all below it. No piece may be in any of them.

    Raises CategorieInconnue, VersionMismatch, CategorieUtilisee.
    """
    arbre.verrouiller_arbre()
    categorie = _verrouiller(categorie_id)
    require_version(categorie.version, version)
    branche = _verrouiller_branche(categorie)
    pieces = Piece.objects.vivants().filter(categorie__in=branche).count()
    if pieces:
        raise CategorieUtilisee(pieces=pieces, sous_categories=len(branche) - 1)
    for une in branche:
        une.supprime_le, une.supprime_par = timezone.now(), acteur.id
        une.supprime_avec = None if une == categorie else categorie.id
        une.version += 1
        une.save()
        _auditer("supprimer", une, {"supprimee": False}, {"supprimee": True}, acteur)
    corbeille.deposer(
        "categories", categorie.id, libelle=categorie.nom, instantane=etat(categorie), acteur=acteur
    )


def remettre_categorie(categorie_id: UUID, *, acteur: Actor) -> list[Categorie]:
    """Take a category out of the trash, what it was in, and what was deleted with it.

    Those of them that had been deleted by themselves: each has an entry of its own in the trash.
    The caller holds the lock of the tree. Raises CategorieExistante when its name was taken meanwhile.
    """
    categorie = Categorie.objects.select_for_update().get(pk=categorie_id)
    if categorie.supprime_le is None:
        return []
    revenues = []
    if categorie.parent_id:
        revenues = remettre_categorie(categorie.parent_id, acteur=acteur)
        categorie.refresh_from_db()
        if categorie.supprime_le is None:
            return revenues  # it came back with the one it was in
    if categorie.supprime_avec is None:
        revenues.append(categorie)
    categorie.supprime_le = categorie.supprime_par = categorie.supprime_avec = None
    categorie.version += 1
    with refus_lisibles():
        categorie.save()
    _auditer("restaurer", categorie, {"supprimee": True}, {"supprimee": False}, acteur)
    for avec in supprimees_avec(categorie_id).order_by("id").values_list("id", flat=True):
        revenues += remettre_categorie(avec, acteur=acteur)
    return revenues


def supprimees_avec(categorie_id: UUID) -> QuerySet[Categorie]:
    """The categories that went to the trash because this one did."""
    return Categorie.objects.filter(supprime_avec=categorie_id)


def etat(categorie: Categorie) -> dict[str, Any]:
    return {"nom": categorie.nom, "parent_id": str(categorie.parent_id) if categorie.parent_id else None}


def _verrouiller(categorie_id: UUID) -> Categorie:
    categorie = Categorie.objects.vivants().select_for_update().filter(pk=categorie_id).first()
    if categorie is None:
        raise CategorieInconnue(categorie_id=categorie_id)
    return categorie


def _verrouiller_branche(categorie: Categorie) -> list[Categorie]:
    """The category and all below it, locked. Who adds a piece or a category to one holds it: one of us waits.

    Locked, a category gets no new child; so the branch is whole when looking again finds nothing more.
    """
    vues: set[UUID] = set()
    while True:
        branche = list(
            Categorie.objects.filter(id__in=arbre.descendants(categorie.id))
            .select_for_update()
            .order_by("id")
        )
        if vues == {une.id for une in branche}:
            return branche
        vues = {une.id for une in branche}


def _deplacer(categorie: Categorie, parent_id: UUID | None) -> None:
    """The caller holds the lock of the tree, so that nobody moves the new parent meanwhile."""
    if parent_id:
        if arbre.est_sous(parent_id, categorie.id):
            raise CycleCategorie(categorie_id=categorie.id, parent_id=parent_id)
        arbre.retenir_categorie(parent_id, champ="parent_id")
        arbre.verifier_profondeur(parent_id, arbre.hauteur(categorie.id))
    categorie.parent_id = parent_id


def _nommer(categorie: Categorie, nom: str) -> None:
    categorie.nom = nom
    categorie.nom_cle = " ".join(nom.casefold().split())
    categorie.recherche = normalise(nom)[:600]


def _auditer(action: str, categorie: Categorie, avant: dict | None, apres: dict, acteur: Actor) -> None:
    audit.record(
        action, "categories", categorie.id, acteur=acteur, libelle=categorie.nom, avant=avant, apres=apres
    )
