"""Out of the trash, one way or the other: back in the catalogue, or gone for good.

Whatever touches a category of the trash takes the lock of the tree first: two of these rules never wait for
each other in a circle.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from catalogue import arbre, fiche, historique
from catalogue.categories import remettre_categorie, supprimees_avec
from catalogue.conflits import refus_lisibles
from catalogue.errors import (
    CodeBarresExistant,
    ConflitReference,
    ObjetHorsCorbeille,
    ObjetPurge,
    ReferenceExistante,
)
from catalogue.models import Categorie, Image, Piece
from chassis import audit, corbeille
from chassis.auth.actor import Actor


@transaction.atomic
def restaurer_piece(*, objet_id: UUID, acteur: Actor) -> str:
    """Back in the catalogue, its category with it when that is in the trash too. The piece's label.

    Raises ObjetPurge, ConflitReference, CategorieExistante.
    """
    arbre.verrouiller_arbre()
    piece = Piece.objects.select_for_update().filter(pk=objet_id).first()
    if piece is None:
        raise ObjetPurge(module="pieces")
    if piece.supprime_le is None:
        return fiche.libelle(piece)
    if piece.categorie_id:
        for avec in remettre_categorie(piece.categorie_id, acteur=acteur):
            corbeille.reprendre("categories", avec.id, acteur=acteur)
    piece.supprime_le = piece.supprime_par = None
    piece.version += 1
    try:
        with refus_lisibles():
            piece.save()
    except (ReferenceExistante, CodeBarresExistant) as refus:
        raise ConflitReference(champ=refus.data["champ"]) from refus
    historique.tracer(
        "restaurer", piece=piece, avant={"supprimee": True}, apres={"supprimee": False}, acteur=acteur
    )
    return fiche.libelle(piece)


@transaction.atomic
def purger_piece(*, objet_id: UUID, acteur: Actor) -> str:
    """Remove the row and its history for good. Raises ObjetHorsCorbeille when it was restored."""
    piece = Piece.objects.select_for_update().filter(pk=objet_id).first()
    if piece is None:
        return ""
    if piece.supprime_le is None:
        raise ObjetHorsCorbeille(module="pieces")
    libelle = fiche.libelle(piece)
    Image.objects.filter(piece=piece).update(inutile_depuis=timezone.now())
    piece.delete()
    audit.record("purger", "pieces", objet_id, acteur=acteur, libelle=libelle, avant=fiche.etat(piece))
    return libelle


@transaction.atomic
def restaurer_categorie(*, objet_id: UUID, acteur: Actor) -> str:
    """Back in the tree, what it was in with it. Raises ObjetPurge, CategorieExistante."""
    arbre.verrouiller_arbre()
    categorie = Categorie.objects.filter(pk=objet_id).first()
    if categorie is None:
        raise ObjetPurge(module="categories")
    for avec in remettre_categorie(objet_id, acteur=acteur):
        if avec.id != objet_id:
            corbeille.reprendre("categories", avec.id, acteur=acteur)
    return categorie.nom


@transaction.atomic
def purger_categorie(*, objet_id: UUID, acteur: Actor) -> str:
    """Remove the row for good, and those deleted with it; pieces of the trash that were in one of them
    will come back without category.

    Raises ObjetHorsCorbeille when it was restored.
    """
    arbre.verrouiller_arbre()
    categorie = Categorie.objects.select_for_update().filter(pk=objet_id).first()
    if categorie is None:
        return ""
    if categorie.supprime_le is None:
        raise ObjetHorsCorbeille(module="categories")
    for avec in supprimees_avec(objet_id).order_by("id"):
        avec.delete()
        audit.record("purger", "categories", avec.id, acteur=acteur, libelle=avec.nom)
    categorie.delete()
    audit.record("purger", "categories", objet_id, acteur=acteur, libelle=categorie.nom)
    return categorie.nom
