"""One's own second factor."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED
from comptes import annuaire, facteurs
from comptes.models import Facteur
from comptes.serializers.acces import AccepteSerializer, MotDePasseSerializer
from comptes.serializers.second_facteur import (
    CodeSerializer,
    CodesSecoursSerializer,
    EtatSerializer,
    PreparationSerializer,
    RetraitSerializer,
)
from comptes.views.acces import accepte
from comptes.views.demande import valide

NO_STORE = {"Cache-Control": "no-store"}


class _SecondFacteurView(APIView):
    required_permissions = {"POST": AUTHENTICATED}
    idempotency = None  # a stored answer would hold secrets, and a wrong guess must be counted


class TwoFactorView(APIView):
    """Ce qui est en place, et si le rôle l'impose."""

    required_permissions = {"GET": AUTHENTICATED}

    @extend_schema(responses=EtatSerializer)
    def get(self, request):
        return Response(EtatSerializer(facteurs.etat(annuaire.utilisateur(request.user.id))).data)


class TotpSetupView(_SecondFacteurView):
    """Un secret pour l'application d'authentification ; actif une fois un de ses codes donné."""

    @extend_schema(request=None, responses=PreparationSerializer)
    def post(self, request):
        preparation = facteurs.preparer_facteur(methode=Facteur.Methode.TOTP, acteur=request.user)
        return Response(PreparationSerializer(preparation).data, headers=NO_STORE)


class EmailSetupView(_SecondFacteurView):
    """Un code envoyé à l'adresse du compte ; actif une fois ce code donné."""

    @extend_schema(request=None, responses={202: AccepteSerializer})
    def post(self, request):
        facteurs.preparer_facteur(methode=Facteur.Methode.EMAIL, acteur=request.user)
        return accepte("Un code vient d'être envoyé à votre adresse.")


class ActivateView(_SecondFacteurView):
    """Activer ce qui a été préparé ; les codes de secours sont montrés une fois."""

    methode: str

    @extend_schema(request=CodeSerializer, responses=CodesSecoursSerializer)
    def post(self, request):
        demande = valide(CodeSerializer, request)
        secours = facteurs.activer_facteur(**demande, methode=self.methode, acteur=request.user)
        return Response({"recovery_codes": secours}, headers=NO_STORE)


class TotpActivateView(ActivateView):
    methode = Facteur.Methode.TOTP


class EmailActivateView(ActivateView):
    methode = Facteur.Methode.EMAIL


class DisableView(_SecondFacteurView):
    """Retirer un second facteur, ou tous."""

    @extend_schema(request=RetraitSerializer, responses={204: None})
    def post(self, request):
        facteurs.retirer_facteur(**valide(RetraitSerializer, request), acteur=request.user)
        return Response(status=204)


class RecoveryCodesView(_SecondFacteurView):
    """Dix nouveaux codes de secours, montrés une fois ; les anciens ne servent plus."""

    @extend_schema(request=MotDePasseSerializer, responses=CodesSecoursSerializer)
    def post(self, request):
        secours = facteurs.renouveler_codes_secours(
            **valide(MotDePasseSerializer, request), acteur=request.user
        )
        return Response({"recovery_codes": secours}, headers=NO_STORE)
