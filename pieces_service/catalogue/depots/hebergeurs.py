"""Image hosts, which show the pictures themselves. Neither documents a way to delete a picture by program:
what they give is a page where a person can, so `effacer` leaves that address in the log.
"""

import logging
from typing import Any

import orjson
import urllib3

from catalogue.depots.interface import Adresses, DepotIndisponible
from catalogue.pixels import Photo

log = logging.getLogger(__name__)

ATTENTE = urllib3.Timeout(connect=3, read=20)
_connexions = urllib3.PoolManager(retries=False, timeout=ATTENTE)


class ImgBB:
    """https://api.imgbb.com/ : POST /1/upload?key=, the file in the field `image`."""

    nom = "imgbb"

    def __init__(self, adresse: str, cle_api: str):
        self._adresse, self._cle_api = adresse, cle_api

    def deposer(self, cle: str, photo: Photo) -> Adresses:
        reponse = _envoyer(
            f"{self._adresse}/1/upload", {"key": self._cle_api, "name": cle, "image": _fichier(cle, photo)}
        )
        image = reponse.get("data") or {}
        return _adresses(image, image.get("delete_url", ""))

    def lire(self, cle: str, *, miniature: bool) -> bytes | None:
        return None

    def effacer(self, cle: str) -> None:
        _dire_qui_reste(cle, "ImgBB")


class Freeimage:
    """https://freeimage.host/page/api : POST /api/1/upload, the file in the field `source`."""

    nom = "freeimage"

    def __init__(self, adresse: str, cle_api: str):
        self._adresse, self._cle_api = adresse, cle_api

    def deposer(self, cle: str, photo: Photo) -> Adresses:
        reponse = _envoyer(
            f"{self._adresse}/api/1/upload",
            {"key": self._cle_api, "action": "upload", "format": "json", "source": _fichier(cle, photo)},
        )
        return _adresses(reponse.get("image") or {}, "")

    def lire(self, cle: str, *, miniature: bool) -> bytes | None:
        return None

    def effacer(self, cle: str) -> None:
        _dire_qui_reste(cle, "Freeimage.host")


def _fichier(cle: str, photo: Photo) -> tuple[str, bytes, str]:
    return f"{cle}.{photo.type.removeprefix('image/')}", photo.contenu, photo.type


def _envoyer(adresse: str, champs: dict[str, Any]) -> dict[str, Any]:
    try:
        reponse = _connexions.request("POST", adresse, fields=champs, redirect=False)
        contenu = orjson.loads(reponse.data)
    except (urllib3.exceptions.HTTPError, orjson.JSONDecodeError) as error:
        raise DepotIndisponible() from error
    if reponse.status != 200 or not isinstance(contenu, dict):
        log.error("%s refused a picture: %s %s", adresse, reponse.status, str(contenu)[:300])
        raise DepotIndisponible(f"Le dépôt d'images a refusé ({reponse.status}).")
    return contenu


def _adresses(image: dict[str, Any], suppression: str) -> Adresses:
    if not str(image.get("url", "")).startswith(("https://", "http://")):
        raise DepotIndisponible("Le dépôt d'images n'a pas dit où est l'image.")
    miniature = (image.get("thumb") or {}).get("url") or image["url"]
    return Adresses(image=image["url"], miniature=miniature, suppression=suppression)


def _dire_qui_reste(cle: str, hebergeur: str) -> None:
    log.info("picture %s is no longer used; it can be removed at %s by hand", cle, hebergeur)
