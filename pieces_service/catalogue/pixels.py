"""From what somebody sends to a picture that is safe to show: decoded, turned upright, reduced, encoded anew.

Nothing of the file that was sent is kept: no metadata (where it was taken), nothing hidden behind the pixels.
What a file says of itself is not believed: what it decodes to is.
"""

import io
import struct
import threading
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from catalogue.errors import ImageInvalide

FORMATS = ("JPEG", "PNG", "WEBP")
PIXELS_MAX = 50_000_000  # more than telephones take; a bomb says more, or turns out shorter than it says
COTE_MAX = 2000
COTE_MINIATURE = 320
QUALITE = 85
# What Pillow raises on files that are damaged, lie, or unpack to more than they should.
ILLISIBLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)

# One picture at a time: decoded, a large one takes 200 MB, and requests are served by several threads.
_un_a_la_fois = threading.Lock()


@dataclass(frozen=True)
class Photo:
    """`type`: image/jpeg, or image/png where there is transparency."""

    type: str
    largeur: int
    hauteur: int
    contenu: bytes
    miniature: bytes


def preparer(contenu: bytes) -> Photo:
    """Raises ImageInvalide."""
    with _un_a_la_fois, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's limit is a warning at half of what ours refuses anyway
        try:
            return _encoder(_decoder(contenu))
        except ILLISIBLE as error:
            raise ImageInvalide("Ce fichier n'est pas une image JPEG, PNG ou WebP lisible.") from error


def _decoder(contenu: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(contenu), formats=FORMATS)
    largeur, hauteur = image.size
    if largeur * hauteur > PIXELS_MAX:
        raise ImageInvalide(f"Au plus {PIXELS_MAX // 1_000_000} millions de pixels.")
    image.draft("RGB", (COTE_MAX, COTE_MAX))  # a JPEG is decoded at a fraction of its size
    image.load()
    droite = ImageOps.exif_transpose(image)
    transparente = droite.has_transparency_data
    reduite = droite.convert("RGBA" if transparente else "RGB")
    reduite.thumbnail((COTE_MAX, COTE_MAX), Image.Resampling.LANCZOS)
    return reduite


def _encoder(image: Image.Image) -> Photo:
    miniature = image.copy()
    miniature.thumbnail((COTE_MINIATURE, COTE_MINIATURE), Image.Resampling.LANCZOS)
    format = "PNG" if image.mode == "RGBA" else "JPEG"
    return Photo(
        type=f"image/{format.lower()}",
        largeur=image.width,
        hauteur=image.height,
        contenu=_ecrire(image, format),
        miniature=_ecrire(miniature, format),
    )


def _ecrire(image: Image.Image, format: str) -> bytes:
    fichier = io.BytesIO()
    image.info.clear()  # comments, colour profiles and what else a file carries along
    image.save(fichier, format, quality=QUALITE, optimize=True)
    return fichier.getvalue()
