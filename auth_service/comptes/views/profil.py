from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED
from chassis.versions import expected_version
from comptes import adresses, annuaire, donnees, profil, utilisateurs
from comptes.mots_de_passe import changer_mot_de_passe
from comptes.serializers.acces import (
    AccepteSerializer,
    ChangementSerializer,
    MotDePasseSerializer,
    NouvelleAdresseSerializer,
)
from comptes.serializers.export import ExportSerializer
from comptes.serializers.utilisateurs import ProfilSerializer, UtilisateurSerializer
from comptes.views import cookie
from comptes.views.acces import accepte
from comptes.views.demande import valide


class MeView(APIView):
    """Son propre compte. DELETE attend {"password"} : le compte va à la corbeille."""

    required_permissions = {"GET": AUTHENTICATED, "PATCH": AUTHENTICATED, "DELETE": AUTHENTICATED}

    @extend_schema(responses=UtilisateurSerializer)
    def get(self, request):
        return Response(UtilisateurSerializer(annuaire.utilisateur(request.user.id)).data)

    @extend_schema(request=ProfilSerializer, responses=UtilisateurSerializer)
    def patch(self, request):
        champs = valide(ProfilSerializer, request, partiel=True)
        moi = profil.modifier_profil(champs=champs, version=expected_version(request), acteur=request.user)
        return Response(UtilisateurSerializer(moi).data)

    @extend_schema(request=MotDePasseSerializer, responses={204: None})
    def delete(self, request):
        utilisateurs.supprimer_son_compte(**valide(MotDePasseSerializer, request), acteur=request.user)
        return cookie.sans_cookie()


class MeExportView(APIView):
    """Toutes les données que le service tient sur soi, en un fichier JSON."""

    required_permissions = {"GET": AUTHENTICATED}

    @extend_schema(responses=ExportSerializer)
    def get(self, request):
        export = ExportSerializer(donnees.personnelles(request.user.id), context={"request": request})
        fichier = 'attachment; filename="mes-donnees.json"'
        return Response(export.data, headers={"Content-Disposition": fichier, "Cache-Control": "no-store"})


class PasswordChangeView(APIView):
    """Changer son mot de passe ; les autres sessions sont fermées."""

    required_permissions = {"POST": AUTHENTICATED}
    idempotency = None  # a wrong guess at the old password must be counted

    @extend_schema(request=ChangementSerializer, responses={204: None})
    def post(self, request):
        changer_mot_de_passe(**valide(ChangementSerializer, request), acteur=request.user)
        return Response(status=204)


class EmailChangeView(APIView):
    """Demander une nouvelle adresse ; un lien y est envoyé. La réponse est toujours la même."""

    required_permissions = {"POST": AUTHENTICATED}
    idempotency = None  # as above

    @extend_schema(request=NouvelleAdresseSerializer, responses={202: AccepteSerializer})
    def post(self, request):
        adresses.demander_changement(**valide(NouvelleAdresseSerializer, request), acteur=request.user)
        return accepte("Un courriel de confirmation vient d'être envoyé à la nouvelle adresse.")
