"""What works without being signed in, mostly through links that were mailed."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.authentication import client_address
from chassis.auth.permissions import PUBLIC
from comptes import adresses, inscriptions, mots_de_passe, oublis
from comptes.pas_moi import fermer_si_pas_moi
from comptes.serializers.acces import (
    AccepteSerializer,
    AdresseSerializer,
    InvitationSerializer,
    LienSerializer,
    OubliSerializer,
    ReinitialisationSerializer,
)
from comptes.serializers.utilisateurs import InscriptionSerializer
from comptes.views.demande import langue, parametres, valide

JETON = OpenApiParameter("token", str, required=True, description="Le jeton du lien reçu par courriel")


class PublicView(APIView):
    required_permissions = PUBLIC
    authentication_classes = []  # an old token that still hangs on must not keep anybody out


class RegisterView(PublicView):
    """Demander un compte ; il existe une fois l'adresse confirmée. La réponse est toujours la même."""

    @extend_schema(request=InscriptionSerializer, responses={202: AccepteSerializer})
    def post(self, request):
        demande = {"langue": langue(request), **valide(InscriptionSerializer, request)}
        inscriptions.demander_inscription(**demande, ip=client_address(request))
        return accepte("Un courriel vient d'être envoyé à cette adresse : il dit comment continuer.")


class ConfirmView(PublicView):
    """Confirmer l'adresse d'un nouveau compte. Le même lien, suivi encore, répond la même chose."""

    @extend_schema(parameters=[JETON], responses=AdresseSerializer)
    def get(self, request):
        lien = parametres(LienSerializer, request)
        email = inscriptions.confirmer_inscription(**lien, ip=client_address(request))
        return Response({"email": email})


class PasswordForgotView(PublicView):
    """Demander un lien pour choisir un nouveau mot de passe. La réponse est toujours la même."""

    @extend_schema(request=OubliSerializer, responses={202: AccepteSerializer})
    def post(self, request):
        demande = valide(OubliSerializer, request)
        oublis.demander_reinitialisation(**demande, ip=client_address(request))
        return accepte("Si cette adresse a un compte, un lien vient de lui être envoyé.")


class PasswordResetView(PublicView):
    """Choisir un nouveau mot de passe avec le lien reçu ; toutes les sessions sont fermées."""

    @extend_schema(request=ReinitialisationSerializer, responses={204: None})
    def post(self, request):
        demande = valide(ReinitialisationSerializer, request)
        mots_de_passe.reinitialiser_mot_de_passe(**demande, ip=client_address(request))
        return Response(status=204)


class EmailConfirmView(PublicView):
    """Confirmer la nouvelle adresse d'un compte."""

    @extend_schema(parameters=[JETON], responses=AdresseSerializer)
    def get(self, request):
        lien = parametres(LienSerializer, request)
        return Response({"email": adresses.confirmer_adresse(**lien, ip=client_address(request))})


class InvitationView(PublicView):
    """Choisir son premier mot de passe avec le lien d'une invitation."""

    @extend_schema(request=InvitationSerializer, responses=AdresseSerializer)
    def post(self, request):
        demande = valide(InvitationSerializer, request)
        utilisateur = mots_de_passe.accepter_invitation(**demande, ip=client_address(request))
        return Response({"email": utilisateur.email})


class NotMeView(PublicView):
    """« Ce n'était pas moi » : fermer toutes les sessions, et recevoir de quoi changer de mot de passe."""

    @extend_schema(request=LienSerializer, responses={204: None})
    def post(self, request):
        fermer_si_pas_moi(**valide(LienSerializer, request), ip=client_address(request))
        return Response(status=204)


def accepte(detail: str) -> Response:
    return Response({"detail": detail}, status=202)
