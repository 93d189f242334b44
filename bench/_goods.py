"""Made-up goods and places: ids that a measurement can name, and names as a shop for hardware has them."""

import random
from collections.abc import Iterable
from itertools import islice
from urllib.parse import quote_plus
from uuid import UUID

PLACES, BATCH = 20, 1000

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


def piece_id(number: int) -> UUID:
    return UUID(int=number)


def place_id(number: int) -> UUID:
    """Behind a million pieces."""
    return UUID(int=1_000_000 + number)


def insert(rows: Iterable) -> None:
    """Objects of one model, so many at a time in memory."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        type(batch[0]).objects.bulk_create(batch)


def name(number: int) -> str:
    """The same in every world, and hardly another's within a hundred thousand."""
    dice = random.Random(number)
    good, shape, material = dice.choice(GOODS), dice.choice(SHAPES), dice.choice(MATERIALS)
    return f"{good} {shape} M{dice.randint(2, 30)}x{dice.randint(5, 200)} {material}"


def words(number: int) -> str:
    """Those of a name, backwards, as a search takes them."""
    return quote_plus(" ".join(reversed(name(number).split())))
