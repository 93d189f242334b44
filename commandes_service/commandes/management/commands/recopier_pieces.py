"""Compare the read copy of the catalogue with pieces_service, and make it the same again."""

import sys

from django.core.management.base import BaseCommand

from commandes.clients import CallFailed
from commandes.pieces_copie import comparer_pieces, enregistrer_pieces


class Command(BaseCommand):
    help = "Print the pieces whose copy differs and copy them again; --verifier only prints (exit code 1)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--verifier", action="store_true", help="change nothing")

    def handle(self, *args, verifier: bool, **options) -> None:
        differents = 0
        try:
            for piece, champs in comparer_pieces():
                differents += 1
                self.stdout.write(f"{piece['reference']} {piece['id']}: {', '.join(champs)}")
                if not verifier:
                    enregistrer_pieces(pieces=[piece], meme_version=True)
        except CallFailed as error:
            sys.exit(f"pieces_service does not answer: {error}")
        self.stdout.write(f"{differents} differ")
        if verifier and differents:
            sys.exit(1)
