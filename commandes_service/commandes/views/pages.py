from chassis.pagination import PagePagination
from commandes.filters import EcheancierFilter
from commandes.serializers.tiers import MontantsParAgeSerializer
from commandes.soldes import totaliser


class EcheancierPagination(PagePagination):
    """The page, and what all pages add up to."""

    def paginate_queryset(self, queryset, request, view=None) -> list:
        self.totaux = totaliser(queryset)
        self.au = EcheancierFilter.jour(request.query_params)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        response.data |= {"au": self.au, "totaux": MontantsParAgeSerializer(self.totaux).data}
        return response

    def get_paginated_response_schema(self, schema: dict) -> dict:
        described = super().get_paginated_response_schema(schema)
        montant = {"type": "string", "format": "decimal"}
        champs = MontantsParAgeSerializer().fields
        described["properties"] |= {
            "au": {"type": "string", "format": "date"},
            "totaux": {"type": "object", "properties": dict.fromkeys(champs, montant)},
        }
        return described
