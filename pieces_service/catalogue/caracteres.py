"""Characters that have no place in one line of text."""

from chassis.characters import NOT_IN_A_LINE


def sur_une_ligne(texte: str) -> str:
    """The text with spaces in their place: rows older than the check may hold them."""
    return NOT_IN_A_LINE.sub(" ", texte)
