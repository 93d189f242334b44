"""Which characters a text may hold that people write and others read.

Control characters (Cc) cannot be shown, U+FFFE and U+FFFF cannot be in XML, and what turns the direction of
writing makes a text look like another one. Letters of all scripts, emoji and what joins them are welcome.
"""

import re
import unicodedata

_TURNING = r"\u202a-\u202e\u2066-\u2069"
NOT_IN_A_LINE = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff{_TURNING}]")
NOT_IN_A_TEXT = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff{_TURNING}]")

# Separators, marks on nothing, control and format characters; and letters that are empty by name.
_UNSEEN = {"Zs", "Zl", "Zp", "Mn", "Mc", "Me", "Cc", "Cf", "Cs"}
_EMPTY_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def can_be_seen(text: str) -> bool:
    """Whether there is anything in it to read or to click on."""
    return any(unicodedata.category(char) not in _UNSEEN and char not in _EMPTY_LETTERS for char in text)
