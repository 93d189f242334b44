"""The tree of categories: walking it, and the locks that keep it a tree."""

from uuid import UUID

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from catalogue.errors import CategorieAbsente
from catalogue.models import Categorie

VERROU = 7_420_001  # of pg_advisory_xact_lock; any number nobody else of this database uses

DESCENDANTS = """
    WITH RECURSIVE descendants (id) AS (
        SELECT id FROM categories WHERE id = %s AND supprime_le IS NULL
      UNION
        SELECT c.id FROM categories c JOIN descendants d ON c.parent_id = d.id WHERE c.supprime_le IS NULL
    ) SELECT id FROM descendants
"""
ANCETRES = """
    WITH RECURSIVE ancetres (id, parent_id) AS (
        SELECT id, parent_id FROM categories WHERE id = %s
      UNION
        SELECT c.id, c.parent_id FROM categories c JOIN ancetres a ON c.id = a.parent_id
    ) SELECT id FROM ancetres
"""
CHEMIN = """
    WITH RECURSIVE montee (nom, parent_id, rang) AS (
        SELECT categories.nom, categories.parent_id, 0
      UNION ALL
        SELECT c.nom, c.parent_id, rang + 1 FROM categories c JOIN montee m ON c.id = m.parent_id
    ) SELECT to_json(array_agg(nom ORDER BY rang DESC))::text FROM montee
"""
NOMBRE_PIECES = """
    WITH RECURSIVE branche (id) AS (
        SELECT categories.id
      UNION
        SELECT c.id FROM categories c JOIN branche b ON c.parent_id = b.id WHERE c.supprime_le IS NULL
    ) SELECT sum(
        (SELECT count(*) FROM pieces p WHERE p.categorie_id = b.id AND p.supprime_le IS NULL)
    )::bigint FROM branche b
"""


def descendants(categorie_id: UUID) -> RawSQL:
    """The ids of a live category and of all below it, for `categorie_id__in`."""
    return RawSQL(DESCENDANTS, [categorie_id], output_field=TextField())


def est_sous(categorie_id: UUID, ancetre_id: UUID) -> bool:
    """Whether the first is the second or below it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::uuid IN ({ANCETRES})", [ancetre_id, categorie_id])
        return cursor.fetchone()[0]


def verrouiller_arbre() -> None:
    """One transaction at a time moves categories: two moves that are each harmless can close a loop."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [VERROU])


def retenir_categorie(categorie_id: UUID, *, champ: str) -> None:
    """Make sure of a live category until the transaction ends: it can be read and shared, not deleted.

    `champ` is the input field that names it. Raises CategorieAbsente.
    """
    tenue = Categorie.objects.raw(
        "SELECT id FROM categories WHERE id = %s AND supprime_le IS NULL FOR SHARE", [categorie_id]
    )
    if not list(tenue):
        raise CategorieAbsente(champ)
