"""What may be wrong with a cell: a code for programs, a sentence in the two languages of the screens."""

from typing import Any

from openpyxl.utils import get_column_letter

PHRASES = {
    "requis": ("Une valeur est obligatoire pour créer une pièce.", "A value is needed to create a part."),
    "nombre_invalide": ("Un nombre est attendu.", "A number is expected."),
    "decimales": ("Trop de décimales.", "Too many decimals."),
    "trop_petit": ("La valeur est trop petite.", "The value is too small."),
    "trop_grand": ("La valeur est trop grande.", "The value is too large."),
    "trop_long": ("Le texte est trop long.", "The text is too long."),
    "oui_non_attendu": ("Oui ou non est attendu.", "Yes or no is expected."),
    "valeur_invalide": ("Cette valeur n'est pas valable.", "This value is not valid."),
    "code_barres_invalide": (
        "Un EAN-8, UPC-A ou EAN-13 à la clé de contrôle juste est attendu.",
        "An EAN-8, UPC-A or EAN-13 with the right check digit is expected.",
    ),
    "reference_en_double": (
        "Cette référence est déjà plus haut dans le fichier.",
        "This reference is further up already.",
    ),
    "code_barres_en_double": (
        "Ce code-barres est déjà plus haut dans le fichier.",
        "This barcode is further up already.",
    ),
    "code_barres_existant": (
        "Une autre pièce porte déjà ce code-barres.",
        "Another part has this barcode already.",
    ),
    "reference_existante": (
        "Une autre pièce porte déjà cette référence.",
        "Another part has this reference already.",
    ),
    "categorie_absente": ("Cette catégorie n'existe pas.", "There is no such category."),
    "suppression_en_cours": ("La suppression de cette pièce est en cours.", "This part is being deleted."),
    "piece_inconnue": ("Cette pièce a été supprimée entre-temps.", "This part was deleted meanwhile."),
    "colonne_inconnue": ("Cette colonne n'est pas connue.", "This column is not known."),
    "colonne_en_double": ("Cette colonne est là deux fois.", "This column is there twice."),
    "colonne_manquante": (
        "Une colonne reference, code_barres ou nom est nécessaire.",
        "A column reference, code_barres or nom is needed.",
    ),
    "erreur_imprevue": (
        "Une erreur imprévue a empêché d'appliquer cette ligne.",
        "An unforeseen error kept this line from being applied.",
    ),
    "fichier_illisible": ("Ce fichier ne peut pas être lu.", "This file cannot be read."),
}
CODES_DRF = {
    "max_length": "trop_long",
    "min_value": "trop_petit",
    "max_value": "trop_grand",
    "max_digits": "trop_grand",
    "max_whole_digits": "trop_grand",
    "max_decimal_places": "decimales",
    "blank": "requis",
}
VALEUR_MONTREE = 100


def erreur(
    code: str,
    *,
    ligne: int,
    rang: int | None = None,
    en_tete: str = "",
    champ: str = "",
    valeur: Any = "",
    detail: str | None = None,
) -> dict[str, Any]:
    """`rang` counts columns from 1; `detail` is a more precise sentence than the code's, in French."""
    francais, anglais = PHRASES.get(code, PHRASES["valeur_invalide"])
    return {
        "ligne": ligne,
        "colonne": get_column_letter(rang) if rang else "",
        "en_tete": en_tete,
        "champ": champ,
        "valeur": str(valeur)[:VALEUR_MONTREE],
        "code": code,
        "message": detail or francais,
        "message_en": anglais,
    }
