"""The sum behind a proposal, in the words of people who order."""

from decimal import Decimal
from typing import Any

SOURCES = {
    "seuil": ("fixé par le seuil", "set by the threshold"),
    "fournisseur": ("du fournisseur", "of the supplier"),
    "defaut": ("par défaut", "by default"),
}


def expliquer(proposition: dict[str, Any]) -> dict[str, str]:
    return {"fr": _fr(proposition), "en": _en(proposition)}


def _fr(p: dict[str, Any]) -> str:
    n = {name: _nombre(value).replace(".", ",") for name, value in p.items() if isinstance(value, Decimal)}
    stock = (
        f"Disponible : {n['quantite']} en stock − {n['reserve']} réservé = {n['disponible']} ;"
        f" + {n['en_commande']} en commande = {n['projete']}."
    )
    besoin = (
        f"Point de commande : {n['sorties']} sortis en {p['jours']} jours ({n['consommation_jour']} par jour)"
        f" × {p['delai_jours']} jours de délai ({SOURCES[p['delai_source']][0]}) = {n['besoin_delai']}"
        f" ; + seuil {n.get('mini', '0')} = {n['point_commande']}."
    )
    but = "au maximum de" if p["cible"] == p["maxi"] else "au point de commande,"
    if p["maxi"] is None:
        but = "à la cible (point de commande + consommation à couvrir) de"
    lot = f" par lots de {n['lot_commande']}" if p["lot_commande"] else ""
    return (
        f"{stock} {besoin} {n['projete']} ≤ {n['point_commande']} : on complète jusqu'{but} {n['cible']},"
        f" il manque {_nombre(p['cible'] - p['projete']).replace('.', ',')},"
        f" soit {n['quantite_proposee']} à commander{lot}."
    )


def _en(p: dict[str, Any]) -> str:
    n = {name: _nombre(value) for name, value in p.items() if isinstance(value, Decimal)}
    stock = (
        f"Available: {n['quantite']} in stock − {n['reserve']} reserved = {n['disponible']};"
        f" + {n['en_commande']} on order = {n['projete']}."
    )
    besoin = (
        f"Reorder point: {n['sorties']} issued in {p['jours']} days ({n['consommation_jour']} per day)"
        f" × {p['delai_jours']} days of delay ({SOURCES[p['delai_source']][1]}) = {n['besoin_delai']}"
        f"; + threshold {n.get('mini', '0')} = {n['point_commande']}."
    )
    but = "the maximum of" if p["cible"] == p["maxi"] else "the reorder point,"
    if p["maxi"] is None:
        but = "the target (reorder point + use to cover) of"
    lot = f" in lots of {n['lot_commande']}" if p["lot_commande"] else ""
    return (
        f"{stock} {besoin} {n['projete']} ≤ {n['point_commande']}: fill up to {but} {n['cible']},"
        f" {_nombre(p['cible'] - p['projete'])} missing, so order {n['quantite_proposee']}{lot}."
    )


def _nombre(value: Decimal) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text or "0"
