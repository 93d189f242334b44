"""Fill the database of pieces_service: python _pieces_fill.py NUMBER_OF_PIECES, in the service's folder."""

import random
import sys

sys.path.insert(0, ".")

import django

django.setup()

from _goods import insert, name, piece_id  # noqa: E402

from catalogue import categories  # noqa: E402
from catalogue.models import Piece  # noqa: E402
from catalogue.pieces import indexer  # noqa: E402
from chassis.auth.actor import Actor  # noqa: E402

MAKERS = ("Würth", "Facom", "Bosch", "SKF", "Legrand", "Festo", "Parker", "Gates")


def pieces(count: int, drawers: list):
    dice = random.Random(1)
    for number in range(count):
        piece = Piece(
            id=piece_id(number),
            reference=f"PX-{number:07d}",
            nom=name(number),
            fabricant=dice.choice(MAKERS),
            unite="pièce",
            taux_tva=20,
            prix_vente=dice.randint(1, 10_000) / 100,
            categorie=dice.choice(drawers),
        )
        indexer(piece)
        yield piece


def main(count: int) -> None:
    drawers = [categories.creer_categorie(nom=f"Tiroir {n}", acteur=Actor()) for n in range(20)]
    insert(pieces(count, drawers))


main(int(sys.argv[1]))
