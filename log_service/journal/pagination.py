"""Lists by cursor, as DRF's views ask for them."""

from django.db.models import QuerySet
from rest_framework.pagination import BasePagination, replace_query_param
from rest_framework.response import Response

from chassis.pagination import CursorPagination, page_size
from journal.curseur import Ordre, lire_page

MOMENT_DU_LOG = Ordre("emis_le", "sequence")
MOMENT_DE_L_APPEL = Ordre("appele_le", "id")
MOMENT_DU_CHANGEMENT = Ordre("modifie_le", "id")


class ParMoment(BasePagination):
    """Newest first. A subclass says by which `ordre`."""

    parameters = CursorPagination.parameters
    ordre: Ordre

    def paginate_queryset(self, queryset: QuerySet, request, view=None) -> list:
        self.url = request.build_absolute_uri()
        curseur = request.query_params.get("cursor", "")
        self.page = lire_page(queryset, self.ordre, curseur=curseur, taille=page_size(request))
        return self.page.lignes

    def get_paginated_response(self, data) -> Response:
        return Response(
            {
                "next": self._lien(self.page.suivant),
                "previous": self._lien(self.page.precedent),
                "results": data,
            }
        )

    def _lien(self, curseur: str | None) -> str | None:
        return replace_query_param(self.url, "cursor", curseur) if curseur else None

    def get_paginated_response_schema(self, schema: dict) -> dict:
        return CursorPagination().get_paginated_response_schema(schema)

    def get_schema_operation_parameters(self, view) -> list[dict]:
        return CursorPagination().get_schema_operation_parameters(view)


class LogsParMoment(ParMoment):
    ordre = MOMENT_DU_LOG


class AppelsParMoment(ParMoment):
    ordre = MOMENT_DE_L_APPEL


class ChangementsParMoment(ParMoment):
    ordre = MOMENT_DU_CHANGEMENT
