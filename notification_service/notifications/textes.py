"""What notifications say, in each language a user may have chosen. French is the default."""

from decimal import Decimal
from typing import Any

LANGUE = "fr"
QUANTITES = ("quantite", "disponible", "seuil")
DETAIL = "{detail}"  # whoever it is for or from, what moved, who did it

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
        "fr": ("Commande {reference} validée", DETAIL),
        "en": ("Order {reference} validated", DETAIL),
    },
    ("commandes", "preparer"): {
        "fr": ("Commande {reference} préparée", DETAIL),
        "en": ("Order {reference} picked", DETAIL),
    },
    ("commandes", "expedier"): {
        "fr": ("Commande {reference} expédiée", DETAIL),
        "en": ("Order {reference} shipped", DETAIL),
    },
    ("commandes", "livrer"): {
        "fr": ("Commande {reference} livrée", DETAIL),
        "en": ("Order {reference} delivered", DETAIL),
    },
    ("commandes", "recevoir"): {
        "fr": ("Commande {reference} reçue", DETAIL),
        "en": ("Order {reference} received", DETAIL),
    },
    ("commandes", "annuler"): {
        "fr": ("Commande {reference} annulée", DETAIL),
        "en": ("Order {reference} cancelled", DETAIL),
    },
    ("commandes", "retourner"): {
        "fr": ("Commande {reference} retournée", DETAIL),
        "en": ("Order {reference} returned", DETAIL),
    },
    ("webhooks", "desactiver"): {
        "fr": ("Webhook désactivé : {nom}", "{url} ne répond plus : {echecs} échecs de suite."),
        "en": ("Webhook switched off: {nom}", "{url} no longer answers: {echecs} failures in a row."),
    },
}


def rediger_textes(module: str, method: str, objet: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Title and message in each language for what a message tells of one object."""
    return {
        langue: tuple(modele.format(**_lisible(objet, langue)) for modele in modeles)
        for langue, modeles in TEXTES[module, method].items()
    }


def _lisible(objet: dict[str, Any], langue: str) -> dict[str, Any]:
    lisible = objet | {champ: nombre(objet[champ], langue) for champ in QUANTITES if champ in objet}
    return lisible | {"detail": _detail(objet, langue)} if "client_nom" in objet else lisible


def _detail(commande: dict[str, Any], langue: str) -> str:
    """ "Garage Martin · 3 pièces · par a@b.fr", without what is not known."""
    par = commande["par"] and f"{'par' if langue == 'fr' else 'by'} {commande['par']}"
    client, fournisseur = commande["client_nom"], commande["fournisseur_nom"]
    parties = (client or fournisseur, commande["quantites"], par)
    return " · ".join(partie for partie in parties if partie)


def nombre(quantite: str, langue: str) -> str:
    """ "2.500" as people write it: 2,5 in French, 2.5 in English."""
    texte = f"{Decimal(quantite).normalize():f}"
    return texte.replace(".", ",") if langue == "fr" else texte
