"""The day it is where the business is: what is written on invoices, and what says that one is overdue."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

FUSEAU = ZoneInfo("Europe/Paris")


def aujourd_hui() -> date:
    return timezone.localdate(timezone=FUSEAU)
