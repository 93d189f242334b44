"""The locks, in the one order every rule takes them: pieces sorted by id, then places sorted by id.

Whoever changes a level, a total, a reservation or a threshold of a piece holds that piece's row first. So
all that happens to one piece happens one thing at a time, and two commands on several pieces cannot wait
for each other.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from stock.models import Emplacement, StockPiece

TREE_LOCK = 7_350_001  # any number nobody else uses: it names "the shape of the tree of places"


def verrouiller_pieces(piece_ids: Iterable[UUID]) -> dict[UUID, StockPiece]:
    """The totals of these pieces, each with its copy, locked until the transaction ends.

    A piece that stock_service never heard of is missing from the answer.
    """
    rows = StockPiece.objects.select_for_update(no_key=True, of=("self",)).select_related("piece")
    return {row.piece_id: row for row in rows.filter(pk__in=set(piece_ids)).order_by("pk")}


def verrouiller_emplacements(emplacement_ids: Iterable[UUID | None]) -> dict[UUID, Emplacement]:
    """The live places among these; none of them can be deleted until the transaction ends.

    KEY SHARE is what the foreign keys take anyway: movements do not wait for each other, a deletion (which
    takes FOR UPDATE) waits for them and they for it.
    """
    ids = list({each for each in emplacement_ids if each is not None})
    rows = Emplacement.objects.raw(
        "SELECT id, code, nom FROM emplacements WHERE id = ANY(%s) AND supprime_le IS NULL"
        " ORDER BY id FOR KEY SHARE",
        [ids],
    )
    return {row.id: row for row in rows}


def verrouiller_arbre() -> None:
    """One change of the tree of places at a time: two moves at once could close a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])
