"""The one JSON parser: strict about what a client may send, and exact about where it went wrong."""

import math
from typing import Any

import orjson
from django.conf import settings
from rest_framework.parsers import BaseParser

from chassis.errors import InvalidInput, PayloadTooLarge

MAX_DEPTH = 32
ENVELOPE_DEPTH = 8  # what a client may send must still fit into the messages that tell of it
MAX_INTEGER = 10**18


class StrictJSONParser(BaseParser):
    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None) -> Any:
        raw = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise PayloadTooLarge()
        try:
            value = orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            where = f"ligne {error.lineno}, colonne {error.colno}"
            raise InvalidInput({"body": [f"JSON mal formé ({where})."]}) from error
        if not isinstance(value, dict | list):
            raise InvalidInput({"body": ["Un objet JSON est attendu."]})
        request = (parser_context or {}).get("request")
        internal = request is not None and request.path.startswith("/internal/")
        _refuse_unstorable(value, "", 1 - ENVELOPE_DEPTH if internal else 1)
        return value


def _refuse_unstorable(value: Any, path: str, depth: int) -> None:
    """PostgreSQL can hold no NUL, and no number of ours is infinite or has hundreds of digits."""
    if depth > MAX_DEPTH:
        raise InvalidInput({path.split(".")[0] or "body": [f"Plus de {MAX_DEPTH} niveaux imbriqués."]})
    if isinstance(value, str):
        if "\x00" in value:
            raise InvalidInput({path: ["Le caractère NUL n'est pas permis."]})
    elif isinstance(value, dict):
        for key, item in value.items():
            if "\x00" in key:
                raise InvalidInput({path or "body": ["Le caractère NUL n'est pas permis dans un nom."]})
            _refuse_unstorable(item, f"{path}.{key}" if path else key, depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_unstorable(item, f"{path}.{index}" if path else str(index), depth + 1)
    elif isinstance(value, float) and not math.isfinite(value):
        raise InvalidInput({path: ["Un nombre fini est attendu."]})
    elif isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise InvalidInput({path: ["Le nombre est trop grand."]})
