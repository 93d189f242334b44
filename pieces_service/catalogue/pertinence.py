"""Which pieces come first in search results, before those with the words anywhere."""

from django.db.models import Q

from catalogue.codes_barres import gtin_cherche


def rangs(texte: str) -> list[Q]:
    """The exact reference or code, references that begin so, names that begin so; `texte` is normalised."""
    exact = Q(reference_cle=texte) | Q(codes__contains=[texte])
    if gtin := gtin_cherche(texte):
        exact |= Q(gtin=gtin)
    return [exact, Q(reference_cle__startswith=texte), Q(recherche__startswith=texte)]
