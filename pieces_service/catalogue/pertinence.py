"""Search results, the best first: the exact reference or code, references that begin so, names that begin so,
then the words anywhere; within each, by name.

Ranking every match would take longer the more there are. So each rank is a query of its own that an index
answers in order and that stops at the page asked for; together they are one statement.
"""

from django.db.models import IntegerField, Q, QuerySet, Value

from catalogue.codes_barres import gtin_cherche
from catalogue.models import Piece

RESTE = 3


class Classees:
    """Found pieces as a pagination slices them: the order is that of relevance."""

    def __init__(self, pieces: QuerySet[Piece], texte: str):
        """`texte` is normalised and not empty."""
        self._pieces = pieces
        self._rangs = _rangs(texte)

    def order_by(self) -> QuerySet[Piece]:
        """In no order: all that counting needs."""
        return self._pieces.order_by()

    def __getitem__(self, tranche: slice) -> list[Piece]:
        ids = self._ids(tranche.stop)[tranche.start :]
        trouvees = self._pieces.order_by().in_bulk(ids)
        return [trouvees[piece_id] for piece_id in ids if piece_id in trouvees]

    def _ids(self, nombre: int) -> list:
        """The first ids in the order of relevance."""
        requetes = []
        for rang in range(RESTE + 1):
            de_ce_rang = self._pieces.order_by("recherche", "id").filter(self._condition(rang))
            requetes.append(
                de_ce_rang.annotate(rang=Value(rang, IntegerField())).values_list("rang", "id")[:nombre]
            )
        lignes = requetes[0].union(*requetes[1:], all=True)
        return [piece_id for _, piece_id in sorted(lignes, key=lambda ligne: ligne[0])][:nombre]

    def _condition(self, rang: int) -> Q:
        """Of this rank, and of none before."""
        condition = self._rangs[rang] if rang < RESTE else Q()
        for meilleur in self._rangs[:rang]:
            condition &= ~meilleur
        return condition


def _rangs(texte: str) -> list[Q]:
    exact = Q(reference_cle=texte) | Q(codes__contains=[texte])
    if gtin := gtin_cherche(texte):
        exact |= Q(gtin=gtin)
    return [exact, Q(reference_cle__startswith=texte), Q(recherche__startswith=texte)]
