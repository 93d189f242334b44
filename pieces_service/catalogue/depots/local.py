"""A folder, which all web processes and the worker of the service must share."""

from pathlib import Path

from catalogue.depots.interface import Adresses, DepotIndisponible, nom_de
from catalogue.pixels import Photo
from chassis import atomic_file


class DepotLocal:
    nom = "local"

    def __init__(self, dossier: Path):
        self._dossier = dossier

    def deposer(self, cle: str, photo: Photo) -> Adresses:
        try:
            self._chemin(cle, miniature=False).parent.mkdir(parents=True, exist_ok=True)
            atomic_file.write(self._chemin(cle, miniature=False), photo.contenu)
            atomic_file.write(self._chemin(cle, miniature=True), photo.miniature)
        except OSError as error:  # a full disk, a folder taken away
            raise DepotIndisponible() from error
        return Adresses()

    def lire(self, cle: str, *, miniature: bool) -> bytes | None:
        try:
            return self._chemin(cle, miniature=miniature).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DepotIndisponible() from error

    def effacer(self, cle: str) -> None:
        try:
            for miniature in (True, False):
                self._chemin(cle, miniature=miniature).unlink(missing_ok=True)
        except OSError as error:
            raise DepotIndisponible() from error

    def _chemin(self, cle: str, *, miniature: bool) -> Path:
        """Spread over 256 folders: a million files in one is more than people want to list."""
        return self._dossier / cle[:2] / nom_de(cle, miniature=miniature)
