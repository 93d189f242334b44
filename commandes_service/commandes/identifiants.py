"""Numbers that identify a company: SIRET and intra-community VAT, with their keys (python-stdnum)."""

from stdnum.eu import vat
from stdnum.fr import siret


def est_siret(compact: str) -> bool:
    """14 digits and their key; the offices of La Poste have a rule of their own."""
    return compact.isascii() and siret.is_valid(compact)


def est_tva_intracommunautaire(compact: str) -> bool:
    """The form and the key of its country, as its two first letters say."""
    return compact.isascii() and vat.is_valid(compact)


def compacter(texte: str) -> str:
    """As stored: without the spaces, dots and dashes people write; capitals."""
    return "".join(char for char in texte if not char.isspace() and char not in ".-").upper()
