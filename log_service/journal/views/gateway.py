"""/api/gateway/: the running services and the calls between them."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.serializers import StrictSerializer
from journal.annuaire import lire_annuaire
from journal.appels import lister_appels
from journal.filters import AppelFilter
from journal.pagination import AppelsParMoment
from journal.requetes import lire_parcours
from journal.serializers_gateway import AnnuaireSerializer, AppelSerializer, ParcoursSerializer


class ServicesView(APIView):
    required_permissions = {"GET": "gateway.lire"}

    @extend_schema(responses=AnnuaireSerializer)
    def get(self, request):
        StrictSerializer(data=request.query_params.dict()).is_valid(raise_exception=True)
        return Response(AnnuaireSerializer(lire_annuaire()).data)


class AppelsView(generics.ListAPIView):
    required_permissions = {"GET": "gateway.lire"}
    serializer_class = AppelSerializer
    pagination_class = AppelsParMoment
    filterset_class = AppelFilter
    queryset = lister_appels()


class ParcoursView(APIView):
    required_permissions = {"GET": "gateway.lire"}

    @extend_schema(responses=ParcoursSerializer)
    def get(self, request, request_id):
        return Response(ParcoursSerializer(lire_parcours(request_id, acteur=request.user)).data)
