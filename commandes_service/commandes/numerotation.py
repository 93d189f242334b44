"""References and numbers, counted anew each year: CMD-2026-00042, FAC-2026-00001, AV-2026-00001.

A counter's row stays locked until the transaction ends: two documents never share a number, and a number is
given in the order of the commits. One that is not committed is given again, so that the numbers of invoices
have no gaps. (That of an order is lost if the order is purged.)
"""

from django.db import connection


def prochaine_reference(*, annee: int) -> str:
    """Of an order. Call it inside the transaction that writes it, as late as possible."""
    rang = _compter(
        "INSERT INTO compteurs_commandes (annee, dernier) VALUES (%s, 1)"
        " ON CONFLICT (annee) DO UPDATE SET dernier = compteurs_commandes.dernier + 1"
        " RETURNING dernier",
        annee,
    )
    return f"CMD-{annee}-{rang:05d}"


def prochain_rang(*, serie: str) -> int:
    """In a series of invoices such as FAC-2026. Call it inside the transaction that writes the invoice."""
    return _compter(
        "INSERT INTO compteurs_factures (serie, dernier) VALUES (%s, 1)"
        " ON CONFLICT (serie) DO UPDATE SET dernier = compteurs_factures.dernier + 1"
        " RETURNING dernier",
        serie,
    )


def _compter(sql: str, cle: int | str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, [cle])
        return cursor.fetchone()[0]
