"""One's own notifications, and sending some to others."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED
from notifications.boite import compter_non_lues, lister_notifications, marquer_lues
from notifications.envois import Contenu, envoyer_notification
from notifications.errors import FluxIndisponible
from notifications.filters import NotificationFilter
from notifications.models import Notification
from notifications.serializers import notifications as shapes


class NotificationsView(generics.ListAPIView):
    required_permissions = {"GET": AUTHENTICATED, "POST": "notifications.envoyer"}
    serializer_class = shapes.NotificationSerializer
    filterset_class = NotificationFilter
    search_fields = ["recherche"]
    ordering_fields = ["cree_le"]
    queryset = Notification.objects.none()  # for the OpenAPI file, which asks as nobody

    def get_queryset(self):
        return lister_notifications(self.request.user.id)

    @extend_schema(request=shapes.EnvoyerSerializer, responses={201: shapes.EnvoiSerializer})
    def post(self, request):
        demande = shapes.EnvoyerSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        voulu = demande.validated_data
        contenu = Contenu(
            voulu["type"],
            voulu["niveau"],
            {"fr": (voulu["titre"], voulu["message"])},
            voulu["piece_id"],
            voulu["commande_id"],
            voulu["lien"],
        )
        envoi = envoyer_notification(
            contenu=contenu, user_ids=voulu.get("user_ids"), role=voulu.get("role"), acteur=request.user
        )
        return Response(shapes.EnvoiSerializer(envoi).data, status=status.HTTP_201_CREATED)


class MarquerLuesView(APIView):
    required_permissions = {"POST": AUTHENTICATED}

    @extend_schema(request=shapes.MarquerLuesSerializer, responses=shapes.MarqueesSerializer)
    def post(self, request):
        demande = shapes.MarquerLuesSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        marquees = marquer_lues(ids=demande.validated_data.get("ids"), acteur=request.user)
        return Response({"marquees": marquees})


class NonLuesView(APIView):
    required_permissions = {"GET": AUTHENTICATED}

    @extend_schema(responses=shapes.NonLuesSerializer)
    def get(self, request):
        return Response({"count": compter_non_lues(request.user.id)})


class FluxView(APIView):
    """Server-Sent Events of new notifications.

    notification_service_stream answers this route; whoever comes here is told that it is not there.
    """

    required_permissions = {"GET": AUTHENTICATED}

    @extend_schema(
        responses={(200, "text/event-stream"): OpenApiTypes.STR},
        parameters=[OpenApiParameter("Last-Event-ID", OpenApiTypes.UUID, OpenApiParameter.HEADER)],
    )
    def get(self, request):
        raise FluxIndisponible(retry_after=5)
