"""Lists that are searched in what people wrote."""

from django.db.models import QuerySet

from chassis.search.written import searchable

CHERCHE = "cherche"  # for a view's search_fields


def cherchable(lignes: QuerySet, *champs: str) -> QuerySet:
    """With `cherche`, the text of these columns. For lists short enough to be read through."""
    return searchable(lignes, CHERCHE, *champs)
