"""The process of open streams: gunicorn -c config/gunicorn_stream.py config.stream:application"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from notifications.flux.application import Application  # noqa: E402  models need the settings above

application = Application()
