"""How the matrix of roles and permissions names its rows and groups, in both languages."""

from comptes.droits_par_defaut import PERMISSIONS

MODULES = {
    "utilisateurs": ("Utilisateurs", "Users"),
    "roles": ("Rôles", "Roles"),
    "pieces": ("Catalogue", "Catalogue"),
    "stock": ("Stock", "Stock"),
    "commandes": ("Commandes", "Orders"),
    "clients": ("Clients", "Customers"),
    "fournisseurs": ("Fournisseurs", "Suppliers"),
    "factures": ("Factures", "Invoices"),
    "paiements": ("Paiements", "Payments"),
    "notifications": ("Notifications", "Notifications"),
    "webhooks": ("Webhooks", "Webhooks"),
    "logs": ("Journal d'audit", "Audit log"),
    "corbeille": ("Corbeille", "Trash"),
    "gateway": ("Services", "Services"),
}

ANGLAIS = {
    "utilisateurs.lire": "See users and their sign-ins",
    "utilisateurs.gerer": "Create, change and delete users",
    "roles.gerer": "See and change roles and their permissions",
    "pieces.lire": "See the catalogue",
    "pieces.gerer": "Change the catalogue",
    "stock.lire": "See the stock",
    "stock.mouvementer": "Record stock movements",
    "stock.gerer": "Manage places, thresholds and replenishment",
    "stock.inventorier": "Count the stock",
    "commandes.lire": "See orders",
    "commandes.gerer": "Create, change, confirm and cancel orders",
    "commandes.expedier": "Prepare, ship, deliver, receive and return orders",
    "clients.lire": "See customers",
    "clients.gerer": "Change customers",
    "fournisseurs.lire": "See suppliers",
    "fournisseurs.gerer": "Change suppliers",
    "factures.lire": "See invoices",
    "factures.gerer": "Issue invoices and credit notes",
    "paiements.lire": "See payments",
    "paiements.gerer": "Record and refund payments",
    "notifications.lire": "Receive notifications",
    "notifications.envoyer": "Send notifications",
    "webhooks.gerer": "Manage webhooks",
    "logs.lire": "Read the audit log",
    "logs.gerer": "Annotate and hide entries of the audit log",
    "corbeille.lire": "See the trash",
    "corbeille.restaurer": "Restore from the trash",
    "corbeille.purger": "Delete for good",
    "gateway.lire": "See the services and the journal of their calls",
    "gateway.gerer": "Change the central configuration",
}

# In the order of the matrix; a code that is not listed (there is none) would come last.
ORDRE = {code: rang for rang, code in enumerate(PERMISSIONS)}
