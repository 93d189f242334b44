from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from stock import niveaux, reservations
from stock.filters import PAR_LA_PIECE, ReservationFilter
from stock.serializers import valider
from stock.serializers.reservations import (
    ReservationNouvelleSerializer,
    ReservationSerializer,
    ReservationsSerializer,
)


class ReservationsView(generics.ListAPIView):
    """Those of orders and those made by hand, newest first."""

    required_permissions = {"GET": "stock.lire", "POST": "stock.mouvementer"}
    serializer_class = ReservationSerializer
    filterset_class = ReservationFilter
    filter_backends = PAR_LA_PIECE
    search_fields = ["piece__recherche"]
    ordering_fields = ["cree_le", "expire_le", "quantite"]
    queryset = niveaux.reservations()

    @extend_schema(request=ReservationNouvelleSerializer, responses={201: ReservationsSerializer})
    def post(self, request):
        champs = valider(ReservationNouvelleSerializer, request.data)
        rows = reservations.reserver_piece(acteur=request.user, **champs)
        return Response(ReservationsSerializer({"reservations": rows}).data, status=201)


class ReservationView(APIView):
    required_permissions = {"DELETE": "stock.mouvementer"}

    @extend_schema(responses={204: None})
    def delete(self, request, reservation_id):
        reservations.liberer_reservation(reservation_id=reservation_id, acteur=request.user)
        return Response(status=204)
