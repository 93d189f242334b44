"""The catalogue as a table, in the columns an import reads: what goes out may come in again."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Func, QuerySet, TextField

from catalogue.importation.colonnes import ATTRIBUT, EN_TETES
from catalogue.importation.rapprochement import Categories, en_cellule
from catalogue.models import Piece

PAQUET = 1000
ATTRIBUTS_MAX = 50
EXEMPLES = (
    (
        "VIS-M8",
        "Vis M8 × 40",
        "",
        "Visserie > Inox",
        "pièce",
        "",
        "",
        "",
        "0,10",
        "0,25",
        "20",
        "oui",
        "non",
        "",
        "",
    ),
    ("", "Écrou M8", "", "Visserie", "boîte", "", "", "", "3,20", "5,90", "20", "oui", "oui", "", "EC-8"),
)


def en_tetes_et_lignes(pieces: QuerySet[Piece]) -> tuple[list[str], Iterator[list[Any]]]:
    """Streamed from the database: the memory it takes does not depend on how many there are."""
    attributs = _noms_d_attributs(pieces)
    return [*EN_TETES, *(ATTRIBUT + nom for nom in attributs)], _lignes(pieces, attributs)


def _lignes(pieces: QuerySet[Piece], attributs: list[str]) -> Iterator[list[Any]]:
    chemins = Categories().chemins
    sans_liens = pieces.select_related(None)
    for piece in sans_liens.iterator(chunk_size=PAQUET):
        calculees = {
            "categorie": chemins.get(piece.categorie_id, ""),
            "fournisseur_id": piece.fournisseur_id and str(piece.fournisseur_id),
            "codes_fournisseurs": ", ".join(entree["code"] for entree in piece.codes_fournisseurs),
        }
        ligne = [calculees[nom] if nom in calculees else getattr(piece, nom) for nom in EN_TETES]
        valeurs = [en_cellule(piece.attributs[nom]) if nom in piece.attributs else None for nom in attributs]
        yield [*ligne, *valeurs]


def _noms_d_attributs(pieces: QuerySet[Piece]) -> list[str]:
    cle = Func("attributs", function="jsonb_object_keys", output_field=TextField())
    noms = pieces.order_by().annotate(cle=cle).values_list("cle", flat=True).distinct()
    return sorted(noms[:ATTRIBUTS_MAX])
