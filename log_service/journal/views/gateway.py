"""/api/gateway/"""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.pagination import CursorPagination
from journal.annuaire import lire_annuaire
from journal.appels import lister_appels
from journal.configuration import lire_configuration
from journal.filters import AppelFilter
from journal.serializers import (
    AnnuaireSerializer,
    AppelSerializer,
    ConfigurationSerializer,
    StrictSerializer,
    ValeursSerializer,
)


class ServicesView(APIView):
    required_permissions = {"GET": "gateway.lire"}

    @extend_schema(responses=AnnuaireSerializer)
    def get(self, request):
        StrictSerializer(data=request.query_params.dict()).is_valid(raise_exception=True)
        return Response(AnnuaireSerializer(lire_annuaire()).data)


class AppelsView(generics.ListAPIView):
    required_permissions = {"GET": "gateway.lire"}
    serializer_class = AppelSerializer
    pagination_class = CursorPagination
    filterset_class = AppelFilter
    queryset = lister_appels()


class ConfigurationView(APIView):
    required_permissions = {"GET": "gateway.lire"}

    @extend_schema(parameters=[ConfigurationSerializer], responses=ValeursSerializer)
    def get(self, request):
        demande = ConfigurationSerializer(data=request.query_params.dict())
        demande.is_valid(raise_exception=True)
        valeurs = lire_configuration(**demande.validated_data)
        return Response(ValeursSerializer({"results": valeurs}).data)
