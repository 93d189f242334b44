from chassis.defaults import *  # noqa: F403  the same for every service
from chassis.defaults import databases, finish, installed_apps, openapi
from chassis.env import env

SERVICE_NAME = "stock_service"
SERVICE_PREFIXES = ["/api/stock/"]
SERVICE_PORT = env.integer("SERVICE_PORT", 8002)

INSTALLED_APPS = installed_apps("stock")
DATABASES = databases()
SPECTACULAR_SETTINGS = openapi(
    "Stock", "Emplacements, niveaux, mouvements et réservations.", SERVICE_PREFIXES[0]
)
SPECTACULAR_SETTINGS["ENUM_NAME_OVERRIDES"] = {
    "EtatDeStock": "stock.models.niveaux.StockPiece.Etat",
    "EtatDInventaire": "stock.models.inventaires.Inventaire.Etat",
    "EtatDeReservation": "stock.models.reservations.Reservation.Etat",
    "TypeDeMouvement": "stock.models.mouvements.MouvementStock.Type",
    "TypeDEmplacement": "stock.models.emplacements.Emplacement.Type",
}

finish(SERVICE_NAME)
