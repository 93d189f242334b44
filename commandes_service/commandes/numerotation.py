"""References of orders: CMD-2026-00042, counted anew each year (UTC), given in the order of the commits.

The counter's row stays locked until the transaction ends, so two orders never share a number. A number is
lost only if its order is purged; invoices, which must have no gaps, will have their own.
"""

from django.db import connection


def prochaine_reference(*, annee: int) -> str:
    """Call it inside the transaction that writes the order, as late as possible."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO compteurs_commandes (annee, dernier) VALUES (%s, 1)"
            " ON CONFLICT (annee) DO UPDATE SET dernier = compteurs_commandes.dernier + 1"
            " RETURNING dernier",
            [annee],
        )
        (numero,) = cursor.fetchone()
    return f"CMD-{annee}-{numero:05d}"
