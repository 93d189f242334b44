from ipaddress import ip_network

from chassis.defaults import *  # noqa: F403  the same for every service
from chassis.defaults import MIDDLEWARE, databases, finish, installed_apps, openapi
from chassis.env import env

SERVICE_NAME = "notification_service"
SERVICE_PREFIXES = ["/api/notifications/"]
SERVICE_PORT = env.integer("SERVICE_PORT", 8003)

# Lists and marks are light, and the open streams have a process of their own: one will do.
WEB_CONCURRENCY = env.integer("WEB_CONCURRENCY", 1)
# networks that webhooks may call although they are not public, such as 10.1.0.0/16
WEBHOOK_ALLOWED_NETWORKS = [ip_network(one) for one in env.names("WEBHOOK_ALLOWED_NETWORKS", "")]

INSTALLED_APPS = installed_apps("notifications")
KEEPS_ANSWERS = MIDDLEWARE.index("chassis.idempotency.IdempotencyMiddleware")
MIDDLEWARE.insert(KEEPS_ANSWERS, "notifications.middleware.SecretMiddleware")
DATABASES = databases()
SPECTACULAR_SETTINGS = openapi("Notifications", "Notifications et préférences.", SERVICE_PREFIXES[0])

finish(SERVICE_NAME)
