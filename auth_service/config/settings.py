from chassis.defaults import *  # noqa: F403  the same for every service
from chassis.defaults import databases, finish, installed_apps, openapi
from chassis.env import env

SERVICE_NAME = "auth_service"
SERVICE_PREFIXES = ["/api/auth/", "/Gateway/"]
SERVICE_PORT = env.integer("SERVICE_PORT", 8000)

# The one service with private keys: the file that sorts last signs, the keys of all are published.
JWT_KEYS_DIR = env.folder("JWT_KEYS_DIR")

INSTALLED_APPS = installed_apps("comptes")
DATABASES = databases()
SPECTACULAR_SETTINGS = openapi(
    "Authentification", "Comptes, sessions, rôles et permissions.", SERVICE_PREFIXES[0]
)

finish(SERVICE_NAME)
