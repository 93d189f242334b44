from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.versions import expected_version
from stock import seuils
from stock.serializers import valider
from stock.serializers.seuils import SeuilModifieSerializer, SeuilSerializer, SeuilsSerializer


class SeuilView(APIView):
    """The thresholds of a piece. One that was never set answers nulls and version 0."""

    required_permissions = {"GET": "stock.lire", "PUT": "stock.gerer"}

    @extend_schema(responses=SeuilsSerializer)
    def get(self, request, piece_id):
        return Response(SeuilsSerializer(seuils.seuils_de_la_piece(piece_id)).data)

    @extend_schema(request=SeuilModifieSerializer, responses=SeuilSerializer)
    def put(self, request, piece_id):
        champs = valider(SeuilModifieSerializer, request.data)
        seuil = seuils.definir_seuil(
            piece_id=piece_id, version=expected_version(request), acteur=request.user, **champs
        )
        return Response(SeuilSerializer(seuil).data)
