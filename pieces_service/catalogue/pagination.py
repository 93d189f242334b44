"""Pages of search results: the best first, unless an order is asked for."""

from catalogue.pertinence import Classees
from chassis.filters import normalise
from chassis.pagination import PagePagination


class PagesPertinentes(PagePagination):
    def paginate_queryset(self, queryset, request, view=None) -> list:
        texte = normalise(request.query_params.get("search", ""))
        if texte and not request.query_params.get("ordering", "").strip(" ,"):
            queryset = Classees(queryset, texte)
        return super().paginate_queryset(queryset, request, view)
