"""Fields of what people send: texts that can be shown, numbers written in the usual digits."""

import re
from typing import Any

from rest_framework import serializers

from chassis.characters import NOT_IN_A_LINE, NOT_IN_A_TEXT, can_be_seen

NUMBER = re.compile(r"\A[0-9.eE+-]*\Z")


class _ShownField(serializers.CharField):
    default_error_messages = {"invisible": "Au moins un caractère visible est attendu."}
    refused: re.Pattern[str]

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if self.refused.search(text):
            self.fail("characters")
        if text and not can_be_seen(text):
            self.fail("invisible")
        return text


class LineField(_ShownField):
    """A name, a label, a code: one line."""

    default_error_messages = {
        "characters": "Les caractères de contrôle, de fin de ligne et de sens d'écriture ne sont pas permis."
    }
    refused = NOT_IN_A_LINE


class TextField(_ShownField):
    """Notes, a description, a reason: as many lines as it takes."""

    default_error_messages = {
        "characters": "Les caractères de contrôle et de sens d'écriture ne sont pas permis."
    }
    refused = NOT_IN_A_TEXT


class DecimalField(serializers.DecimalField):
    """Python would also read "1_000", and the digits of every script."""

    def to_internal_value(self, data: Any):
        if not is_number(data):
            self.fail("invalid")
        return super().to_internal_value(data)


class IntegerField(serializers.IntegerField):
    """As DecimalField."""

    def to_internal_value(self, data: Any) -> int:
        if not is_number(data):
            self.fail("invalid")
        return super().to_internal_value(data)


def is_number(data: Any) -> bool:
    """Whether it has only what numbers are written with; what they come to is for others to say."""
    return bool(NUMBER.match(str(data).strip()))
