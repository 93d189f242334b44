from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED
from chassis.versions import expected_version
from comptes import annuaire, profil
from comptes.mots_de_passe import changer_mot_de_passe
from comptes.serializers import ChangementSerializer, ProfilSerializer, UtilisateurSerializer
from comptes.views.demande import valide


class MeView(APIView):
    """Son propre compte."""

    required_permissions = {"GET": AUTHENTICATED, "PATCH": AUTHENTICATED}

    @extend_schema(responses=UtilisateurSerializer)
    def get(self, request):
        return Response(UtilisateurSerializer(annuaire.utilisateur(request.user.id)).data)

    @extend_schema(request=ProfilSerializer, responses=UtilisateurSerializer)
    def patch(self, request):
        champs = valide(ProfilSerializer, request, partiel=True)
        moi = profil.modifier_profil(champs=champs, version=expected_version(request), acteur=request.user)
        return Response(UtilisateurSerializer(moi).data)


class PasswordChangeView(APIView):
    """Changer son mot de passe ; les autres sessions sont fermées."""

    required_permissions = {"POST": AUTHENTICATED}
    idempotency = None  # a wrong guess at the old password must be counted

    @extend_schema(request=ChangementSerializer, responses={204: None})
    def post(self, request):
        changer_mot_de_passe(**valide(ChangementSerializer, request), acteur=request.user)
        return Response(status=204)
