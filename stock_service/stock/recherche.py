"""What makes a piece findable here, and which search results come first."""

from typing import Any

from django.db.models import Q

from chassis.filters import normalise
from chassis.search import grams

LONGUEUR_MAX = 500  # keeps the columns within what a btree index can hold, whatever letters expand to
DERIVES = ("recherche", "nom_cle", "grammes")  # never shown, so not read along
DERIVES_DE_LA_PIECE = tuple(f"piece__{champ}" for champ in DERIVES)
FIN = "\n"  # of a field: it sorts before what else a reference may go on with


def derives(*, reference: str, nom: str, code_barres: str) -> dict[str, Any]:
    """The columns of a copy that only searches look at."""
    texte = FIN.join(map(normalise, (reference, nom, code_barres)))[:LONGUEUR_MAX]
    return {
        "recherche": texte,
        "nom_cle": normalise(nom)[:LONGUEUR_MAX],
        "grammes": grams.of_text(texte),
    }


def rangs(texte: str) -> list[Q]:
    """The exact reference or code, references that begin so, names that begin so; `texte` is normalised."""
    exact = Q(recherche__startswith=texte + FIN) | Q(code_barres=texte)
    return [exact, Q(recherche__startswith=texte), Q(nom_cle__startswith=texte)]
