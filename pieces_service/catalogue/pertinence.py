"""Search results, the best first: the exact reference or code, references that begin so, names that begin so,
then the words anywhere; within each, by name.

Ranking every match would take longer the more there are. So the first three ranks are read from the indexes
that hold them in order, one after the other, as far as the page needs; and of the rest, few are sorted here,
while many are read from the index of names, where they are never far apart.
"""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import IntegerField, Q, QuerySet, Value

from catalogue.codes_barres import gtin_cherche
from catalogue.models import Piece

PEU = 1000
# The planner takes the words of a name for independent of each other; told not to walk along an index or the
# table, it uses the one of grams, whose cost is that of what is found.
PAR_LES_GRAMMES = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"


class Classees:
    """Found pieces as a pagination slices them: the order is that of relevance."""

    def __init__(self, toutes: QuerySet[Piece], trouvees: QuerySet[Piece], texte: str):
        """`trouvees`: those of `toutes` with the words of `texte`, which is normalised and not empty."""
        self._toutes, self._trouvees = toutes, trouvees
        self._rangs = _rangs(texte)

    def order_by(self) -> QuerySet[Piece]:
        """In no order: all that counting needs."""
        return self._trouvees.order_by()

    def __getitem__(self, tranche: slice) -> list[Piece]:
        ids = self._premiers(tranche.stop)
        if len(ids) < tranche.stop:
            ids += self._autres(tranche.stop - len(ids))
        ids = ids[tranche.start :]
        trouvees = self._toutes.order_by().in_bulk(ids)
        return [trouvees[piece_id] for piece_id in ids if piece_id in trouvees]

    def _premiers(self, nombre: int) -> list[UUID]:
        """The first ids of the ranks that begin with the text. What begins so holds the words."""
        requetes = [
            self._toutes.filter(self._condition(rang))
            .order_by("recherche", "id")
            .annotate(rang=Value(rang, IntegerField()))
            .values_list("rang", "id")[:nombre]
            for rang in range(len(self._rangs))
        ]
        lignes = requetes[0].union(*requetes[1:], all=True)[:nombre]
        return [piece_id for _, piece_id in sorted(lignes, key=lambda ligne: ligne[0])]

    def _autres(self, nombre: int) -> list[UUID]:
        """The first ids of the rest."""
        autres = self._trouvees.filter(self._condition(len(self._rangs))).order_by()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(PAR_LES_GRAMMES)
            lignes = list(autres.values_list("recherche", "id")[: PEU + 1])
            if len(lignes) <= PEU:
                return [piece_id for _, piece_id in sorted(lignes)[:nombre]]
            with connection.cursor() as cursor:
                cursor.execute("RESET enable_seqscan; RESET enable_indexscan")
            return list(autres.order_by("recherche", "id").values_list("id", flat=True)[:nombre])

    def _condition(self, rang: int) -> Q:
        """Of this rank, and of none before."""
        condition = self._rangs[rang] if rang < len(self._rangs) else Q()
        for meilleur in self._rangs[:rang]:
            condition &= ~meilleur
        return condition


def _rangs(texte: str) -> list[Q]:
    exact = Q(reference_cle=texte) | Q(codes__contains=[texte])
    if gtin := gtin_cherche(texte):
        exact |= Q(gtin=gtin)
    return [exact, Q(reference_cle__startswith=texte), Q(recherche__startswith=texte)]
