"""A worker listens nowhere. That it goes round is told by a file in its state folder, touched each time:
it is old when the worker hangs, or when its database does not answer."""

from pathlib import Path

from django.conf import settings

FILE = "heartbeat"


def beat() -> None:
    Path(settings.STATE_DIR, FILE).touch()
