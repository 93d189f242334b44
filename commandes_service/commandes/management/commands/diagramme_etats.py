"""The Mermaid diagram of the states of an order, as README.md shows it."""

from django.core.management.base import BaseCommand

from commandes.etats import diagramme


class Command(BaseCommand):
    help = "Print the state diagram, made from the table of transitions."

    def handle(self, *args, **options) -> None:
        self.stdout.write(diagramme())
