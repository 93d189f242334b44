"""Where pictures are kept: a folder of ours, an S3 store, or an image host. IMAGES_STORAGE chooses.

A picture remembers the store that took it in, so the setting may change without losing those there are.
"""

from functools import cache

from django.conf import settings

from catalogue.depots.interface import Adresses, Depot, DepotIndisponible

__all__ = ["Adresses", "Depot", "DepotIndisponible", "depot", "depot_actuel"]


def depot_actuel() -> Depot:
    """The one that takes new pictures in."""
    return depot(settings.IMAGES_STORAGE)


@cache
def depot(nom: str) -> Depot:
    # Each is imported when it is used: boto3 alone takes a second and 30 MB.
    match nom:
        case "local":
            from catalogue.depots.local import DepotLocal

            return DepotLocal(settings.IMAGES_DIR)
        case "s3":
            from catalogue.depots.s3 import DepotS3

            return DepotS3(
                adresse=settings.S3_ENDPOINT_URL,
                region=settings.S3_REGION,
                seau=settings.S3_BUCKET,
                cle=settings.S3_ACCESS_KEY_ID,
                secret=settings.S3_SECRET_ACCESS_KEY,
            )
        case "imgbb":
            from catalogue.depots.hebergeurs import ImgBB

            return ImgBB(settings.IMGBB_URL, settings.IMGBB_API_KEY)
        case "freeimage":
            from catalogue.depots.hebergeurs import Freeimage

            return Freeimage(settings.FREEIMAGE_URL, settings.FREEIMAGE_API_KEY)
    raise ValueError(f"no store of pictures is called {nom!r}")
