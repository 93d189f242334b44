"""Look for what breaks an invariant of this service's data; exit code 1 when something does."""

import sys
from itertools import islice

from django.core.management.base import BaseCommand

from chassis.invariants import all_invariants

SHOWN = 5


class Command(BaseCommand):
    help = "Check the invariants of this service's data."

    def handle(self, *args, **options) -> None:
        broken = 0
        for each in sorted(all_invariants, key=lambda item: item.code):
            rows = list(islice(each.broken_rows(), SHOWN))
            print(f"{'BROKEN' if rows else 'ok':6}  {each.code:4} {each.sentence}")
            for row in rows:
                print(f"          {row}")
            broken += bool(rows)
        if broken:
            sys.exit(1)
