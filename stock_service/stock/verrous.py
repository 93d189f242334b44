"""The locks, in the one order every rule takes them: what count sessions expect, the session itself, pieces
sorted by id, then places sorted by id.

Whoever changes a level, a total, a reservation or a threshold of a piece holds that piece's row first. So
all that happens to one piece happens one thing at a time, and two commands on several pieces cannot wait
for each other. Whoever moves what open sessions expect does it alone (`verrouiller_attendus`): nobody opens
a session, counts in one or approves another meanwhile.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from stock.models import Emplacement, PieceCopie, StockPiece
from stock.recherche import DERIVES

TREE_LOCK = 7_350_001  # any number nobody else uses: it names "the shape of the tree of places"
ATTENDUS_LOCK = 7_350_002  # "what open count sessions expect"
DU_STOCK = [field.attname for field in StockPiece._meta.concrete_fields]
DE_LA_PIECE = [field.attname for field in PieceCopie._meta.concrete_fields if field.name not in DERIVES]
DU_LIEU = ["id", "code", "nom"]
# Written out: these two stand before every write, and the ORM takes longer to word them than to run them.
PIECES = f"""
    SELECT {", ".join(f"s.{name}" for name in DU_STOCK)}, {", ".join(f"p.{name}" for name in DE_LA_PIECE)}
    FROM stocks_pieces AS s JOIN pieces_copie AS p ON p.id = s.piece_id
    WHERE s.piece_id = ANY(%s::uuid[]) ORDER BY s.piece_id FOR NO KEY UPDATE OF s"""
EMPLACEMENTS = """
    SELECT id, code, nom FROM emplacements
    WHERE id = ANY(%s::uuid[]) AND supprime_le IS NULL ORDER BY id FOR KEY SHARE"""


def verrouiller_pieces(piece_ids: Iterable[UUID]) -> dict[UUID, StockPiece]:
    """The totals of these pieces, each with its copy, locked until the transaction ends.

    A piece that stock_service never heard of is missing from the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(PIECES, [list(set(piece_ids))])
        return {row[0]: _stock(row) for row in cursor.fetchall()}


def verrouiller_emplacements(emplacement_ids: Iterable[UUID | None]) -> dict[UUID, Emplacement]:
    """The live places among these; none of them can be deleted until the transaction ends.

    KEY SHARE is what the foreign keys take anyway: movements do not wait for each other, a deletion (which
    takes FOR UPDATE) waits for them and they for it.
    """
    ids = list({each for each in emplacement_ids if each is not None})
    with connection.cursor() as cursor:
        cursor.execute(EMPLACEMENTS, [ids])
        return {row[0]: Emplacement.from_db("default", DU_LIEU, row) for row in cursor.fetchall()}


def _stock(row: tuple) -> StockPiece:
    stock = StockPiece.from_db("default", DU_STOCK, row[: len(DU_STOCK)])
    stock.piece = PieceCopie.from_db("default", DE_LA_PIECE, row[len(DU_STOCK) :])
    return stock


def verrouiller_arbre() -> None:
    """One change of the tree of places at a time: two moves at once could close a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def verrouiller_attendus() -> None:
    """For corrections of the books: one at a time, and while no session opens or is counted in.

    So no session freezes a level beside a correction that it is not told of, and two approvals never wait for
    each other's lines.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ATTENDUS_LOCK])


def partager_attendus() -> None:
    """For what writes lines of a session: many at once, but not beside a correction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [ATTENDUS_LOCK])
