"""Tables out of one statement: a page as JSON, or the whole as a file."""

from typing import Any

from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from chassis import exports
from chassis.errors import NotFound
from stock.serializers import valider
from stock.tableaux import Tableau
from stock.views.exports import FileNegotiation, export_format, table


class TableView(FileNegotiation, APIView):
    """A subclass says its `parametres`, its `shape`, and in `tableau` what it reads for them."""

    required_permissions = {"GET": "stock.lire"}
    parametres: type
    shape: type
    export_name: str
    export_columns: dict[str, str]

    def tableau(self, **filtres) -> tuple[Tableau, dict[str, Any]]:
        """The table, and what the answer says beside its rows."""
        raise NotImplementedError

    def habiller(self, rows):
        """What is added to the rows that are shown."""
        return rows

    def get(self, request):
        wanted = export_format(request)
        filtres = valider(self.parametres, request.query_params.dict())
        page, size, _ = (filtres.pop(name) for name in ("page", "page_size", "format"))
        tableau, beside = self.tableau(**filtres)
        if wanted != "json":
            rows = table(self.habiller(tableau.toutes()), self.export_columns)
            return exports.response(wanted, self.export_name, list(self.export_columns), rows)
        rows, count = tableau.page(page, size)
        if not rows and page > 1:
            raise NotFound("Cette page n'existe pas.")
        links = {
            "next": self._link(page + 1) if page * size < count else None,
            "previous": self._link(page - 1) if page > 1 else None,
        }
        answer = {"count": count, **links, **beside, "results": list(self.habiller(rows))}
        return Response(self.shape(answer).data)

    def _link(self, number: int) -> str:
        return replace_query_param(self.request.build_absolute_uri(), "page", number)
