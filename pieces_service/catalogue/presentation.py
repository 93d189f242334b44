"""A piece as JSON shows it. Written out by hand: the answers that are asked for most must cost least.

The serializers of the same names describe these shapes; a test compares the two.
"""

from datetime import datetime
from typing import Any

from catalogue import adresses
from catalogue.models import Piece


def piece(objet: Piece) -> dict[str, Any]:
    return {
        **_visible(objet),
        "categorie_id": objet.categorie_id,
        "prix_achat": f"{objet.prix_achat:.2f}",
        "actif": objet.actif,
        "publie": objet.publie,
        "attributs": objet.attributs,
        "fournisseur_id": objet.fournisseur_id,
        "codes_fournisseurs": objet.codes_fournisseurs,
        "version": objet.version,
        "cree_le": instant(objet.cree_le),
        "modifie_le": instant(objet.modifie_le),
        "suppression_demandee_le": instant(objet.suppression_demandee_le),
    }


def piece_publique(objet: Piece) -> dict[str, Any]:
    """What customers may see: no cost, no supplier, nothing internal."""
    return _visible(objet)


def instant(moment: datetime | None) -> str | None:
    """UTC, as everywhere: 2026-11-20T10:00:00.123456Z."""
    return moment and moment.isoformat().replace("+00:00", "Z")


def _visible(objet: Piece) -> dict[str, Any]:
    categorie = objet.categorie if objet.categorie_id else None
    image = objet.image if objet.image_id else None
    return {
        "id": objet.id,
        "reference": objet.reference,
        "nom": objet.nom,
        "description": objet.description,
        "categorie": categorie and {"id": categorie.id, "nom": categorie.nom},
        "unite": objet.unite,
        "code_barres": objet.code_barres,
        "fabricant": objet.fabricant,
        "reference_fabricant": objet.reference_fabricant,
        "prix_vente": f"{objet.prix_vente:.2f}",
        "taux_tva": f"{objet.taux_tva:.2f}",
        "image": image
        and {
            "url": adresses.image(image),
            "miniature": adresses.miniature(image),
            "largeur": image.largeur,
            "hauteur": image.hauteur,
        },
    }
