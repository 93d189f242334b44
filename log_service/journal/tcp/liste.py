"""findAll_log: the filters of GET /api/logs/, given as an object."""

from typing import Any

from chassis.errors import InvalidInput
from chassis.pagination import MAX_PAGE_SIZE, PAGE_SIZE
from chassis.problem import field_errors
from journal.curseur import Page, lire_page
from journal.filters import LogFilter, rechercher
from journal.logs import lister_logs
from journal.pagination import MOMENT_DU_LOG

TAILLE_MAXIMALE = 10_000  # of one value


def lister(demande: dict[str, Any]) -> Page:
    """Raises InvalidInput, which names what is wrong."""
    valeurs = {nom: _texte(nom, valeur) for nom, valeur in demande.items() if valeur is not None}
    curseur, search = valeurs.pop("cursor", ""), valeurs.pop("search", "")
    taille = _taille(valeurs.pop("page_size", str(PAGE_SIZE)))
    inconnus = sorted(set(valeurs) - set(LogFilter.base_filters))
    if inconnus:
        raise InvalidInput({nom: ["Ce paramètre n'existe pas."] for nom in inconnus})
    filtre = LogFilter(valeurs, lister_logs())
    if not filtre.is_valid():
        raise InvalidInput(field_errors(filtre.errors))
    return lire_page(rechercher(filtre.qs, search), MOMENT_DU_LOG, curseur=curseur, taille=taille)


def _texte(nom: str, valeur: Any) -> str:
    """As the address of a request would carry it."""
    if isinstance(valeur, bool):
        return str(valeur).lower()
    if isinstance(valeur, str | int) and len(texte := str(valeur)) <= TAILLE_MAXIMALE and "\x00" not in texte:
        return texte
    raise InvalidInput({nom: ["Un texte, un nombre ou un booléen est attendu."]})


def _taille(texte: str) -> int:
    if texte.isascii() and texte.isdigit() and 1 <= int(texte[:9]) <= MAX_PAGE_SIZE:
        return int(texte[:9])
    raise InvalidInput({"page_size": [f"Un nombre de 1 à {MAX_PAGE_SIZE} est attendu."]})
