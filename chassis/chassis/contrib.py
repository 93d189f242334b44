"""Two of Django's applications that simplejwt's modules import, installed as code without tables.

Their usual configurations would fill permission tables after each migration; no service has such tables.
"""

from django.apps import AppConfig


class ContentTypes(AppConfig):
    name = "django.contrib.contenttypes"


class Auth(AppConfig):
    name = "django.contrib.auth"
    default_auto_field = "django.db.models.AutoField"
