"""/api/notifications/"""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED
from notifications import serializers as shapes
from notifications.boite import compter_non_lues, lister_notifications, marquer_lues
from notifications.envois import Contenu, envoyer_notification
from notifications.filters import NotificationFilter
from notifications.models import Notification
from notifications.preferences import lire_preferences, regler_preferences
from notifications.textes import LANGUE


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
            {LANGUE: (voulu["titre"], voulu["message"])},
            voulu["piece_id"],
            voulu["commande_id"],
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


class PreferencesView(APIView):
    required_permissions = {"GET": AUTHENTICATED, "PUT": AUTHENTICATED}

    @extend_schema(responses=shapes.PreferencesSerializer)
    def get(self, request):
        return Response(_preferences(lire_preferences(request.user.id)))

    @extend_schema(request=shapes.PreferencesSerializer, responses=shapes.PreferencesSerializer)
    def put(self, request):
        demande = shapes.PreferencesSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        voulues = {ligne["type"]: ligne["dans_app"] for ligne in demande.validated_data["preferences"]}
        return Response(_preferences(regler_preferences(dans_app=voulues, acteur=request.user)))


def _preferences(dans_app: dict[str, bool]) -> dict:
    return {"preferences": [{"type": type_, "dans_app": veut} for type_, veut in dans_app.items()]}
