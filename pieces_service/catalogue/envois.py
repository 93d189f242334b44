"""Files as they are sent: the body itself, or a field of a form."""

from django.core.files.uploadedfile import UploadedFile
from rest_framework.parsers import BaseParser

from chassis.errors import InvalidInput, PayloadTooLarge

OCTETS_MAX = 10 * 1024 * 1024


class ImageParser(BaseParser):
    """The whole body is the picture: what it says it is does not matter, what it decodes to does."""

    media_type = "image/*"

    def parse(self, stream, media_type=None, parser_context=None) -> dict[str, bytes]:
        return {"image": stream.read(OCTETS_MAX + 1)}


def fichier_envoye(request, champ: str) -> UploadedFile:
    """A file of a form. Raises InvalidInput, PayloadTooLarge."""
    fichier = request.data.get(champ)
    if not isinstance(fichier, UploadedFile):
        raise InvalidInput({champ: ["Un fichier est attendu."]})
    if fichier.size > OCTETS_MAX:
        raise PayloadTooLarge(f"Au plus {OCTETS_MAX // 1024 // 1024} Mo.")
    return fichier


def contenu_envoye(request, champ: str) -> bytes:
    """The bytes of a file, sent in either way. Raises InvalidInput, PayloadTooLarge."""
    contenu = request.data.get(champ)
    if not isinstance(contenu, bytes):
        return fichier_envoye(request, champ).read()
    if len(contenu) > OCTETS_MAX:
        raise PayloadTooLarge(f"Au plus {OCTETS_MAX // 1024 // 1024} Mo.")
    return contenu
