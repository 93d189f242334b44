"""The addresses of the catalogue that people and browsers are given."""

import re
from uuid import UUID

from django.conf import settings

from catalogue.models import Image

SUFFIXES = {"image/jpeg": "jpg", "image/png": "png"}
FICHIER = re.compile(r"([0-9a-f]{32})(-mini)?\.(?:jpg|png)", re.ASCII)
FICHE = re.compile(
    r"/pieces/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/?\Z", re.IGNORECASE
)


def image(objet: Image) -> str:
    """Of an image host, or ours: unguessable, so it needs no token, and never changing."""
    return objet.adresse or f"{settings.PUBLIC_API_URL}/api/public/images/{nom_de_fichier(objet)}"


def miniature(objet: Image) -> str:
    nom = nom_de_fichier(objet, miniature=True)
    return objet.adresse_miniature or f"{settings.PUBLIC_API_URL}/api/public/images/{nom}"


def nom_de_fichier(objet: Image, *, miniature: bool = False) -> str:
    return f"{objet.cle}{'-mini' if miniature else ''}.{SUFFIXES[objet.type]}"


def cle_et_taille(nom: str) -> tuple[str, bool]:
    """The key in a file name of ours, and whether it is the thumbnail; ("", False) for any other name."""
    trouve = FICHIER.fullmatch(nom)
    return (trouve[1], bool(trouve[2])) if trouve else ("", False)


def fiche_piece(piece_id: UUID) -> str:
    """The screen of a piece: what its QR code says."""
    return f"{settings.UI_URL}/#/pieces/{piece_id}"


def piece_de_l_adresse(texte: str) -> UUID | None:
    """The piece that a scanned QR code speaks of."""
    trouvee = FICHE.search(texte)
    return UUID(trouvee[1]) if trouvee else None
