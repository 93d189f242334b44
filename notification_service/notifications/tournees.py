"""The worker's rounds: every second each webhook that has something due gets a turn, in a thread.

A webhook whose last turn goes on is left to it, so that a slow receiver holds back no other. Where all
threads are taken turns stand in line, and none lasts longer than appels.TOUR_SECONDS and the call it is in.
Several workers do so side by side: a delivery is taken by one of them.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

from django.db import connections

from notifications.appels import livrer_au_webhook, webhooks_attendus

log = logging.getLogger(__name__)

FILS = 8

_fils = ThreadPoolExecutor(FILS, thread_name_prefix="webhook")
_tours: dict[UUID, Future] = {}


def livrer_dues() -> list[Future]:
    """Start a turn for each webhook that waits for one; all turns that are not over."""
    for webhook_id in [each for each, tour in _tours.items() if tour.done()]:
        del _tours[webhook_id]
    for webhook_id in webhooks_attendus():
        if webhook_id not in _tours:
            _tours[webhook_id] = _fils.submit(_donner_un_tour, webhook_id)
    return list(_tours.values())


def _donner_un_tour(webhook_id: UUID) -> None:
    try:
        livrer_au_webhook(webhook_id)
    except Exception:
        # The thread's edge: what upset one webhook must not hold back the others.
        log.exception("webhook %s could not be called", webhook_id)
    finally:
        connections.close_all()
