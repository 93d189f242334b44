"""The page docs/commandes-etats.md: the table of transitions, as two diagrams."""

from django.core.management.base import BaseCommand

from commandes.etats import page_des_etats


class Command(BaseCommand):
    help = "Print the page of the states of orders, made from the table of transitions."

    def handle(self, *args, **options) -> None:
        self.stdout.write(page_des_etats())
