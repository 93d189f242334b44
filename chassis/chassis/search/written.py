"""Searching in columns that keep what people wrote: accents and case aside, as `chassis.filters` asks."""

from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat


class WithoutAccents(Func):
    """What `chassis.filters.normalise` makes of a text, made of a column."""

    template = "lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\u0300-\u036f]', '', 'g'))"
    output_field = TextField()


def searchable(rows: QuerySet, name: str, *columns) -> QuerySet:
    """With `name`, for `search_fields`: the text of these columns. For lists short enough to read through."""
    space = Value(" ", TextField())
    texts = [part for column in columns for part in (space, Cast(column, TextField()))]
    return rows.alias(**{name: WithoutAccents(Concat(*texts))})
