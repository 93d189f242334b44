"""What would come back out of the trash, and what stands in the way. Nothing is changed."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from catalogue import arbre, clients, fiche
from catalogue.categories import supprimees_avec
from catalogue.errors import CategorieExistante, ConflitReference, ObjetHorsCorbeille, ObjetPurge
from catalogue.models import Categorie, Piece
from chassis.corbeille import Apercu


def apercu_piece(*, objet_id: UUID) -> Apercu:
    """With it: its picture, its categories of the trash, and what stock_service keeps with it.

    Raises ObjetPurge, ObjetHorsCorbeille, CallFailed.
    """
    piece = Piece.objects.filter(pk=objet_id).select_related("categorie").first()
    if piece is None:
        raise ObjetPurge(module="pieces")
    if piece.supprime_le is None:
        raise ObjetHorsCorbeille(module="pieces")
    categories = _ancetres_supprimes(piece.categorie)
    avec = [_element("categories", c.id, c.nom) for c in categories]
    if piece.image_id:
        avec.append(_element("images", piece.id, f"Image de {fiche.libelle(piece)}"))
    return Apercu(
        libelle=fiche.libelle(piece),
        revient=[*avec, *clients.dependances(piece.id)],
        conflits=[*_reprises(piece), *_conflits_de_noms(categories)],
    )


def apercu_categorie(*, objet_id: UUID) -> Apercu:
    """With it: those it was in, and those deleted with it. Raises ObjetPurge, ObjetHorsCorbeille."""
    categorie = Categorie.objects.filter(pk=objet_id).first()
    if categorie is None:
        raise ObjetPurge(module="categories")
    if categorie.supprime_le is None:
        raise ObjetHorsCorbeille(module="categories")
    ancetres = _ancetres_supprimes(categorie)
    autres = [c for c in ancetres if c != categorie] + list(supprimees_avec(objet_id).order_by("recherche"))
    return Apercu(
        libelle=categorie.nom,
        revient=[_element("categories", c.id, c.nom) for c in autres],
        conflits=_conflits_de_noms(ancetres),
    )


def _ancetres_supprimes(categorie: Categorie | None) -> list[Categorie]:
    """The category and what it is in, as far as they are in the trash."""
    if categorie is None:
        return []
    return list(
        Categorie.objects.filter(id__in=arbre.ancetres(categorie.id), supprime_le__isnull=False).order_by(
            "id"
        )
    )


def _reprises(piece: Piece) -> list[dict[str, str]]:
    """Its reference or its barcode, when another piece has taken it meanwhile."""
    memes = Q(reference_cle=piece.reference_cle)
    if piece.gtin:
        memes |= Q(gtin=piece.gtin)
    return [
        {"code": ConflitReference.code, "detail": f"{ConflitReference.title} : {fiche.libelle(autre)}."}
        for autre in Piece.objects.vivants().filter(memes).only("reference", "nom").order_by("reference")
    ]


def _conflits_de_noms(categories: list[Categorie]) -> list[dict[str, str]]:
    return [
        {"code": CategorieExistante.code, "detail": f"{CategorieExistante.title} : {categorie.nom}."}
        for categorie in categories
        if _homonymes(categorie).exists()
    ]


def _homonymes(categorie: Categorie) -> QuerySet[Categorie]:
    return Categorie.objects.vivants().filter(nom_cle=categorie.nom_cle, parent_id=categorie.parent_id)


def _element(module: str, objet_id: UUID, libelle: str) -> dict[str, Any]:
    return {"module": module, "objet_id": str(objet_id), "libelle": libelle}
