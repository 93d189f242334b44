"""The tree of categories: walking it, and the locks that keep it a tree."""

from uuid import UUID

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from catalogue.errors import CategorieAbsente, CategorieTropProfonde
from catalogue.models import Categorie

NIVEAUX_MAX = 20
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
HAUTEUR = """
    WITH RECURSIVE descente (id, rang) AS (
        SELECT %s::uuid, 1
      UNION ALL
        SELECT c.id, rang + 1 FROM categories c JOIN descente d ON c.parent_id = d.id
        WHERE c.supprime_le IS NULL AND rang < 1000
    ) SELECT max(rang) FROM descente
"""
CHEMIN = """
    WITH RECURSIVE montee (nom, parent_id, rang) AS (
        SELECT categories.nom, categories.parent_id, 0
      UNION ALL
        SELECT c.nom, c.parent_id, rang + 1 FROM categories c JOIN montee m ON c.id = m.parent_id
    ) SELECT to_json(array_agg(nom ORDER BY rang DESC))::text FROM montee
"""
NOMBRE_DIRECTES = """
    SELECT count(*) FROM pieces p WHERE p.categorie_id = categories.id AND p.supprime_le IS NULL
"""
SOUS_CATEGORIES = """
    SELECT count(*) FROM categories c WHERE c.parent_id = categories.id AND c.supprime_le IS NULL
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


def ancetres(categorie_id: UUID) -> RawSQL:
    """The ids of a category and of what it is in, for `id__in`."""
    return RawSQL(ANCETRES, [categorie_id], output_field=TextField())


def niveau(categorie_id: UUID) -> int:
    """1 for a category at the root."""
    return Categorie.objects.filter(id__in=ancetres(categorie_id)).count()


def hauteur(categorie_id: UUID) -> int:
    """How many levels a category and what is below it take: 1 when nothing is."""
    with connection.cursor() as cursor:
        cursor.execute(HAUTEUR, [categorie_id])
        return cursor.fetchone()[0]


def est_sous(categorie_id: UUID, ancetre_id: UUID) -> bool:
    """Whether the first is the second or below it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::uuid IN ({ANCETRES})", [ancetre_id, categorie_id])
        return cursor.fetchone()[0]


def verifier_profondeur(parent_id: UUID, niveaux: int) -> None:
    """Whether so many levels may hang below this category. Raises CategorieTropProfonde."""
    if niveau(parent_id) + niveaux > NIVEAUX_MAX:
        raise CategorieTropProfonde(maximum=NIVEAUX_MAX)


def verrouiller_arbre() -> None:
    """One transaction at a time moves categories: two moves that are each harmless can close a loop."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [VERROU])


def retenir_categories(ids: set[UUID]) -> None:
    """Of several: those that are still live stay so until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM categories WHERE id = ANY(%s) AND supprime_le IS NULL ORDER BY id FOR SHARE",
            [sorted(ids)],
        )
        if cursor.rowcount < len(ids):
            raise CategorieAbsente("categorie")


def retenir_categorie(categorie_id: UUID, *, champ: str) -> None:
    """Make sure of a live category until the transaction ends: it can be read and shared, not deleted.

    `champ` is the input field that names it. Raises CategorieAbsente.
    """
    tenue = Categorie.objects.raw(
        "SELECT id FROM categories WHERE id = %s AND supprime_le IS NULL FOR SHARE", [categorie_id]
    )
    if not list(tenue):
        raise CategorieAbsente(champ)
