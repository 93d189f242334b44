from urllib.parse import quote

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED, PUBLIC
from comptes import cles, historique, sessions
from comptes.connexion import connecter
from comptes.models import Connexion, Session
from comptes.serializers import (
    ConnexionReussieSerializer,
    ConnexionSerializer,
    JetonsSerializer,
    LoginSerializer,
    RefreshSerializer,
    SessionSerializer,
)
from comptes.views import cookie
from comptes.views.demande import origine, valide


class LoginView(APIView):
    """Ouvrir une session. Le jeton de rafraîchissement est aussi posé en cookie HttpOnly."""

    required_permissions = PUBLIC
    authentication_classes = []  # an old token that still hangs on must not keep anybody from signing in
    idempotency = None  # a stored answer would hold tokens, and a failure must be counted

    @extend_schema(request=LoginSerializer, responses=ConnexionReussieSerializer)
    def post(self, request):
        jetons = connecter(**valide(LoginSerializer, request), origine=origine(request))
        return cookie.repondre_jetons(ConnexionReussieSerializer(jetons).data, jetons)


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
    queryset = Connexion.objects.none()  # for the schema

    def get_queryset(self):
        return historique.connexions(self.request.user.id)


class VerifyView(APIView):
    """Pour le forward-auth d'une passerelle : 200 avec l'identité en en-têtes, sinon 401.

    Le nom du rôle est encodé comme dans une adresse (UTF-8, %XX).
    """

    required_permissions = {"GET": AUTHENTICATED}

    @extend_schema(responses={200: OpenApiResponse(description="X-User-Id, X-User-Email, X-User-Role")})
    def get(self, request):
        acteur = request.user
        identite = {
            "X-User-Id": str(acteur.id),
            "X-User-Email": acteur.email,
            "X-User-Role": quote(acteur.role),
        }
        return Response({}, headers=identite | {"Cache-Control": "no-store"})


class JwksView(APIView):
    """Les clés publiques des jetons d'accès (RFC 7517)."""

    required_permissions = PUBLIC
    authentication_classes = []

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request):
        return Response(cles.jeu_de_cles(), headers={"Cache-Control": "public, max-age=300"})
