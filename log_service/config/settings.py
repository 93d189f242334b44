from chassis.defaults import *  # noqa: F403  the same for every service
from chassis.defaults import databases, finish, installed_apps, openapi
from chassis.env import env

SERVICE_NAME = "log_service"
SERVICE_PREFIXES = ["/api/logs/", "/api/corbeille/", "/api/gateway/"]
SERVICE_PORT = env.integer("SERVICE_PORT", 8005)
TCP_PORT = env.integer("TCP_PORT", 8105)
TCP_ENTRYPOINT = env.text("TCP_ENTRYPOINT", "nest")  # the gateway's, which leads to TCP_PORT

INSTALLED_APPS = installed_apps("journal")
DATABASES = databases()
SPECTACULAR_SETTINGS = openapi(
    "Journal", "Journal d'audit, corbeille, appels entre services.", SERVICE_PREFIXES[0]
)

finish(SERVICE_NAME)
