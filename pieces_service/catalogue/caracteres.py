"""Characters that have no place in one line of text."""

import re

# All of Unicode's control characters (Cc) and separators of lines and paragraphs (Zl, Zp), which no label can
# lay out, and U+FFFE and U+FFFF, which XML cannot hold.
HORS_TEXTE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def sur_une_ligne(texte: str) -> str:
    """The text with spaces in their place: rows older than the check may hold them."""
    return HORS_TEXTE.sub(" ", texte)
