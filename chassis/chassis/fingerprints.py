"""What tells a request from another one: the same again has the same fingerprint.

A form with files is known by its parts, not by its bytes: clients draw another boundary each time.
"""

import hashlib
import hmac
from collections.abc import Iterable
from io import BytesIO

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError

FORM = "multipart/form-data"
BYTE_FOR_BYTE = "latin-1"  # so that different bytes are different texts, whatever they mean


def fingerprint(request: HttpRequest) -> str:
    """Keyed, so that what is stored tells nothing of the body: it may hold a card's number.

    Raises RequestDataTooBig.
    """
    digest = hmac.new(settings.SECRET_KEY.encode(), digestmod=hashlib.sha256)
    digest.update(f"{request.method} {request.get_full_path()}\n".encode())
    digest.update(_content(request))
    return digest.hexdigest()


def _content(request: HttpRequest) -> bytes:
    body = request.body  # kept by Django: the view reads it again
    if request.content_type != FORM:
        return body
    try:
        return _parts(request, body)
    except (MultiPartParserError, SuspiciousOperation, LookupError):
        return body  # the view refuses it, with the usual answer


def _parts(request: HttpRequest, body: bytes) -> bytes:
    """Names sorted; several parts of one name in their order. Each text with its length before it."""
    files = _Files(request)
    fields, _ = MultiPartParser(request.META, BytesIO(body), [files], BYTE_FOR_BYTE).parse()
    texts = [("field", name, value) for name, values in fields.lists() for value in values]
    parts = sorted([*texts, *files.found], key=lambda part: part[:2])
    return b"".join(_framed(map(str, (len(part), *part))) for part in parts)


def _framed(texts: Iterable[str]) -> bytes:
    encoded = [text.encode(errors="surrogatepass") for text in texts]
    return b"".join(b"%d:%b" % (len(each), each) for each in encoded)


class _Files(FileUploadHandler):
    """Keeps of each file what tells it from others, and nothing of the file."""

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        self.found: list[tuple[str, str, str, str, str]] = []

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> None:
        what = (self.field_name, self.file_name, self.content_type or "", self.digest.hexdigest())
        self.found.append(("file", *what))
