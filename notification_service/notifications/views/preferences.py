"""How one wants to be told."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED
from notifications.preferences import lire_preferences, regler_preferences
from notifications.serializers.preferences import PreferencesSerializer


class PreferencesView(APIView):
    required_permissions = {"GET": AUTHENTICATED, "PUT": AUTHENTICATED}

    @extend_schema(responses=PreferencesSerializer)
    def get(self, request):
        return Response(PreferencesSerializer(lire_preferences(request.user.id)).data)

    @extend_schema(request=PreferencesSerializer, responses=PreferencesSerializer)
    def put(self, request):
        demande = PreferencesSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        souhaits = regler_preferences(**demande.demande(), acteur=request.user)
        return Response(PreferencesSerializer(souhaits).data)
