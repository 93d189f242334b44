"""Invariants that no service can see alone: they compare rows of two databases."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg2

from ops import postgres
from ops.instance import Instance

SHOWN = 5
# an order in one of these states keeps what it reserved
HOLDING = ("reservee", "validee", "en_preparation")


@dataclass(frozen=True)
class Check:
    code: str
    sentence: str
    broken_rows: Callable[[Instance], list]


def _rows(instance: Instance, database: str, query: str, values: tuple = ()) -> list[tuple]:
    connection = postgres.connect(instance, database)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()
    except psycopg2.ProgrammingError as error:
        return [(str(error).splitlines()[0],)]
    finally:
        connection.close()


def reservations_without_order(instance: Instance) -> list:
    """I4, one way: an active reservation whose order does not hold it."""
    return sorted(_reserved(instance) - _holding(instance))


def orders_without_reservation(instance: Instance) -> list:
    """I4, the other way: an order that holds stock which nobody keeps for it."""
    return sorted(_holding(instance) - _reserved(instance))


def _reserved(instance: Instance) -> set[str]:
    """The orders stock_service keeps something for."""
    query = """SELECT DISTINCT commande_id::text FROM reservations
               WHERE etat = 'active' AND commande_id IS NOT NULL"""
    return {row[0] for row in _rows(instance, "stock", query)}


def _holding(instance: Instance) -> set[str]:
    """The orders that, for commandes_service, have something reserved."""
    query = "SELECT id::text FROM commandes WHERE type = 'vente' AND etat IN %s"
    return {row[0] for row in _rows(instance, "commandes", query, (HOLDING,))}


ALL = [
    Check("I4", "no active reservation without its live order", reservations_without_order),
    Check("I4", "no live order without its reservation", orders_without_reservation),
]
