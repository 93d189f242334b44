"""The threads that every process of a service keeps beside its work."""

import threading

from chassis import live_config
from chassis.auth import keys

stop = threading.Event()


def start(*more) -> None:
    """Follow the central configuration and the key set, and run `more`: functions that take a stop event."""
    for function in (live_config.follow, keys.refresh_forever, *more):
        threading.Thread(target=function, args=(stop,), daemon=True).start()
