"""Which pieces come first in search results, before those with the words anywhere."""

from django.db.models import Q

from catalogue.codes_barres import gtin_cherche


def rangs(texte: str) -> list[Q]:
    """The exact reference or code, references that begin so, names that begin so; `texte` is normalised."""
    return _rangs(texte, Q(codes__contains=[texte]))


def rangs_publics(texte: str) -> list[Q]:
    """The same for who may not know the codes of suppliers: coming first would give one away."""
    return _rangs(texte, Q(codes__contains=[texte], reference_fabricant__iexact=texte))


def _rangs(texte: str, code: Q) -> list[Q]:
    exact = Q(reference_cle=texte) | code
    if gtin := gtin_cherche(texte):
        exact |= Q(gtin=gtin)
    return [exact, Q(reference_cle__startswith=texte), Q(recherche__startswith=texte)]
