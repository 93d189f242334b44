from chassis.defaults import *  # noqa: F403  the same for every service
from chassis.defaults import databases, finish, installed_apps, openapi
from chassis.env import env

SERVICE_NAME = "commandes_service"
SERVICE_PREFIXES = [
    "/api/commandes/",
    "/api/clients/",
    "/api/fournisseurs/",
    "/api/factures/",
    "/api/paiements/",
]
SERVICE_PORT = env.integer("SERVICE_PORT", 8004)

# The class of the card processor, see commandes/processeur.py.
CARD_PROCESSOR = env.text("CARD_PROCESSOR", "commandes.processeur_simule.ProcesseurSimule")

INSTALLED_APPS = installed_apps("commandes")
DATABASES = databases()
SPECTACULAR_SETTINGS = openapi(
    "Commandes", "Clients, fournisseurs, commandes, factures et paiements.", SERVICE_PREFIXES[0]
)
SPECTACULAR_SETTINGS["ENUM_NAME_OVERRIDES"] = {
    "TypeCommande": "commandes.etats.Type",
    "EtatCommande": "commandes.etats.Etat",
    "TypeOperation": "commandes.models.operations.TypeOperation",
    "EtatOperation": "commandes.models.operations.EtatOperation",
    "TypeFacture": "commandes.models.factures.TypeFacture",
    "EtatFacture": "commandes.registre.EtatFacture",
    "EtatPaiement": "commandes.models.paiements.EtatPaiement",
}

finish(SERVICE_NAME)
