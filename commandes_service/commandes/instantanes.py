"""What an object looks like, for the audit log and the trash."""

from typing import Any

from commandes.models import Commande, DetailCommande, Tiers

CHAMPS_CLIENT = (
    "nom",
    "email",
    "telephone",
    "adresse",
    "siret",
    "tva_intracommunautaire",
    "conditions_paiement",
)
CHAMPS_FOURNISSEUR = (*CHAMPS_CLIENT, "delai_jours")
CHAMPS_COMMANDE = (
    "reference",
    "type",
    "etat",
    "client_id",
    "fournisseur_id",
    "total_ht",
    "total_tva",
    "total_ttc",
    "notes",
    "prevu_le",
)
CHAMPS_LIGNE = ("piece_id", "reference", "quantite", "prix_unitaire", "remise", "taux_tva", "total_ht")


def instantane_tiers(tiers: Tiers, champs: tuple[str, ...]) -> dict[str, Any]:
    return {champ: getattr(tiers, champ) for champ in champs}


def instantane_commande(commande: Commande, lignes: list[DetailCommande]) -> dict[str, Any]:
    plain = {champ: getattr(commande, champ) for champ in CHAMPS_COMMANDE}
    return plain | {"details": [{champ: getattr(ligne, champ) for champ in CHAMPS_LIGNE} for ligne in lignes]}


def differences(avant: dict[str, Any], apres: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that changed, before and after."""
    changes = [champ for champ in apres if avant.get(champ) != apres[champ]]
    return {champ: avant.get(champ) for champ in changes}, {champ: apres[champ] for champ in changes}
