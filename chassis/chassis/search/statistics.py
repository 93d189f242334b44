"""Which grams tell nothing: those that many rows hold, by the statistics PostgreSQL keeps of each column.

The beginning of a reference, which all have, makes a search read a list of all rows to find one. The grams
are told to `grams.of_search`, which asks by the others; LIKE on the text decides in any case.
"""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import DatabaseError, connection

from chassis.search import grams

OFTEN = 0.3  # of all rows
RENEWED_SECONDS = 600
COMMON = """
    SELECT elem FROM pg_stats, unnest(most_common_elems::text::int[], most_common_elem_freqs) AS s(elem, freq)
    WHERE schemaname = current_schema() AND tablename = %s AND attname = %s
      AND elem IS NOT NULL AND freq >= %s
"""


def renew() -> None:
    """Read them for every column of grams of this service."""
    found: set[int] = set()
    with connection.cursor() as cursor:
        for table, column in _columns():
            cursor.execute(COMMON, [table, column, OFTEN])
            found.update(elem for (elem,) in cursor.fetchall())
    grams.too_common = frozenset(found)


def follow(stop) -> None:
    """Until `stop`; for a thread of a process that answers searches."""
    while _columns() and not stop.is_set():
        try:
            renew()
        except DatabaseError:
            pass  # searches are right without, and the next look may succeed
        finally:
            connection.close()
        stop.wait(RENEWED_SECONDS)


def _columns() -> list[tuple[str, str]]:
    return [
        (model._meta.db_table, model._meta.get_field(name).column)
        for model in apps.get_models()
        for index in model._meta.indexes
        if isinstance(index, GinIndex)
        for name in index.fields
        if isinstance(model._meta.get_field(name), ArrayField)
    ]
