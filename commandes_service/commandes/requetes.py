"""Rows of a query written in SQL, by the names of their columns."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def lignes_de(sql: str, params: Sequence[Any] = ()) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
