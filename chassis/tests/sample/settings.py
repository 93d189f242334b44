"""A service with one table of notes, to try the chassis with."""

from chassis.defaults import *  # noqa: F403
from chassis.defaults import databases, finish, installed_apps, openapi

SERVICE_NAME = "log_service"  # any name with a key pair will do
SERVICE_PREFIXES = ["/api/notes/", "/api/carnets/"]
SERVICE_PORT = 8999
ROOT_URLCONF = "tests.sample.urls"
INSTALLED_APPS = installed_apps("tests.sample")
DATABASES = databases()
SPECTACULAR_SETTINGS = openapi("Notes", "Un service d'essai.", SERVICE_PREFIXES[0])

finish(SERVICE_NAME)
