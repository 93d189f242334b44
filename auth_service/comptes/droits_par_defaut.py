"""The permission codes of the whole system and the roles a new system starts with.

Equal to contracts/permissions.json, which a test compares. `installer` may run again at any time: it adds
what is missing and leaves alone what an administrator has made of the roles.
"""

PERMISSIONS = {
    "utilisateurs.lire": "Voir les utilisateurs et leurs connexions",
    "utilisateurs.gerer": "Créer, modifier et supprimer des utilisateurs",
    "roles.gerer": "Voir et modifier les rôles et leurs permissions",
    "pieces.lire": "Voir le catalogue",
    "pieces.gerer": "Modifier le catalogue",
    "stock.lire": "Voir le stock",
    "stock.mouvementer": "Enregistrer des mouvements de stock",
    "stock.gerer": "Gérer les emplacements, les seuils et le réapprovisionnement",
    "stock.inventorier": "Faire des inventaires",
    "commandes.lire": "Voir les commandes",
    "commandes.gerer": "Créer, modifier, valider et annuler les commandes",
    "commandes.expedier": "Préparer, expédier, livrer, recevoir et retourner les commandes",
    "clients.lire": "Voir les clients",
    "clients.gerer": "Modifier les clients",
    "fournisseurs.lire": "Voir les fournisseurs",
    "fournisseurs.gerer": "Modifier les fournisseurs",
    "factures.lire": "Voir les factures",
    "factures.gerer": "Émettre des factures et des avoirs",
    "paiements.lire": "Voir les paiements",
    "paiements.gerer": "Enregistrer et rembourser des paiements",
    "notifications.lire": "Recevoir des notifications",
    "notifications.envoyer": "Envoyer des notifications",
    "webhooks.gerer": "Gérer les webhooks",
    "logs.lire": "Lire le journal d'audit",
    "logs.gerer": "Annoter et masquer des entrées du journal d'audit",
    "corbeille.lire": "Voir la corbeille",
    "corbeille.restaurer": "Restaurer depuis la corbeille",
    "corbeille.purger": "Supprimer définitivement",
    "gateway.lire": "Voir les services et le journal de leurs appels",
    "gateway.gerer": "Modifier la configuration centrale",
}

ADMINISTRATEUR = "administrateur"

_RESERVEES = {
    "utilisateurs.lire",
    "utilisateurs.gerer",
    "roles.gerer",
    "gateway.gerer",
    "logs.gerer",
    "corbeille.purger",
}

ROLES = {
    ADMINISTRATEUR: list(PERMISSIONS),
    "gestionnaire": [code for code in PERMISSIONS if code not in _RESERVEES],
    "magasinier": [
        "pieces.lire",
        "stock.lire",
        "stock.mouvementer",
        "stock.inventorier",
        "commandes.lire",
        "commandes.expedier",
        "clients.lire",
        "fournisseurs.lire",
        "notifications.lire",
        "corbeille.lire",
    ],
    "vendeur": [
        "pieces.lire",
        "stock.lire",
        "commandes.lire",
        "commandes.gerer",
        "commandes.expedier",
        "clients.lire",
        "clients.gerer",
        "factures.lire",
        "factures.gerer",
        "paiements.lire",
        "paiements.gerer",
        "notifications.lire",
    ],
    "lecteur": [
        "pieces.lire",
        "stock.lire",
        "commandes.lire",
        "clients.lire",
        "fournisseurs.lire",
        "factures.lire",
        "paiements.lire",
        "notifications.lire",
        "corbeille.lire",
    ],
}

DESCRIPTIONS = {
    ADMINISTRATEUR: "Tout, y compris les comptes et les rôles",
    "gestionnaire": "Tout le métier, sans l'administration",
    "magasinier": "Les mouvements de stock et les inventaires",
    "vendeur": "Les commandes, les clients, les factures et les paiements",
    "lecteur": "Consultation seule",
}


def installer(permission_model, role_model, lien_model) -> None:
    """Takes the models as arguments, so that a migration can give those of its time."""
    permissions = {
        code: permission_model.objects.get_or_create(code=code, defaults={"libelle": libelle})[0]
        for code, libelle in PERMISSIONS.items()
    }
    for nom, codes in ROLES.items():
        if role_model.objects.filter(nom=nom).exists():
            continue
        role = role_model.objects.create(nom=nom, description=DESCRIPTIONS[nom])
        lien_model.objects.bulk_create(lien_model(role=role, permission=permissions[code]) for code in codes)
