"""What others ask to know whether a token is good."""

from urllib.parse import quote

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED, PUBLIC
from comptes import cles


class VerifyView(APIView):
    """Pour le forward-auth d'une passerelle : 200 avec l'identité en en-têtes, sinon 401.

    Le nom du rôle est encodé comme dans une adresse (UTF-8, %XX).
    """

    required_permissions = {"GET": AUTHENTICATED}

    @extend_schema(
        responses={
            200: OpenApiResponse(
                OpenApiTypes.OBJECT,
                description="X-User-Id, X-User-Email, X-User-Role, X-User-Permissions, X-Session-Id",
            )
        }
    )
    def get(self, request):
        acteur = request.user
        identite = {
            "X-User-Id": str(acteur.id),
            "X-User-Email": acteur.email,
            "X-User-Role": quote(acteur.role),
            "X-User-Permissions": ",".join(sorted(acteur.permissions)),
            "X-Session-Id": acteur.session_id,
        }
        return Response({}, headers=identite | {"Cache-Control": "no-store"})


class JwksView(APIView):
    """Les clés publiques des jetons d'accès (RFC 7517)."""

    required_permissions = PUBLIC
    authentication_classes = []

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request):
        return Response(
            cles.jeu_de_cles(), headers={"Cache-Control": f"public, max-age={cles.GARDE_SECONDES}"}
        )
