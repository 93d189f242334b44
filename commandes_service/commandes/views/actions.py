"""POST .../valider/ and the like: one view for each shape of body; urls.py says which rule `agir` is."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.idempotency import HEADER, LEASE
from chassis.versions import expected_version
from commandes.consultations import lire_commande
from commandes.saga import expedier_commande, recevoir_commande, retourner_commande
from commandes.serializers.commandes import (
    ActionSerializer,
    CommandeSerializer,
    ExpeditionSerializer,
    ReceptionSerializer,
    RetourSerializer,
)


class ActionView(APIView):
    """Changes the state of an order."""

    required_permissions = {"POST": "commandes.gerer"}
    agir = None

    @extend_schema(request=ActionSerializer, responses=CommandeSerializer)
    def post(self, request, commande_id):
        demande = ActionSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        self.agir(
            commande_id=commande_id,
            version_attendue=expected_version(request),
            acteur=request.user,
            **demande.validated_data,
        )
        return Response(CommandeSerializer(lire_commande(commande_id)).data)


class ActionAvecStockView(ActionView):
    """An action in several steps, with calls to stock_service between its transactions."""

    idempotency = LEASE


class ActionDuMagasinView(ActionView):
    required_permissions = {"POST": "commandes.expedier"}


class _MouvementView(APIView):
    required_permissions = {"POST": "commandes.expedier"}
    idempotency = LEASE

    def deplacer(self, request, commande_id, regle, shape):
        demande = shape(data=request.data)
        demande.is_valid(raise_exception=True)
        commande = regle(
            commande_id=commande_id,
            version_attendue=expected_version(request),
            acteur=request.user,
            cle=request.headers.get(HEADER),
            **demande.validated_data,
        )
        return Response(CommandeSerializer(commande).data)


class ExpedierView(_MouvementView):
    """Ships the lines, or all that remains of a sale."""

    @extend_schema(request=ExpeditionSerializer, responses=CommandeSerializer)
    def post(self, request, commande_id):
        return self.deplacer(request, commande_id, expedier_commande, ExpeditionSerializer)


class RecevoirView(_MouvementView):
    """Receives the lines, or all that remains of a purchase, in a place."""

    @extend_schema(request=ReceptionSerializer, responses=CommandeSerializer)
    def post(self, request, commande_id):
        return self.deplacer(request, commande_id, recevoir_commande, ReceptionSerializer)


class RetournerView(_MouvementView):
    """Goods of a sale that come back into a place, or of a purchase that go back from it."""

    @extend_schema(request=RetourSerializer, responses=CommandeSerializer)
    def post(self, request, commande_id):
        return self.deplacer(request, commande_id, retourner_commande, RetourSerializer)
