"""/api/logs/"""

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis import exports
from chassis.serializers import StrictSerializer
from chassis.versions import expected_version
from journal.annotations import annoter_log, masquer_log, montrer_log
from journal.export import ENTETES, exporter_logs
from journal.filters import LOG_BACKENDS, LogFilter, LogsDeLObjetFilter
from journal.filtres_proposes import proposer_filtres
from journal.logs import lire_log, lister_logs, lister_logs_de_l_objet
from journal.pagination import LogsParMoment
from journal.serializers.logs import (
    AnnotationSerializer,
    LogSerializer,
    ValeursDeFiltreSerializer,
    VerificationSerializer,
    VerifierSerializer,
)
from journal.verification import verifier_chaine

LIENS_PAR_APPEL = 20_000  # a request stays within seconds; the answer says where to go on
FORMAT = OpenApiParameter("format", enum=["csv", "xlsx"], description="csv unless said otherwise")


class LogsView(generics.ListAPIView):
    required_permissions = {"GET": "logs.lire"}
    serializer_class = LogSerializer
    pagination_class = LogsParMoment
    filter_backends = LOG_BACKENDS
    filterset_class = LogFilter
    search_fields = ["recherche"]
    queryset = lister_logs()


class ExportView(generics.GenericAPIView):
    required_permissions = {"GET": "logs.lire"}
    serializer_class = LogSerializer
    pagination_class = None
    query_parameters = {"format"}
    filter_backends = LOG_BACKENDS
    filterset_class = LogFilter
    search_fields = ["recherche"]
    queryset = lister_logs()

    @extend_schema(
        filters=True,  # those of the list, which an answer without a page would not show
        parameters=[FORMAT],
        responses={(200, "text/csv"): OpenApiTypes.BINARY, (200, exports.XLSX): OpenApiTypes.BINARY},
    )
    def get(self, request):
        wanted = exports.export_format(request, ("csv", "xlsx"))
        criteres = "&".join(f"{nom}={valeur}" for nom, valeur in request.query_params.items())
        logs = self.filter_queryset(self.get_queryset())
        lignes = exporter_logs(logs=logs, criteres=criteres[:500], acteur=request.user)
        return exports.response(wanted, f"logs-{timezone.now():%Y-%m-%d}", ENTETES, lignes)


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


class MontrerView(APIView):
    required_permissions = {"POST": "logs.gerer"}

    @extend_schema(request=None, responses=LogSerializer)
    def post(self, request, log_id):
        return Response(LogSerializer(montrer_log(log_id=log_id, acteur=request.user)).data)


class LogsDeLObjetView(generics.ListAPIView):
    required_permissions = {"GET": "logs.lire"}
    serializer_class = LogSerializer
    pagination_class = LogsParMoment
    filter_backends = LOG_BACKENDS
    filterset_class = LogsDeLObjetFilter
    search_fields = ["recherche"]
    queryset = lister_logs()

    def get_queryset(self):
        return lister_logs_de_l_objet(self.kwargs.get("objet_id", ""))


class ValeursView(APIView):
    required_permissions = {"GET": "logs.lire"}

    @extend_schema(responses=ValeursDeFiltreSerializer)
    def get(self, request):
        StrictSerializer(data=request.query_params.dict()).is_valid(raise_exception=True)
        return Response(ValeursDeFiltreSerializer(proposer_filtres()).data)


class VerifierView(APIView):
    required_permissions = {"GET": "logs.lire"}

    @extend_schema(parameters=[VerifierSerializer], responses=VerificationSerializer)
    def get(self, request):
        demande = VerifierSerializer(data=request.query_params.dict())
        demande.is_valid(raise_exception=True)
        verification = verifier_chaine(**demande.validated_data, limite=LIENS_PAR_APPEL)
        return Response(VerificationSerializer(verification).data)
