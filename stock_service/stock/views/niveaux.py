from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from stock import niveaux
from stock.filters import FILTRES_DU_STOCK, StockFilter
from stock.serializers import valider
from stock.serializers.niveaux import StockDetailSerializer, StockSerializer, TableauDeBordSerializer
from stock.serializers.rapports import TableauDeBordParametresSerializer
from stock.tableau_de_bord import tableau_de_bord
from stock.views.exports import ExportMixin, as_a_file


class StockView(ExportMixin, generics.ListAPIView):
    """One row per piece: what there is, what of it is reserved, what it is worth."""

    required_permissions = {"GET": "stock.lire"}
    serializer_class = StockSerializer
    filter_backends = FILTRES_DU_STOCK
    filterset_class = StockFilter
    search_fields = ["recherche"]
    ordering_fields = ["reference", "nom", "quantite", "disponible", "valeur"]
    export_name = "stock"
    export_columns = {
        "Référence": "reference",
        "Nom": "nom",
        "Unité": "unite",
        "Code-barres": "code_barres",
        "Quantité": "quantite",
        "Réservé": "reserve",
        "Disponible": "disponible",
        "En commande": "en_commande",
        "Seuil": "seuil",
        "État": "etat",
        "Coût moyen": "cout_moyen",
        "Valeur": "valeur",
    }

    def get_queryset(self):
        return niveaux.stocks()

    @as_a_file(StockSerializer(many=True))
    def get(self, request):
        return self.list(request)


class StockPieceView(APIView):
    """One piece: over all places, by place, its reservations and last movements."""

    required_permissions = {"GET": "stock.lire"}

    @extend_schema(responses=StockDetailSerializer)
    def get(self, request, piece_id):
        return Response(StockDetailSerializer(niveaux.stock_de_la_piece(piece_id)).data)


class TableauDeBordView(APIView):
    """The figures of the first screen."""

    required_permissions = {"GET": "stock.lire"}

    @extend_schema(parameters=[TableauDeBordParametresSerializer], responses=TableauDeBordSerializer)
    def get(self, request):
        champs = valider(TableauDeBordParametresSerializer, request.query_params.dict())
        return Response(TableauDeBordSerializer(tableau_de_bord(**champs)).data)
