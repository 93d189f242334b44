"""The values that occur in an indexed column of the audit log, found without reading the log."""

from django.db import connection

MAXIMUM = 5_000
# A loose scan: one look into the index for each value, whatever the number of entries.
DISTINCTES = """
    WITH RECURSIVE valeurs AS (
        (SELECT {colonne} AS valeur FROM logs ORDER BY {colonne} LIMIT 1)
        UNION ALL
        SELECT (SELECT {colonne} FROM logs WHERE {colonne} > valeurs.valeur ORDER BY {colonne} LIMIT 1)
        FROM valeurs WHERE valeurs.valeur IS NOT NULL
    )
    SELECT valeur FROM valeurs WHERE valeur <> '' AND valeur ILIKE %s LIMIT %s
"""
COLONNES = ("service", "module", "action", "user_email")


def valeurs(colonne: str, *, contient: str = "") -> list[str]:
    """In their order; those that hold `contient`, whatever its case, where it is given."""
    if colonne not in COLONNES:
        raise ValueError(colonne)
    litteral = contient.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%")
    with connection.cursor() as cursor:
        cursor.execute(DISTINCTES.format(colonne=colonne), [f"%{litteral}%", MAXIMUM])
        return [ligne[0] for ligne in cursor.fetchall()]
