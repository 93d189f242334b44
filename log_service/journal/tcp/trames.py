"""Frames of the NestJS TCP transport: `<length>#<json>`, one after the other.

The length counts what JavaScript calls characters: UTF-16 code units, not bytes. An emoji counts two.
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any

import orjson

from chassis.errors import InvalidInput, PayloadTooLarge

MAXIMUM = 1_048_576  # code units of one frame
CHIFFRES = 7
UNITE = 2  # bytes of one code unit in UTF-16


class TrameIllisible(InvalidInput):
    """Where the next frame would begin is not known any more: the connection cannot go on."""

    code = "trame_illisible"
    title = "Trame illisible"

    def __init__(self, pourquoi: str):
        super().__init__({"trame": [pourquoi]}, pourquoi)


class TrameTropGrande(PayloadTooLarge):
    code = "trame_trop_grande"
    title = "Trame trop grande"


class Decodeur:
    """Takes bytes as they come, gives the text of each frame when it is whole."""

    def __init__(self, maximum: int = MAXIMUM):
        self._maximum = maximum
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._tampon = bytearray()
        self._longueur: int | None = None
        self._octets_en_suspens = False

    @property
    def au_milieu(self) -> bool:
        """Whether a frame has begun that has not ended."""
        return bool(self._tampon) or self._longueur is not None or self._octets_en_suspens

    def recevoir(self, octets: bytes) -> Iterator[str]:
        """Raises TrameIllisible and TrameTropGrande, after the frames before the bad one."""
        try:
            texte = self._utf8.decode(octets)
        except UnicodeDecodeError as erreur:
            raise TrameIllisible("De l'UTF-8 est attendu.") from erreur
        self._octets_en_suspens = bool(self._utf8.getstate()[0])
        self._tampon += texte.encode("utf-16-le")
        while (trame := self._prochaine()) is not None:
            yield trame

    def _prochaine(self) -> str | None:
        if self._longueur is None:
            self._longueur = self._lire_longueur()
        if self._longueur is None or len(self._tampon) < self._longueur * UNITE:
            return None
        fin = self._longueur * UNITE
        trame = self._tampon[:fin].decode("utf-16-le", "surrogatepass")
        del self._tampon[:fin]
        self._longueur = None
        return trame

    def _lire_longueur(self) -> int | None:
        debut = self._tampon[: (CHIFFRES + 1) * UNITE].decode("utf-16-le", "replace")
        chiffres, separateur, _ = debut.partition("#")
        if not separateur and len(debut) <= CHIFFRES and (not debut or _nombre(debut)):
            return None
        if not separateur or not _nombre(chiffres):
            raise TrameIllisible("Une longueur suivie de # est attendue.")
        if int(chiffres) > self._maximum:
            raise TrameTropGrande(f"Au plus {self._maximum} caractères.", maximum=self._maximum)
        del self._tampon[: (len(chiffres) + 1) * UNITE]
        return int(chiffres)


def _nombre(texte: str) -> bool:
    return texte.isascii() and texte.isdigit()


def lire(trame: str) -> dict[str, Any]:
    """The object that a frame holds. Raises InvalidInput; the frames after it can still be read."""
    try:
        paquet = orjson.loads(trame)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as erreur:
        raise InvalidInput({"trame": ["Du JSON est attendu."]}) from erreur
    if not isinstance(paquet, dict):
        raise InvalidInput({"trame": ["Un objet JSON est attendu."]})
    return paquet


def encoder(paquet: dict[str, Any]) -> bytes:
    """Plain ASCII, so that characters, code units and bytes are one and the same."""
    texte = json.dumps(paquet, ensure_ascii=True, separators=(",", ":"), default=str)
    return f"{len(texte)}#{texte}".encode("ascii")
