"""What every store of pictures can do."""

from dataclasses import dataclass
from typing import Protocol

from catalogue.pixels import Photo
from chassis.errors import Unavailable


class DepotIndisponible(Unavailable):
    """The store of pictures does not answer, or refuses us; nothing was changed."""

    code = "depot_images_indisponible"
    title = "Le dépôt d'images ne répond pas"


@dataclass(frozen=True)
class Adresses:
    """Where an image host shows a picture. Empty: it is kept for us and we show it."""

    image: str = ""
    miniature: str = ""
    suppression: str = ""


class Depot(Protocol):
    """Each method may raise DepotIndisponible."""

    nom: str

    def deposer(self, cle: str, photo: Photo) -> Adresses:
        """Keep a picture and its thumbnail under this key, which is new."""

    def lire(self, cle: str, *, miniature: bool) -> bytes | None:
        """None when it is not there. Never asked of a store that has given addresses."""

    def effacer(self, cle: str) -> None:
        """Harmless when it is gone."""


def nom_de(cle: str, *, miniature: bool) -> str:
    return f"{cle}-mini" if miniature else cle
