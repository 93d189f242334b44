"""The orders stock_service may hold a reservation for, one JSON object a line, to compare with its own."""

import orjson
from django.core.management.base import BaseCommand

from commandes.consultations import lister_commandes_vivantes


class Command(BaseCommand):
    help = "Print id, reference and state of the orders that may hold reservations."

    def handle(self, *args, **options) -> None:
        for row in lister_commandes_vivantes().values("id", "reference", "etat").iterator():
            self.stdout.write(orjson.dumps(row).decode())
