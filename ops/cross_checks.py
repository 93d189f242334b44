"""Invariants that no service can see alone: they compare rows of two databases."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg2

from ops import databases, registry
from ops.instance import Instance

SHOWN = 5
# an order in one of these states has its lines reserved
HOLDING = ("validee", "preparee", "partiellement_expediee")
# on its way from one state to the next it may have, or have not
MAY_HOLD = (
    *HOLDING,
    "validation_en_cours",
    "expedition_en_cours",
    "reception_en_cours",
    "retour_en_cours",
    "solde_en_cours",
    "annulation_en_cours",
)
# two databases are not read at one moment: what is broken is broken at both of two looks
BETWEEN_LOOKS_SECONDS = 1.5
LOOKED_AT = 2000  # the last messages of each service
LAST_SENT = """SELECT target, message_id::text FROM outbox WHERE sent_at IS NOT NULL
               ORDER BY id DESC LIMIT %s"""
UNKNOWN_TO_INBOX = """SELECT id::text FROM unnest(%s::uuid[]) AS id
                      WHERE NOT EXISTS (SELECT FROM inbox WHERE message_id = id)"""


@dataclass(frozen=True)
class Check:
    code: str
    sentence: str
    broken_rows: Callable[[Instance], list]


def _rows(instance: Instance, service: str, query: str, values: tuple = ()) -> list[tuple]:
    connection = databases.connect(instance, registry.service(service))
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()
    except psycopg2.ProgrammingError as error:
        return [(str(error).splitlines()[0],)]
    finally:
        connection.close()


def reservations_without_order(instance: Instance) -> list:
    """I4, one way: an active reservation whose order cannot have one."""
    return _twice(lambda: _reserved(instance) - _orders(instance, MAY_HOLD))


def orders_without_reservation(instance: Instance) -> list:
    """I4, the other way: an order that holds stock which nobody keeps for it."""
    return _twice(lambda: _orders(instance, HOLDING) - _reserved(instance))


def _twice(look: Callable[[], set[str]]) -> list[str]:
    first = look()
    if not first:
        return []
    time.sleep(BETWEEN_LOOKS_SECONDS)
    return sorted(first & look())


def _reserved(instance: Instance) -> set[str]:
    """The orders stock_service keeps something for."""
    query = """SELECT DISTINCT commande_id::text FROM reservations
               WHERE etat = 'active' AND commande_id IS NOT NULL"""
    return {row[0] for row in _rows(instance, "stock_service", query)}


def _orders(instance: Instance, states: tuple[str, ...]) -> set[str]:
    """The sales that are in one of these states."""
    query = "SELECT id::text FROM commandes WHERE type = 'vente' AND etat IN %s"
    return {row[0] for row in _rows(instance, "commandes_service", query, (states,))}


def sent_without_effect(instance: Instance) -> list:
    """I11: a message that its target answered for, and whose inbox does not know it."""
    lost = []
    for service in registry.services():
        sent: dict[str, list[str]] = {}
        for target, message_id in _rows(instance, service.name, LAST_SENT, (LOOKED_AT,)):
            sent.setdefault(target, []).append(message_id)
        for target, ids in sent.items():
            lost += [row[0] for row in _rows(instance, target, UNKNOWN_TO_INBOX, (ids,))]
    return sorted(lost)


ALL = [
    Check("I4", "no active reservation without its live order", reservations_without_order),
    Check("I4", "no live order without its reservation", orders_without_reservation),
    Check("I11", "every message sent took effect at its target", sent_without_effect),
]
