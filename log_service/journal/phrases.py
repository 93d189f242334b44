"""One readable sentence per entry of the audit log, in French and in English."""

from typing import Any

CHAMPS_NOMMES = 5

ACTIONS = {
    "creer": ("a créé", "created"),
    "modifier": ("a modifié", "changed"),
    "supprimer": ("a supprimé", "deleted"),
    "restaurer": ("a restauré", "restored"),
    "purger": ("a purgé", "purged"),
    "annuler": ("a annulé", "cancelled"),
    "valider": ("a validé", "confirmed"),
    "preparer": ("a préparé", "prepared"),
    "expedier": ("a expédié", "shipped"),
    "livrer": ("a livré", "delivered"),
    "recevoir": ("a reçu", "received"),
    "retourner": ("a retourné", "returned"),
    "facturer": ("a facturé", "invoiced"),
    "rembourser": ("a remboursé", "refunded"),
    "enregistrer": ("a enregistré", "recorded"),
    "importer": ("a importé", "imported"),
    "reserver": ("a réservé", "reserved"),
    "liberer": ("a libéré", "released"),
    "annoter": ("a annoté", "annotated"),
    "masquer": ("a masqué", "hid"),
    "envoyer": ("a envoyé", "sent"),
    "activer": ("a activé", "enabled"),
    "desactiver": ("a désactivé", "disabled"),
    "debloquer": ("a débloqué", "unlocked"),
    "deverrouiller": ("a déverrouillé", "unlocked"),
    "fermer": ("a fermé", "closed"),
    "changer_mot_de_passe": ("a changé le mot de passe de", "changed the password of"),
}
# What one does without an object other than oneself.
SANS_OBJET = {
    "connecter": ("a ouvert une session", "logged in"),
    "deconnecter": ("a fermé sa session", "logged out"),
    "lire": ("a lu ses notifications", "read their notifications"),
}
MODULES = {
    "pieces": ("la pièce", "the part"),
    "categories": ("la catégorie", "the category"),
    "images": ("l'image", "the picture"),
    "imports": ("l'import", "the import"),
    "emplacements": ("l'emplacement", "the place"),
    "mouvements": ("le mouvement", "the movement"),
    "seuils": ("le seuil", "the threshold"),
    "reservations": ("la réservation", "the reservation"),
    "inventaires": ("l'inventaire", "the count"),
    "clients": ("le client", "the customer"),
    "fournisseurs": ("le fournisseur", "the supplier"),
    "commandes": ("la commande", "the order"),
    "factures": ("la facture", "the invoice"),
    "avoirs": ("l'avoir", "the credit note"),
    "paiements": ("le paiement", "the payment"),
    "utilisateurs": ("l'utilisateur", "the user"),
    "sessions": ("la session", "the session"),
    "roles": ("le rôle", "the role"),
    "notifications": ("la notification", "the notification"),
    "preferences": ("les préférences", "the preferences"),
    "webhooks": ("le webhook", "the webhook"),
    "logs": ("l'entrée du journal", "the log entry"),
    "corbeille": ("l'entrée de la corbeille", "the trash entry"),
}


def phrases(entree: dict[str, Any], service: str) -> tuple[str, str]:
    """The French and the English sentence of one entry, as its message carries it."""
    action, module = entree["action"], entree["module"]
    qui, who = _auteur(entree, service)
    if action in SANS_OBJET:
        faire, do = SANS_OBJET[action]
        return f"{qui} {faire}.", f"{who} {do}."
    faire, do = ACTIONS.get(action, (f"a fait « {action} » sur", f"did “{action}” to"))
    objet, thing = MODULES.get(module, (f"« {module} »", f"“{module}”"))
    libelle = entree["libelle"] or entree["objet_id"]
    champs = _champs_modifies(entree["avant"], entree["apres"]) if action == "modifier" else []
    return (
        f"{qui} {faire} {objet} « {libelle} »{_suite(champs, 'et {} autre')}.",
        f"{who} {do} {thing} “{libelle}”{_suite(champs, 'and {} other')}.",
    )


def _auteur(entree: dict[str, Any], service: str) -> tuple[str, str]:
    if entree["user_email"]:
        return entree["user_email"], entree["user_email"]
    if entree["user_id"]:
        return f"L'utilisateur {entree['user_id']}", f"User {entree['user_id']}"
    return f"Le service {service}", f"Service {service}"


def _champs_modifies(avant: dict | None, apres: dict | None) -> list[str]:
    if not avant or not apres:
        return []
    return [nom for nom in apres if avant.get(nom) != apres[nom] and nom not in ("version", "modifie_le")]


def _suite(champs: list[str], reste: str) -> str:
    if not champs:
        return ""
    noms = champs[:CHAMPS_NOMMES]
    autres = len(champs) - CHAMPS_NOMMES
    if autres > 0:
        noms.append(reste.format(autres) + ("s" if autres > 1 else ""))
    return f" ({', '.join(noms)})"
