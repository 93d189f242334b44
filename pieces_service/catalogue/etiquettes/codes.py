"""The codes of a label, as dark and light modules: bars for scanners, a QR code for telephones."""

from dataclasses import dataclass

import segno
from barcode import EAN8, EAN13, Code128

from catalogue.models import Piece
from chassis.filters import normalise

ZONE_CALME_EAN = 11  # light modules on each side of the bars, without which scanners do not find them
ZONE_CALME_128 = 10
ZONE_CALME_QR = 4


@dataclass(frozen=True)
class Barres:
    """`modules`: "1" is dark; `lisible`: what is printed below."""

    modules: str
    zone_calme: int
    lisible: str

    @property
    def largeur(self) -> int:
        return len(self.modules) + 2 * self.zone_calme


def barres(piece: Piece) -> Barres | None:
    """EAN-8, UPC-A or EAN-13 when the piece has a barcode, else Code 128 of its reference.

    None when Code 128 cannot write the reference: the QR code remains. Scanning reads it as people write it:
    case and accents aside.
    """
    if piece.code_barres:
        return _ean(piece.code_barres)
    reference = piece.reference if piece.reference.isascii() else normalise(piece.reference).upper()
    if not reference.isascii() or not reference.isprintable():
        return None
    return Barres(Code128(reference).build()[0], ZONE_CALME_128, piece.reference)


def _ean(code: str) -> Barres:
    if len(code) == 8:
        return Barres(EAN8(code).build()[0], ZONE_CALME_EAN, code)
    treize = code.zfill(13)  # a UPC-A is the EAN-13 with a zero in front, bar for bar
    return Barres(EAN13(treize).build()[0], ZONE_CALME_EAN, code)


def qr(texte: str) -> list[str]:
    """Rows of modules, light border included."""
    symbole = segno.make(texte, error="m", micro=False)
    return [
        "".join("1" if sombre else "0" for sombre in rang)
        for rang in symbole.matrix_iter(border=ZONE_CALME_QR)
    ]
