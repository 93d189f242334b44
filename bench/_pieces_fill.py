"""Fill the database of pieces_service: python _pieces_fill.py NUMBER_OF_PIECES, in the service's folder."""

import random
import sys
from uuid import UUID

sys.path.insert(0, ".")

import django

django.setup()

from catalogue import categories  # noqa: E402
from catalogue.models import Piece  # noqa: E402
from catalogue.pieces import indexer  # noqa: E402
from chassis.auth.actor import Actor  # noqa: E402

GOODS = [
    "Vis",
    "Écrou",
    "Rondelle",
    "Boulon",
    "Goupille",
    "Ressort",
    "Roulement",
    "Joint",
    "Courroie",
    "Filtre",
    "Capteur",
    "Relais",
    "Fusible",
]
SHAPES = ("tête fraisée", "plate", "large", "frein", "longue", "étanche", "renforcée", "miniature")
MATERIALS = ("inox A2", "acier zingué", "laiton", "nylon", "bronze", "titane")
MAKERS = ("Würth", "Facom", "Bosch", "SKF", "Legrand", "Festo", "Parker", "Gates")
BATCH = 1000


def pieces(count: int, drawers: list):
    dice = random.Random(1)
    for number in range(count):
        piece = Piece(
            id=UUID(int=number),
            reference=f"PX-{number:07d}",
            nom=f"{dice.choice(GOODS)} {dice.choice(SHAPES)} M{dice.randint(2, 30)}x{dice.randint(5, 200)}"
            f" {dice.choice(MATERIALS)}",
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
    batch = []
    for piece in pieces(count, drawers):
        batch.append(piece)
        if len(batch) == BATCH:
            Piece.objects.bulk_create(batch)
            batch = []
    Piece.objects.bulk_create(batch)


main(int(sys.argv[1]))
