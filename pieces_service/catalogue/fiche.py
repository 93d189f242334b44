"""The editable fields of a piece, and how they are told to people, to the trash and to other services."""

from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

import orjson

from catalogue.models import Piece


class Fiche(TypedDict, total=False):
    """What a client may set. On creation `nom` is needed, the rest has defaults; on change, any part."""

    reference: str
    nom: str
    description: str
    categorie_id: UUID | None
    unite: str
    code_barres: str
    fabricant: str
    reference_fabricant: str
    prix_achat: Decimal
    prix_vente: Decimal
    taux_tva: Decimal
    actif: bool
    publie: bool
    attributs: dict[str, Any]
    fournisseur_id: UUID | None
    codes_fournisseurs: list[dict[str, Any]]


CHAMPS = tuple(Fiche.__annotations__)
UNITE = "pièce"
TAUX_TVA = Decimal("20.00")
MONTANTS = ("prix_achat", "prix_vente", "taux_tva")


def libelle(piece: Piece) -> str:
    return f"{piece.reference} {piece.nom}"


def etat(piece: Piece) -> dict[str, Any]:
    """The fields as JSON holds them: money with two decimals, ids as text."""
    return {champ: _en_json(champ, getattr(piece, champ)) for champ in CHAMPS}


def difference(avant: dict[str, Any], apres: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changed fields only, before and after."""
    changes = [champ for champ in apres if _octets(avant[champ]) != _octets(apres[champ])]
    return {c: avant[c] for c in changes}, {c: apres[c] for c in changes}


def pour_les_services(piece: Piece) -> dict[str, Any]:
    """The piece as other services keep it (contracts/messages/pieces.json). Deleted, it is not active."""
    supprimee = piece.supprime_le is not None
    return {
        "id": str(piece.id),
        "reference": piece.reference,
        "nom": piece.nom,
        "unite": piece.unite,
        "prix_achat": f"{piece.prix_achat:.2f}",
        "prix_vente": f"{piece.prix_vente:.2f}",
        "taux_tva": f"{piece.taux_tva:.2f}",
        "actif": piece.actif and not supprimee,
        "supprimee": supprimee,
        "version": piece.version,
        "fournisseur_id": str(piece.fournisseur_id) if piece.fournisseur_id else None,
        "code_barres": piece.code_barres,
    }


def _octets(valeur: Any) -> bytes:
    """Python finds true and 1 equal; JSON does not."""
    return orjson.dumps(valeur, option=orjson.OPT_SORT_KEYS)


def _en_json(champ: str, valeur: Any) -> Any:
    if champ in MONTANTS:
        return f"{valeur:.2f}"
    return str(valeur) if isinstance(valeur, UUID) else valeur
