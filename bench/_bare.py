"""Django with one view and nothing around it: the limit that a service is held against."""

import os
from urllib.parse import urlsplit

from django.conf import settings


def configure(urlconf: str) -> None:
    url = urlsplit(os.environ["DATABASE_URL"])
    settings.configure(
        SECRET_KEY="x" * 50,
        ROOT_URLCONF=urlconf,
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=[],
        USE_TZ=True,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/"),
                "USER": url.username,
                "PASSWORD": url.password or "",
                "HOST": url.hostname,
                "PORT": url.port,
                "CONN_MAX_AGE": 600,
            }
        },
    )
