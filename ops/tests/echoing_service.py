"""python ops/tests/echoing_service.py: one view with the settings of every service, on SERVICE_PORT.

It tells who it takes the client for, and the address it would write into links.
"""

from wsgiref.simple_server import make_server

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

from chassis import defaults
from chassis.env import env

shared = {name: value for name, value in vars(defaults).items() if name.isupper()}
apps = defaults.installed_apps()
settings.configure(**shared | {"ROOT_URLCONF": __name__, "MIDDLEWARE": [], "INSTALLED_APPS": apps})
django.setup()

from chassis.auth.authentication import client_address  # noqa: E402  it needs the settings above


def echo(request):
    return JsonResponse({"client": client_address(request), "url": request.build_absolute_uri()})


urlpatterns = [path("api/echo/", echo)]
env.check()
with make_server("127.0.0.1", env.integer("SERVICE_PORT", 0), get_wsgi_application()) as server:
    server.serve_forever()
