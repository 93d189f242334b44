"""What can happen: how it is told here, and what webhooks can be called for."""

from notifications.models import Niveau, TypeNotification

NIVEAUX = {
    "bas": (TypeNotification.STOCK_BAS, Niveau.ALERTE),
    "epuise": (TypeNotification.STOCK_EPUISE, Niveau.CRITIQUE),
    "retabli": (TypeNotification.STOCK_BAS, Niveau.INFO),
}
COMMANDES = {
    "valider": (TypeNotification.COMMANDE, Niveau.INFO),
    "preparer": (TypeNotification.COMMANDE, Niveau.INFO),
    "expedier": (TypeNotification.LIVRAISON, Niveau.INFO),
    "livrer": (TypeNotification.LIVRAISON, Niveau.INFO),
    "recevoir": (TypeNotification.LIVRAISON, Niveau.INFO),
    "annuler": (TypeNotification.COMMANDE, Niveau.ALERTE),
    "retourner": (TypeNotification.LIVRAISON, Niveau.ALERTE),
}

TOUS = "*"
TEST = "test"
# moduleName.method of the message: what people call it.
EVENEMENTS = {
    "niveaux.bas": {"fr": "Stock bas", "en": "Low stock"},
    "niveaux.epuise": {"fr": "Stock épuisé", "en": "Out of stock"},
    "niveaux.retabli": {"fr": "Stock rétabli", "en": "Stock recovered"},
    "commandes.create": {"fr": "Commande créée", "en": "Order created"},
    "commandes.valider": {"fr": "Commande validée", "en": "Order validated"},
    "commandes.preparer": {"fr": "Commande préparée", "en": "Order picked"},
    "commandes.expedier": {"fr": "Commande expédiée", "en": "Order shipped"},
    "commandes.livrer": {"fr": "Commande livrée", "en": "Order delivered"},
    "commandes.recevoir": {"fr": "Commande reçue", "en": "Order received"},
    "commandes.annuler": {"fr": "Commande annulée", "en": "Order cancelled"},
    "commandes.retourner": {"fr": "Commande retournée", "en": "Order returned"},
}
# What `donnees` holds, by the module of the event: the fields of the message.
EXEMPLES = {
    "niveaux": {
        "piece_id": "01930000-0000-7000-8000-000000000001",
        "reference": "PC-000001",
        "nom": "Vis M8",
        "unite": "pièce",
        "quantite": "4.000",
        "disponible": "2.000",
        "seuil": "5.000",
    },
    "commandes": {
        "id": "01930000-0000-7000-8000-000000000002",
        "reference": "CMD-2026-00042",
        "type": "vente",
        "etat": "validee",
        "client_id": "01930000-0000-7000-8000-000000000003",
        "client_nom": "Garage Martin",
        "fournisseur_id": None,
        "fournisseur_nom": None,
        "par": "vendeur@demo.gestion.example",
        "quantites": "3 pièces",
    },
}


def lister_evenements() -> list[dict]:
    return [
        {"nom": nom, "libelle": libelle, "exemple": EXEMPLES[nom.partition(".")[0]]}
        for nom, libelle in EVENEMENTS.items()
    ]
