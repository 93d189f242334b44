"""Compare the read copy of the catalogue with pieces_service, and rebuild what differs."""

from django.conf import settings
from django.core.management.base import BaseCommand

from chassis.auth.actor import Actor
from stock import clients, pieces


class Command(BaseCommand):
    help = "Compare the copy of the catalogue with pieces_service and rebuild what differs."

    def add_arguments(self, parser):
        parser.add_argument(
            "--verifier", action="store_true", help="change nothing; exit 1 when something differs"
        )

    def handle(self, *args, verifier: bool, **options):
        lues = differentes = 0
        for donnees in clients.lire_pieces(acteur=Actor(service=settings.SERVICE_NAME)):
            lues += 1
            differences = pieces.recopier(donnees, ecrire=not verifier)
            if differences:
                differentes += 1
                self.stdout.write(f"{donnees['reference']} {donnees['id']}: {', '.join(differences)}")
        self.stdout.write(f"{lues} pieces compared, {differentes} differed")
        if verifier and differentes:
            raise SystemExit(1)
