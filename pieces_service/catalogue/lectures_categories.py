"""What is read of categories."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import IntegerField, JSONField, QuerySet
from django.db.models.expressions import RawSQL

from catalogue import arbre
from catalogue.errors import CategorieInconnue
from catalogue.models import Categorie, Piece

ARBRE_MAX = 10_000


def categories_vivantes() -> QuerySet[Categorie]:
    """With `chemin`, the names from the root to it, and what is in it, directly and in all below."""
    entier = {"output_field": IntegerField()}
    return (
        Categorie.objects.vivants()
        .annotate(
            chemin=RawSQL(arbre.CHEMIN, [], output_field=JSONField()),
            nombre_pieces=RawSQL(arbre.NOMBRE_PIECES, [], **entier),
            nombre_directes=RawSQL(arbre.NOMBRE_DIRECTES, [], **entier),
            sous_categories=RawSQL(arbre.SOUS_CATEGORIES, [], **entier),
        )
        .order_by("recherche", "id")
    )


def lire_categorie(categorie_id: UUID) -> Categorie:
    """Raises CategorieInconnue."""
    categorie = categories_vivantes().filter(pk=categorie_id).first()
    if categorie is None:
        raise CategorieInconnue(categorie_id=categorie_id)
    return categorie


def arbre_des_categories() -> dict[str, Any]:
    """The whole tree, by name, each with the pieces directly in it and in all below it. Three queries."""
    noeuds = {
        c.id: {"id": c.id, "nom": c.nom, "parent_id": c.parent_id, "version": c.version, "enfants": []}
        for c in Categorie.objects.vivants().order_by("recherche", "id")[:ARBRE_MAX]
    }
    directes = _pieces_par_categorie("TRUE")
    racines = []
    for noeud in noeuds.values():
        noeud["nombre_directes"] = directes.get(noeud["id"], 0)
        parent = noeuds.get(noeud["parent_id"])
        (parent["enfants"] if parent else racines).append(noeud)
    for racine in racines:
        _compter(racine)
    return {"results": racines, "sans_categorie": directes.get(None, 0)}


def categories_publiques() -> list[dict[str, Any]]:
    """Those with published pieces in them or below, by name."""
    directes = _pieces_par_categorie("publie AND actif")
    par_id = {c.id: c for c in Categorie.objects.vivants().order_by("recherche", "id")}
    totaux: dict[UUID, int] = {}
    for categorie_id, nombre in directes.items():
        while categorie_id in par_id:
            totaux[categorie_id] = totaux.get(categorie_id, 0) + nombre
            categorie_id = par_id[categorie_id].parent_id
    return [
        {"id": c.id, "nom": c.nom, "parent_id": c.parent_id, "nombre_pieces": totaux[c.id]}
        for c in par_id.values()
        if c.id in totaux
    ]


def _pieces_par_categorie(condition: str) -> dict[UUID | None, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT categorie_id, count(*) FROM {Piece._meta.db_table}"
            f" WHERE supprime_le IS NULL AND {condition} GROUP BY categorie_id"
        )
        return dict(cursor.fetchall())


def _compter(noeud: dict[str, Any]) -> int:
    noeud["nombre_pieces"] = noeud["nombre_directes"] + sum(map(_compter, noeud["enfants"]))
    return noeud["nombre_pieces"]
