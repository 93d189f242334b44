from chassis.defaults import *  # noqa: F403  the same for every service
from chassis.defaults import databases, finish, installed_apps, openapi
from chassis.env import env

SERVICE_NAME = "pieces_service"
SERVICE_PREFIXES = ["/api/pieces/", "/api/public/"]
SERVICE_PORT = env.integer("SERVICE_PORT", 8001)

INSTALLED_APPS = installed_apps("django.contrib.postgres", "catalogue")
DATABASES = databases()
SPECTACULAR_SETTINGS = openapi("Catalogue", "Pièces et catégories.", SERVICE_PREFIXES[0])

finish(SERVICE_NAME)
