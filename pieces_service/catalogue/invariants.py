from django.db import connection
from django.db.models import F, OuterRef, Q, Subquery

from catalogue.models import Categorie, HistoriquePiece, Piece
from chassis.invariants import invariant

CYCLES = """
    WITH RECURSIVE montee (depart, id) AS (
        SELECT id, parent_id FROM categories WHERE parent_id IS NOT NULL
      UNION
        SELECT m.depart, c.parent_id FROM categories c JOIN montee m ON c.id = m.id
        WHERE c.parent_id IS NOT NULL
    ) SELECT depart FROM montee WHERE depart = id
"""
DERNIER_MESSAGE_FAUX = """
    SELECT p.id, m.target, m.version, m.supprimee FROM pieces p JOIN (
        SELECT DISTINCT ON (target, ordering_key) target, body #>> '{data,0,id}' AS piece_id,
            (body #>> '{data,0,version}')::int AS version, (body #>> '{data,0,supprimee}')::bool AS supprimee,
            (body #>> '{data,0,actif}')::bool AS actif
        FROM outbox WHERE body ->> 'moduleName' = 'pieces' ORDER BY target, ordering_key, id DESC
    ) m ON m.piece_id = p.id::text
    WHERE m.version <> p.version OR m.supprimee <> (p.supprime_le IS NOT NULL)
        OR m.actif <> (p.actif AND p.supprime_le IS NULL)
"""


@invariant("P1", "no category is above itself")
def categories_are_a_tree():
    return _rows(CYCLES)


@invariant("P2", "nothing live is in a category of the trash")
def nothing_live_in_a_deleted_category():
    categories = Categorie.objects.vivants().filter(parent__supprime_le__isnull=False)
    yield from categories.values("id", "parent_id")
    pieces = Piece.objects.vivants().filter(categorie__supprime_le__isnull=False)
    yield from pieces.values("id", "categorie_id")


@invariant("P3", "what the other services were last told of a piece is what it is; deleted, it is not active")
def last_message_is_the_piece():
    return _rows(DERNIER_MESSAGE_FAUX)


@invariant("P4", "each live piece can be found")
def live_pieces_can_be_found():
    return Piece.objects.vivants().filter(recherche="").values("id", "reference")


@invariant("P5", "the last line of a piece's history is its version")
def history_ends_at_the_version():
    derniere = HistoriquePiece.objects.filter(piece=OuterRef("pk")).order_by("-version").values("version")[:1]
    pieces = Piece.objects.annotate(derniere=Subquery(derniere))
    fausses = pieces.filter(~Q(derniere=F("version")) | Q(derniere__isnull=True))
    return fausses.values("id", "version", "derniere")


def _rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
