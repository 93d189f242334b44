"""Lists that are not in the database, but read elsewhere as a whole: services, configuration."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers
from rest_framework.pagination import replace_query_param
from rest_framework.request import Request

from chassis.errors import NotFound
from chassis.fields import IntegerField
from chassis.filters import MAX_SEARCH_LENGTH, normalise
from chassis.pagination import MAX_PAGE_SIZE, PAGE_SIZE
from chassis.serializers import StrictSerializer


class DemandeDeListe(StrictSerializer):
    """The parameters of such a list: those of every list by page."""

    search = serializers.CharField(max_length=MAX_SEARCH_LENGTH, allow_blank=True, default="")
    page = IntegerField(min_value=1, max_value=1_000_000, required=False)
    page_size = IntegerField(min_value=1, max_value=MAX_PAGE_SIZE, required=False)


def chercher(lignes: list, texte_de: Callable[[Any], str], cherche: str) -> list:
    """Those whose text has every word, accents and case aside."""
    mots = normalise(cherche).split()
    return [ligne for ligne in lignes if all(mot in normalise(texte_de(ligne)) for mot in mots)]


def page_de(lignes: list, request: Request, *, page: int | None = None, page_size: int | None = None) -> dict:
    """All of it at once, unless the client asks for pages. NotFound beyond the last one."""
    taille = page_size or (PAGE_SIZE if page else max(len(lignes), 1))
    numero = page or 1
    debut, fin = (numero - 1) * taille, numero * taille
    if debut >= len(lignes) and numero > 1:
        raise NotFound("Cette page n'existe pas.")
    url = request.build_absolute_uri()
    return {
        "count": len(lignes),
        "next": replace_query_param(url, "page", numero + 1) if fin < len(lignes) else None,
        "previous": replace_query_param(url, "page", numero - 1) if numero > 1 else None,
        "results": lignes[debut:fin],
    }
