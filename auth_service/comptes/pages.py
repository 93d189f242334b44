"""Lists short enough to be read as a whole."""

from chassis.pagination import MAX_PAGE_SIZE, PagePagination


class UnePage(PagePagination):
    """Everything at once, unless the client asks for pages."""

    def paginate_queryset(self, queryset, request, view=None) -> list:
        if {"page", "page_size"} & set(request.query_params):
            return super().paginate_queryset(queryset, request, view)
        rows = list(queryset[:MAX_PAGE_SIZE])
        self.request, self.size, self.number, self.has_next = request, MAX_PAGE_SIZE, 1, False
        self.count, self.estimated = len(rows), False
        return rows
