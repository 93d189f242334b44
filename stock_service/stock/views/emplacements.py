from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.versions import expected_version
from stock import emplacements
from stock.filters import EmplacementFilter
from stock.serializers import valider
from stock.serializers.emplacements import (
    EmplacementModifieSerializer,
    EmplacementNouveauSerializer,
    EmplacementSerializer,
)

IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description='The version that was read, like "3".'
)


class EmplacementsView(generics.ListAPIView):
    required_permissions = {"GET": "stock.lire", "POST": "stock.gerer"}
    serializer_class = EmplacementSerializer
    filterset_class = EmplacementFilter
    search_fields = ["recherche"]
    ordering_fields = ["chemin", "code", "nom", "type"]

    def get_queryset(self):
        return emplacements.emplacements()

    @extend_schema(request=EmplacementNouveauSerializer, responses={201: EmplacementSerializer})
    def post(self, request):
        champs = valider(EmplacementNouveauSerializer, request.data)
        emplacement = emplacements.creer_emplacement(acteur=request.user, **champs)
        return _objet(emplacement, 201)


class EmplacementView(APIView):
    required_permissions = {
        "GET": "stock.lire",
        "PUT": "stock.gerer",
        "PATCH": "stock.gerer",
        "DELETE": "stock.gerer",
    }

    @extend_schema(responses=EmplacementSerializer)
    def get(self, request, emplacement_id):
        return _objet(emplacements.lire_emplacement(emplacement_id))

    @extend_schema(
        request=EmplacementModifieSerializer, responses=EmplacementSerializer, parameters=[IF_MATCH]
    )
    def put(self, request, emplacement_id):
        champs = {"parent_id": None, **valider(EmplacementModifieSerializer, request.data)}
        return self._modifier(request, emplacement_id, champs)

    @extend_schema(
        request=EmplacementModifieSerializer(partial=True),
        responses=EmplacementSerializer,
        parameters=[IF_MATCH],
    )
    def patch(self, request, emplacement_id):
        champs = valider(EmplacementModifieSerializer, request.data, partial=True)
        return self._modifier(request, emplacement_id, champs)

    def _modifier(self, request, emplacement_id, champs):
        emplacement = emplacements.modifier_emplacement(
            emplacement_id=emplacement_id,
            changements=champs,
            version=expected_version(request),
            acteur=request.user,
        )
        return _objet(emplacement)

    @extend_schema(responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request, emplacement_id):
        emplacements.supprimer_emplacement(
            emplacement_id=emplacement_id, version=expected_version(request), acteur=request.user
        )
        return Response(status=204)


def _objet(emplacement, status: int = 200) -> Response:
    """One place, its version also as ETag."""
    donnees = EmplacementSerializer(emplacement).data
    return Response(donnees, status=status, headers={"ETag": f'"{emplacement.version}"'})
