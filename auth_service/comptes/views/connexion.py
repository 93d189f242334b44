"""Signing in: the password, then the code of the second factor where there is one."""

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import PUBLIC
from comptes import deuxieme_etape
from comptes.connexion import connecter
from comptes.defis import DefiPose
from comptes.serializers.acces import AccepteSerializer
from comptes.serializers.second_facteur import (
    ActiverSerializer,
    DefiSerializer,
    EnvoiSerializer,
    InstallationSerializer,
    PreparationSerializer,
    PreparerSerializer,
    ReponseSerializer,
)
from comptes.serializers.sessions import ConnexionReussieSerializer, LoginSerializer
from comptes.views import cookie
from comptes.views.acces import accepte
from comptes.views.demande import origine, valide

NO_STORE = {"Cache-Control": "no-store"}


class _ConnexionView(APIView):
    required_permissions = PUBLIC
    authentication_classes = []  # an old token that still hangs on must not keep anybody from signing in
    idempotency = None  # a stored answer would hold tokens, and a failure must be counted


class LoginView(_ConnexionView):
    """Ouvrir une session, ou recevoir le défi du second facteur (`mfa_required`).

    Le jeton de rafraîchissement est aussi posé en cookie HttpOnly.
    """

    @extend_schema(
        request=LoginSerializer,
        responses=PolymorphicProxySerializer(
            "ConnexionOuDefi", [ConnexionReussieSerializer, DefiSerializer], resource_type_field_name=None
        ),
    )
    def post(self, request):
        resultat = connecter(**valide(LoginSerializer, request), origine=origine(request))
        if isinstance(resultat, DefiPose):
            return Response(DefiSerializer(resultat).data, headers=NO_STORE)
        return cookie.repondre_jetons(ConnexionReussieSerializer(resultat).data, resultat)


class Login2faView(_ConnexionView):
    """Le code du second facteur : de l'application, du courriel, ou de secours."""

    @extend_schema(request=ReponseSerializer, responses=ConnexionReussieSerializer)
    def post(self, request):
        jetons = deuxieme_etape.repondre(**valide(ReponseSerializer, request), origine=origine(request))
        return cookie.repondre_jetons(ConnexionReussieSerializer(jetons).data, jetons)


class Login2faEmailView(_ConnexionView):
    """Recevoir un code par courriel."""

    @extend_schema(request=EnvoiSerializer, responses={202: AccepteSerializer})
    def post(self, request):
        deuxieme_etape.envoyer_code(**valide(EnvoiSerializer, request))
        return accepte("Un code vient d'être envoyé.")


class Login2faSetupView(_ConnexionView):
    """Quand le rôle impose un second facteur qui manque : le préparer."""

    @extend_schema(request=PreparerSerializer, responses=PreparationSerializer)
    def post(self, request):
        preparation = deuxieme_etape.preparer(**valide(PreparerSerializer, request))
        return Response(PreparationSerializer(preparation).data, headers=NO_STORE)


class Login2faActivateView(_ConnexionView):
    """… puis l'activer : la session s'ouvre, et les codes de secours sont montrés une fois."""

    @extend_schema(request=ActiverSerializer, responses=InstallationSerializer)
    def post(self, request):
        fait = deuxieme_etape.activer(**valide(ActiverSerializer, request), origine=origine(request))
        return cookie.repondre_jetons(InstallationSerializer(fait).data, fait.jetons)
