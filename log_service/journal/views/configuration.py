"""/api/gateway/config/"""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.versions import expected_version
from journal.configuration import lire_configuration, lire_reglage, texte_de
from journal.filters import ChangementFilter
from journal.listes import chercher, page_de
from journal.pagination import ChangementsParMoment
from journal.reglages import lister_changements, modifier_reglage, reinitialiser_reglage
from journal.serializers.gateway import (
    ChangementConfigurationSerializer,
    ConfigurationSerializer,
    ReglageSerializer,
    ReglagesSerializer,
    ValeurSerializer,
)


class ConfigurationView(APIView):
    required_permissions = {"GET": "gateway.lire"}

    @extend_schema("gateway_config_list", parameters=[ConfigurationSerializer], responses=ReglagesSerializer)
    def get(self, request):
        demande = ConfigurationSerializer(data=request.query_params.dict())
        demande.is_valid(raise_exception=True)
        cherche = demande.validated_data.pop("search")
        reglages = lire_configuration(demande.validated_data.pop("service", None))
        trouves = chercher(reglages, texte_de, cherche)
        return Response(ReglagesSerializer(page_de(trouves, request, **demande.validated_data)).data)


class ReglageView(APIView):
    required_permissions = {"GET": "gateway.lire", "PUT": "gateway.gerer", "DELETE": "gateway.gerer"}

    @extend_schema(responses=ReglageSerializer)
    def get(self, request, service, cle):
        return Response(ReglageSerializer(lire_reglage(service, cle)).data)

    @extend_schema(request=ValeurSerializer, responses=ReglageSerializer)
    def put(self, request, service, cle):
        demande = ValeurSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        reglage = modifier_reglage(
            service=service,
            cle=cle,
            version=expected_version(request),
            acteur=request.user,
            **demande.validated_data,
        )
        return Response(ReglageSerializer(reglage).data)

    @extend_schema(responses={204: None})
    def delete(self, request, service, cle):
        version = expected_version(request)
        reinitialiser_reglage(service=service, cle=cle, version=version, acteur=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ChangementsView(generics.ListAPIView):
    required_permissions = {"GET": "gateway.lire"}
    serializer_class = ChangementConfigurationSerializer
    pagination_class = ChangementsParMoment
    filterset_class = ChangementFilter
    search_fields = ["service", "cle", "user_email"]
    queryset = lister_changements()
