"""What anybody may ask for without being known, answered by the worker."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

PAR_TOUR = 50


def traiter(attendent: QuerySet, une: Callable[[Any], None]) -> None:
    """`une(demande)` for each, the oldest first, in a transaction of its own.

    Each locks the address it is about: two workers that held several would wait for each other.
    """
    for _ in range(PAR_TOUR):
        with transaction.atomic():
            demande = attendent.order_by("demandee_le", "pk").select_for_update(skip_locked=True).first()
            if demande is None:
                return
            une(demande)
