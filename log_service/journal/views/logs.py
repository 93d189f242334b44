"""/api/logs/"""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.versions import expected_version
from journal import chaine
from journal.annotations import annoter_log, masquer_log
from journal.filters import LogFilter
from journal.logs import lire_log, lister_logs, lister_logs_de_l_objet
from journal.pagination import ParSequence
from journal.serializers import (
    AnnotationSerializer,
    LogSerializer,
    VerificationSerializer,
    VerifierSerializer,
)

LIENS_PAR_APPEL = 50_000  # a request stays within seconds; the answer says where to go on


class LogsView(generics.ListAPIView):
    required_permissions = {"GET": "logs.lire"}
    serializer_class = LogSerializer
    pagination_class = ParSequence
    filterset_class = LogFilter
    search_fields = ["recherche"]
    queryset = lister_logs()


class LogView(APIView):
    required_permissions = {"GET": "logs.lire", "PATCH": "logs.gerer", "DELETE": "logs.gerer"}

    @extend_schema(responses=LogSerializer)
    def get(self, request, log_id):
        return Response(LogSerializer(lire_log(log_id)).data)

    @extend_schema(request=AnnotationSerializer, responses=LogSerializer)
    def patch(self, request, log_id):
        demande = AnnotationSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        version = expected_version(request)
        log = annoter_log(log_id=log_id, version=version, acteur=request.user, **demande.validated_data)
        return Response(LogSerializer(log).data)

    @extend_schema(responses={204: None})
    def delete(self, request, log_id):
        masquer_log(log_id=log_id, acteur=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LogsDeLObjetView(generics.ListAPIView):
    required_permissions = {"GET": "logs.lire"}
    serializer_class = LogSerializer
    pagination_class = ParSequence
    queryset = lister_logs()

    def get_queryset(self):
        return lister_logs_de_l_objet(self.kwargs.get("objet_id", ""))


class VerifierView(APIView):
    required_permissions = {"GET": "logs.lire"}

    @extend_schema(parameters=[VerifierSerializer], responses=VerificationSerializer)
    def get(self, request):
        demande = VerifierSerializer(data=request.query_params.dict())
        demande.is_valid(raise_exception=True)
        verification = chaine.verifier_chaine(**demande.validated_data, limite=LIENS_PAR_APPEL)
        return Response(VerificationSerializer(verification).data)
