from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED, PUBLIC
from comptes import historique, sessions
from comptes.filters import ConnexionFiltre
from comptes.models import Connexion, Session
from comptes.recherche import CHERCHE
from comptes.serializers.sessions import (
    ConnexionSerializer,
    JetonsSerializer,
    RefreshSerializer,
    SessionSerializer,
)
from comptes.views import cookie
from comptes.views.demande import origine, valide


class RefreshView(APIView):
    """Échanger un jeton de rafraîchissement (corps ou cookie) ; réutilisé, il ferme toute la session."""

    required_permissions = PUBLIC
    authentication_classes = []
    idempotency = None  # a stored answer would hold tokens, and the end of a session must be kept

    @extend_schema(request=RefreshSerializer, responses=JetonsSerializer)
    def post(self, request):
        refresh = valide(RefreshSerializer, request).get("refresh") or cookie.lire(request)
        jetons = sessions.renouveler_session(refresh=refresh, origine=origine(request))
        return cookie.repondre_jetons(JetonsSerializer(jetons).data, jetons)


class LogoutView(APIView):
    required_permissions = {"POST": AUTHENTICATED}

    @extend_schema(request=None, responses={204: None})
    def post(self, request):
        sessions.fermer_session_courante(acteur=request.user)
        return cookie.sans_cookie()


class LogoutAllView(APIView):
    required_permissions = {"POST": AUTHENTICATED}

    @extend_schema(request=None, responses={204: None})
    def post(self, request):
        sessions.fermer_toutes_les_sessions(acteur=request.user)
        return cookie.sans_cookie()


class SessionsView(generics.ListAPIView):
    """Ses propres sessions ouvertes."""

    required_permissions = {"GET": AUTHENTICATED}
    serializer_class = SessionSerializer
    search_fields = [CHERCHE]
    ordering_fields = ["active_le", "ouverte_le", "expire_le"]
    queryset = Session.objects.none()  # for the schema

    def get_queryset(self):
        return historique.sessions_ouvertes(self.request.user.id)


class SessionView(APIView):
    required_permissions = {"DELETE": AUTHENTICATED}

    @extend_schema(responses={204: None})
    def delete(self, request, session_id):
        sessions.fermer_session(session_id=session_id, acteur=request.user)
        return Response(status=204)


class LoginHistoryView(generics.ListAPIView):
    """Ses propres connexions, réussies ou non."""

    required_permissions = {"GET": AUTHENTICATED}
    serializer_class = ConnexionSerializer
    filterset_class = ConnexionFiltre
    search_fields = [CHERCHE]
    ordering_fields = ["survenue_le"]
    queryset = Connexion.objects.none()  # for the schema

    def get_queryset(self):
        return historique.connexions(self.request.user.id)
