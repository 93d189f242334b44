"""Searching in columns that keep what people wrote: accents and case aside, as `chassis.filters` asks."""

from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.functions import Concat

CHERCHE = "cherche"  # for a view's search_fields


class SansAccents(Func):
    """What `chassis.filters.normalise` makes of a text, made of a column."""

    template = "lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\u0300-\u036f]', '', 'g'))"
    output_field = TextField()


def cherchable(lignes: QuerySet, *champs: str) -> QuerySet:
    """With `cherche`, the text of these columns. For lists short enough to be read through."""
    textes = [part for champ in champs for part in (Value(" "), champ)]
    return lignes.annotate(**{CHERCHE: SansAccents(Concat(*textes, output_field=TextField()))})
