from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from stock import niveaux
from stock.filters import StockFilter
from stock.serializers.niveaux import StockDetailSerializer, StockSerializer, TableauDeBordSerializer
from stock.tableau_de_bord import tableau_de_bord


class StockView(generics.ListAPIView):
    """One row per piece: what there is, what of it is reserved, what it is worth."""

    required_permissions = {"GET": "stock.lire"}
    serializer_class = StockSerializer
    filterset_class = StockFilter
    search_fields = ["recherche"]
    ordering_fields = ["reference", "nom", "quantite", "disponible"]

    def get_queryset(self):
        return niveaux.stocks()


class StockPieceView(APIView):
    """One piece: over all places, by place, its reservations and last movements."""

    required_permissions = {"GET": "stock.lire"}

    @extend_schema(responses=StockDetailSerializer)
    def get(self, request, piece_id):
        return Response(StockDetailSerializer(niveaux.stock_de_la_piece(piece_id)).data)


class TableauDeBordView(APIView):
    """The figures of the first screen."""

    required_permissions = {"GET": "stock.lire"}

    @extend_schema(responses=TableauDeBordSerializer)
    def get(self, request):
        return Response(TableauDeBordSerializer(tableau_de_bord()).data)
