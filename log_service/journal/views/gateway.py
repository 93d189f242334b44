"""/api/gateway/: the running services and the calls between them."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from journal.annuaire import lire_annuaire
from journal.appels import lister_appels
from journal.filters import AppelFilter
from journal.listes import DemandeDeListe, chercher, page_de
from journal.pagination import AppelsParMoment
from journal.requetes import lire_parcours
from journal.serializers.gateway import AnnuaireSerializer, AppelSerializer, ParcoursSerializer


class ServicesView(APIView):
    required_permissions = {"GET": "gateway.lire"}

    @extend_schema(parameters=[DemandeDeListe], responses=AnnuaireSerializer)
    def get(self, request):
        demande = DemandeDeListe(data=request.query_params.dict())
        demande.is_valid(raise_exception=True)
        cherche = demande.validated_data.pop("search")
        annuaire = lire_annuaire()
        services = chercher(annuaire.services, lambda service: service.nom, cherche)
        releve = {"consul_joignable": annuaire.consul_joignable, "releve_le": annuaire.releve_le}
        page = page_de(services, request, **demande.validated_data)
        return Response(AnnuaireSerializer(releve | page).data)


class AppelsView(generics.ListAPIView):
    required_permissions = {"GET": "gateway.lire"}
    serializer_class = AppelSerializer
    pagination_class = AppelsParMoment
    filterset_class = AppelFilter
    search_fields = ["service_source", "service_cible", "chemin", "request_id"]
    queryset = lister_appels()


class ParcoursView(APIView):
    required_permissions = {"GET": "gateway.lire"}

    @extend_schema(responses=ParcoursSerializer)
    def get(self, request, request_id):
        return Response(ParcoursSerializer(lire_parcours(request_id, acteur=request.user)).data)
