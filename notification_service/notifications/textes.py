"""What notifications say, in each language a user may have chosen. French is the default."""

from decimal import Decimal
from typing import Any

LANGUE = "fr"
QUANTITES = ("quantite", "disponible", "seuil")

# (moduleName, method): {language: (title, message)}; the fields are those of the message.
TEXTES = {
    ("niveaux", "bas"): {
        "fr": ("Stock bas : {reference} {nom}", "Disponible : {disponible} {unite}, seuil : {seuil}."),
        "en": ("Low stock: {reference} {nom}", "Available: {disponible} {unite}, threshold: {seuil}."),
    },
    ("niveaux", "epuise"): {
        "fr": ("Stock épuisé : {reference} {nom}", "Plus rien de disponible, seuil : {seuil} {unite}."),
        "en": ("Out of stock: {reference} {nom}", "Nothing is available, threshold: {seuil} {unite}."),
    },
    ("niveaux", "retabli"): {
        "fr": ("Stock rétabli : {reference} {nom}", "Disponible : {disponible} {unite}, seuil : {seuil}."),
        "en": ("Stock recovered: {reference} {nom}", "Available: {disponible} {unite}, threshold: {seuil}."),
    },
    ("commandes", "valider"): {
        "fr": ("Commande {reference} validée", "{client_nom}"),
        "en": ("Order {reference} confirmed", "{client_nom}"),
    },
    ("commandes", "expedier"): {
        "fr": ("Commande {reference} expédiée", "{client_nom}"),
        "en": ("Order {reference} shipped", "{client_nom}"),
    },
    ("commandes", "annuler"): {
        "fr": ("Commande {reference} annulée", "{client_nom}"),
        "en": ("Order {reference} cancelled", "{client_nom}"),
    },
}


def rediger_textes(module: str, method: str, objet: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Title and message in each language for what a message tells of one object."""
    return {
        langue: tuple(modele.format(**_lisible(objet, langue)) for modele in modeles)
        for langue, modeles in TEXTES[module, method].items()
    }


def _lisible(objet: dict[str, Any], langue: str) -> dict[str, Any]:
    return objet | {champ: nombre(objet[champ], langue) for champ in QUANTITES if champ in objet}


def nombre(quantite: str, langue: str) -> str:
    """ "2.500" as people write it: 2,5 in French, 2.5 in English."""
    texte = f"{Decimal(quantite).normalize():f}"
    return texte.replace(".", ",") if langue == "fr" else texte
