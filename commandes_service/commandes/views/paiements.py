from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.idempotency import HEADER, LEASE
from commandes import exportations
from commandes.filters import PaiementFilter
from commandes.paiements import encaisser_paiement
from commandes.processeur_simule import cartes_de_test
from commandes.registre import lire_paiement, lister_paiements
from commandes.remboursements import rembourser_paiement
from commandes.serializers.paiements import (
    CartesDeTestSerializer,
    EncaissementSerializer,
    PaiementSerializer,
    RemboursementDemandeSerializer,
)
from commandes.views.exports import ExportMixin


class _ListeView(generics.ListAPIView):
    required_permissions = {"GET": "paiements.lire"}
    serializer_class = PaiementSerializer
    filterset_class = PaiementFilter
    search_fields = ["recherche"]
    ordering_fields = ["cree_le", "recu_le", "montant"]

    def get_queryset(self):
        return lister_paiements()


class PaiementsView(_ListeView):
    """The payments, newest first; POST pays (part of) an invoice."""

    required_permissions = {"GET": "paiements.lire", "POST": "paiements.gerer"}
    idempotency = LEASE  # the card processor is asked between two transactions

    @extend_schema(request=EncaissementSerializer, responses={201: PaiementSerializer})
    def post(self, request):
        demande = EncaissementSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        cle = request.headers.get(HEADER)
        paiement = encaisser_paiement(**demande.validated_data, cle=cle, acteur=request.user)
        return Response(PaiementSerializer(lire_paiement(paiement.id)).data, status=201)


class PaiementsExportView(ExportMixin, _ListeView):
    """The list of payments as a file."""

    table = exportations.PAIEMENTS


class PaiementView(APIView):
    required_permissions = {"GET": "paiements.lire"}

    @extend_schema(responses=PaiementSerializer)
    def get(self, request, paiement_id):
        return Response(PaiementSerializer(lire_paiement(paiement_id)).data)


class RembourserView(APIView):
    """Gives back (part of) a payment."""

    required_permissions = {"POST": "paiements.gerer"}
    idempotency = LEASE

    @extend_schema(request=RemboursementDemandeSerializer, responses=PaiementSerializer)
    def post(self, request, paiement_id):
        demande = RemboursementDemandeSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        cle = request.headers.get(HEADER)
        rembourser_paiement(paiement_id=paiement_id, cle=cle, acteur=request.user, **demande.validated_data)
        return Response(PaiementSerializer(lire_paiement(paiement_id)).data)


class CartesDeTestView(APIView):
    """The numbers that the simulated processor knows."""

    required_permissions = {"GET": "paiements.lire"}

    @extend_schema(responses=CartesDeTestSerializer)
    def get(self, request):
        return Response(CartesDeTestSerializer({"results": cartes_de_test()}).data)
