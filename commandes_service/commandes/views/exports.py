"""A list of the API as a file, with the same filters, search and ordering as the list itself."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from chassis.exports import export_format, response
from commandes.exportations import Table

FICHIERS = ("csv", "xlsx")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = {(200, "application/pdf"): OpenApiTypes.BINARY}
FORMAT = OpenApiParameter("format", enum=list(FICHIERS), description="csv when it is absent")
REPONSES = {
    (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, description="Le tableau"),
    (200, XLSX): OpenApiTypes.BINARY,
}


def pdf_response(nom: str, contenu: bytes) -> HttpResponse:
    response = HttpResponse(contenu, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{nom}.pdf"'
    return response


class ExportMixin:
    """Before a list view: GET answers the whole list as `table`."""

    table: Table
    pagination_class = None
    query_parameters = {"format"}

    @extend_schema(parameters=[FORMAT], responses=REPONSES)
    def get(self, request, *args, **kwargs):
        wanted = export_format(request, FICHIERS)
        rows = self.filter_queryset(self.get_queryset())
        return response(wanted, self.table.nom, self.table.titres, self.table.lignes(rows))
